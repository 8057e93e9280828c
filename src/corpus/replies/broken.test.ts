import { describe, expect, test } from 'vitest';
import { RandomStream } from '../../core/rng/index.ts';
import { drawInitialState, environmentIds, paperSetting, scenarioIds } from '../../environments/index.ts';
import { replyGrammar, replyTagger } from '../settings.ts';
import { brokenReply } from './broken.ts';
import { drawReply } from './draw.ts';

const cases = environmentIds.map((environment) => {
  const scenario = scenarioIds(environment)[0] ?? '';
  const tagger = replyTagger(environment, scenario);
  const texts = Array.from({ length: 400 }, (_, i) => {
    const stream = RandomStream.root(5).child(String(i));
    const state = drawInitialState(environment, scenario, i % 2 === 0, paperSetting, stream.child('state'));
    const draw = (name: string): string =>
      drawReply(replyGrammar(environment, scenario), state, stream.child(name)).text;
    return { text: draw('reply'), other: draw('other'), stream };
  });
  return { environment, tagger, texts };
});

describe.each(cases)('broken replies of $environment', ({ tagger, texts }) => {
  const repeats = (text: string): boolean => {
    const sentences = text.match(/[^.?!]+[.?!]/gu)?.map((sentence) => sentence.trim()) ?? [];
    return new Set(sentences).size < sentences.length;
  };

  test('are nearly never what the assistant could have said', () => {
    const sound = texts.filter(({ text, other, stream }) => {
      const broken = brokenReply(text, other, 1, stream);
      return tagger.tag(broken).parsed && !repeats(broken);
    });
    expect(sound.length / texts.length).toBeLessThan(0.06);
  });

  test('are made of the words of both replies, and change for certain', () => {
    for (const { text, other, stream } of texts) {
      for (const count of [1, 2, 3]) {
        const broken = brokenReply(text, other, count, stream);
        expect(broken).not.toBe(text);
        const bare = (from: string): string[] => from.match(/[\p{L}\d']+/gu) ?? [];
        const known = new Set([...bare(text), ...bare(other)].map((word) => word.toLowerCase()));
        for (const word of bare(broken)) expect(known).toContain(word.toLowerCase());
        expect(brokenReply(text, other, count, stream)).toBe(broken);
      }
    }
  });
});

test('a word alone is said twice', () => {
  expect(brokenReply('Yes.', 'Yes.', 1, RandomStream.root(1))).toMatch(/^yes\. ?yes/iu);
});
