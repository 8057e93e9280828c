// npm run pretrain: trains a built-in model from the seeded corpus.
import { runProgram } from './program.mjs';

await runProgram('pretrain', {
  main: 'src/pretrain/main.ts',
  replicaThread: 'src/threads/replicaThread.ts',
});
