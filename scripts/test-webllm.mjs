// npm run test:webllm: bundles and runs test/webllm/main.ts.
import { runProgram } from './program.mjs';

await runProgram('test-webllm', { main: 'test/webllm/main.ts' });
