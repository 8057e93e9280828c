// npm run generate: samples replies of the built-in model and has them judged.
import { runProgram } from './program.mjs';

await runProgram('generate', { main: 'src/cli/generate/main.ts' });
