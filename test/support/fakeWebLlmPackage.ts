// The FAKE of WebLLM as a package: what `npm run test:webllm` is given in its own test.
import { FakeWebLlm } from './fakeWebLlm.ts';

export const { MLCEngine, prebuiltAppConfig } = new FakeWebLlm().package;
