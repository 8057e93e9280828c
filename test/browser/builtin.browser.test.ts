import { expect, test } from 'vitest';
import { RandomStream } from '../../src/core/rng/index.ts';
import { openBuiltinModel } from '../../src/models/builtin/index.ts';
import { goldenBuiltin } from '../golden/builtin.ts';
import { builtinBits } from '../support/builtinWork.ts';

const bytes = async (name: string): Promise<ArrayBuffer> => (await fetch(`/models/builtin/${name}`)).arrayBuffer();

test('the shipped model does the same in the browser as in Node', async ({ annotate }) => {
  const start = performance.now();
  const [weights, words] = await Promise.all([bytes('weights.bin'), bytes('tokenizer.json')]);
  const tokenizer: unknown = JSON.parse(new TextDecoder().decode(words));
  const { model } = await openBuiltinModel(new Uint8Array(weights), tokenizer);
  const conversation = { system: null, notes: null, turns: [{ role: 'user' as const, text: 'Hello!' }] };
  const requests = [{ conversation, writes: 'reply' as const, streams: [RandomStream.root(1)] }];
  await model.write(requests, { temperature: 1, maxNewTokens: 1 });
  // reported, not asserted: these machines are shared
  await annotate(`from fetch to first token: ${(performance.now() - start).toFixed(0)} ms`);
  expect(await builtinBits(model)).toBe(goldenBuiltin);
});
