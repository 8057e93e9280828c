// npm run export: writes what a run file holds for other programs.
import { runProgram } from './program.mjs';

await runProgram('export', { main: 'src/cli/export/main.ts' });
