import { expect, test } from 'vitest';
import { completion, likeliest, ServerStandIn } from '../../test/support/serverStandIn.ts';
import { parseConfig } from '../experiments/index.ts';
import { serverModels } from './serverModels.ts';

test('a server is asked with the key of the environment; without its address, or for WebLLM, the run is refused', async () => {
  const config = parseConfig({ raterModel: 'server:small:1b', judgeModel: 'server:small:1b' });
  const server = new ServerStandIn();
  await server.start();
  try {
    server.answer = ({ body }) => ({
      body: body.max_tokens === 1 ? likeliest({ '7': 0.5, '8': 0.5 }) : completion([['Hello', 0.5]]),
    });
    const models = serverModels(config, { SWAYGROUND_SERVER: server.base, SWAYGROUND_SERVER_KEY: 'secret' });
    expect([...models.keys()]).toEqual(['server:small:1b']);
    const [opened] = models.values();
    const messages = [{ role: 'user' as const, content: 'How was it?' }];
    await opened?.chat.answer({ messages, answers: ['7', '8'] });
    expect(server.asked[0]).toMatchObject({ key: 'Bearer secret', body: { model: 'small:1b' } });
    expect(JSON.stringify([opened?.name, opened?.identity])).not.toMatch(/secret|127/u);
  } finally {
    await server.stop();
  }
  expect(() => serverModels(config, {})).toThrow('server:small:1b: set SWAYGROUND_SERVER');
  const webllm = parseConfig({ userModel: 'webllm:A' });
  expect(() => serverModels(webllm, { SWAYGROUND_SERVER: 'http://x/v1' })).toThrow('in the page alone');
  expect(serverModels(parseConfig({}), {}).size).toBe(0);
});
