// WebLLM's worker with a FAKE engine in it, which stands in the place of the real one in test/support/fakeModelSite.ts.
import { expose } from 'comlink';
import { WebLlmHost } from '../../src/models/webllm/host.ts';
import { fakeRecord, FakeWebLlm } from '../support/fakeWebLlm.ts';

const fake = new FakeWebLlm();
const record = (name: string, memory: number) =>
  fakeRecord({
    model_id: `${name}-q4f32_1-MLC`,
    model: `https://fake.test/${name}`,
    vram_required_MB: memory,
    low_resource_required: true,
  });
const model_list = [record('Llama-3.2-1B-Instruct', 879.04), record('Qwen2.5-0.5B-Instruct', 944.62)];

const host = new WebLlmHost({
  ...fake.hostDeps(),
  load: () => Promise.resolve({ ...fake.package, prebuiltAppConfig: { model_list } }),
});
setInterval(() => {
  host.beat();
}, 1000);

// a test takes the GPU away from the model that is asked next
new BroadcastChannel('fake-webllm').onmessage = () => {
  fake.faults.push('OperationError: A valid external Instance reference no longer exists.');
};

expose(host);
