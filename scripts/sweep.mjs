// npm run sweep: runs a grid of settings with several seeds.
import { runProgram } from './program.mjs';

await runProgram('sweep', {
  main: 'src/cli/sweep/main.ts',
  replicaThread: 'src/threads/replicaThread.ts',
});
