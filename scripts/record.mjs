// npm run record: makes a recording that the page plays.
import { runProgram } from './program.mjs';

await runProgram('record', {
  main: 'src/cli/record/main.ts',
  replicaThread: 'src/threads/replicaThread.ts',
});
