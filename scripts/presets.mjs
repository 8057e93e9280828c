// npm run presets: prints the named settings.
import { runProgram } from './program.mjs';

await runProgram('presets', { main: 'src/cli/presets/main.ts' });
