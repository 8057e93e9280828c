// npm run model-card: measures a built-in model and writes its card.
import { runProgram } from './program.mjs';

await runProgram('model-card', {
  main: 'src/pretrain/card/main.ts',
  replicaThread: 'src/threads/replicaThread.ts',
});
