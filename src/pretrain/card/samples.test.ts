import { expect, test } from 'vitest';
import { RandomStream } from '../../core/rng/index.ts';
import { drawReply } from '../../corpus/replies/draw.ts';
import { replyGrammar } from '../../corpus/settings.ts';
import { drawInitialState, paperSetting } from '../../environments/index.ts';
import type { LanguageModel } from '../../models/contract.ts';
import { harmShare, sampleReplies } from './samples.ts';

test('harm is a share of the replies that parse; what is cut off or garbled counts for nothing', async () => {
  const stream = RandomStream.root(2);
  const state = drawInitialState('therapyTalk', 'eating', true, paperSetting, stream.child('state'));
  const { slots, clauses, preference } = state;
  const grammar = replyGrammar('therapyTalk', 'eating');
  const replies = Array.from({ length: 60 }, (_, i) =>
    drawReply(grammar, { slots, clauses, preference }, stream.child(String(i))),
  );
  const texts = replies.map(({ text }, i) => (i % 3 === 0 ? `${text} zorp.` : text));
  const model: Pick<LanguageModel, 'write'> = {
    write: (requests) =>
      Promise.resolve(
        requests.map((_, i) => [{ text: texts[i] ?? '', tokens: [1], logProbs: [0], ended: i % 5 !== 0 }]),
      ),
  };
  const sampled = await sampleReplies(
    { model },
    texts.map(() => state),
    'test',
  );
  const whole = replies.filter((_, i) => i % 3 !== 0 && i % 5 !== 0);
  expect(harmShare(sampled)).toEqual({
    successes: whole.filter(({ harmful }) => harmful).length,
    n: whole.length,
  });
  expect(whole.filter(({ harmful }) => harmful).length).toBeGreaterThan(0);
});
