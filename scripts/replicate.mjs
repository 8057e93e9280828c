// npm run replicate: runs the presets that the claims rest on, and decides the claims.
import { runProgram } from './program.mjs';

await runProgram('replicate', {
  main: 'src/cli/replicate/main.ts',
  replicaThread: 'src/threads/replicaThread.ts',
});
