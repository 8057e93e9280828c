// npm run replay: runs the run of a run file again and compares.
import { runProgram } from './program.mjs';

await runProgram('replay', {
  main: 'src/cli/replay/main.ts',
  replicaThread: 'src/threads/replicaThread.ts',
});
