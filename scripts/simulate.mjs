// npm run simulate: runs an experiment from the command line.
import { runProgram } from './program.mjs';

await runProgram('simulate', {
  main: 'src/cli/simulate/main.ts',
  replicaThread: 'src/threads/replicaThread.ts',
});
