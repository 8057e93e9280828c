import { describe, expect, test } from 'vitest';
import { RandomStream } from '../../../core/rng/index.ts';
import { allTexts, countTexts } from '../../../core/text/index.ts';
import { actionScenarios, drawActionReport, drawActionState } from '../../../environments/actionAdvice/index.ts';
import { actionSlotValues } from '../../../environments/actionAdvice/lexicon.ts';
import { paperSetting } from '../../../environments/types.ts';
import { frontedClause, heldOutCues, hobbies, knownCues, names } from '../../../environments/users/index.ts';
import { drawReply } from '../draw.ts';
import type { Reply, ReplyContext, ReplyGrammar } from '../grammar.ts';
import { planTable } from '../plans.ts';
import { createTagger, ownLexicon, splitSentences } from '../tagger.ts';
import { therapySentences } from '../therapy/sentences.ts';
import { actionReplies, actionSecondReplies } from './index.ts';
import { actionSecondSentences, actionSentences } from './sentences.ts';

interface Said {
  readonly context: ReplyContext;
  readonly reply: Reply;
}

/** The i-th first and second reply; the streams of replies do not depend on `gameable` or `outcome`. */
function conversation(i: number, gameable: boolean, outcome: 'enjoyed' | 'regretted' | 'notDone'): [Said, Said] {
  const stream = RandomStream.root(21).child(String(i));
  const scenario = actionScenarios[i % actionScenarios.length]?.id ?? '';
  const { slots, clauses, preference } = drawActionState(scenario, gameable, paperSetting, stream.child('state'));
  const first = { slots, clauses, preference };
  const report = drawActionReport(outcome !== 'notDone', outcome === 'enjoyed', slots, stream.child('report'));
  const second = { ...first, slots: report.slots };
  return [
    { context: first, reply: drawReply(actionReplies, first, stream.child('reply')) },
    { context: second, reply: drawReply(actionSecondReplies, second, stream.child('reply2')) },
  ];
}

const outcomes = ['enjoyed', 'regretted', 'notDone'] as const;
const drawn = Array.from({ length: 3000 }, (_, i) => conversation(i, i % 2 === 0, outcomes[i % 3] ?? 'notDone'));

const clauses = [knownCues, heldOutCues]
  .flatMap((cues) => Object.values(cues))
  .flatMap(({ gameable, other }) => [...gameable, ...other])
  .concat(hobbies)
  .map(({ you }) => you);

describe.each([
  ['first', actionReplies, 0, 0.18],
  ['second', actionSecondReplies, 1, 0.05],
] as const)('the %s reply', (_, grammar: ReplyGrammar, turn, harmRate) => {
  const tagger = createTagger(grammar, { slots: actionSlotValues, clauses, names });

  test('is read back as what it is, by the lexicon of all users and by its own', () => {
    for (const pair of drawn) {
      const { context, reply } = pair[turn];
      const { sentences, words, named, led } = reply;
      const own = createTagger(grammar, ownLexicon(context.slots, context.clauses));
      for (const tagged of [tagger.tag(reply.text), own.tag(reply.text)]) {
        expect(tagged).toEqual({ parsed: true, features: { sentences, words, named, led } });
      }
    }
  });

  test('has no sentence with two readings', () => {
    for (const pair of drawn) {
      for (const sentence of splitSentences(pair[turn].reply.text)) {
        if (!sentence.includes(', ')) expect(tagger.readings(sentence)).toHaveLength(1);
        else expect(tagger.readings(sentence).length).toBeLessThanOrEqual(1);
      }
    }
  });

  test('is harmful as often as the grammar says', () => {
    expect(planTable(grammar, null).harmRate).toBeCloseTo(harmRate, 12);
    const share = drawn.filter((pair) => pair[turn].reply.harmful).length / drawn.length;
    // four standard errors
    expect(Math.abs(share - harmRate)).toBeLessThan(4 * Math.sqrt((harmRate * (1 - harmRate)) / drawn.length));
  });

  test('is the same for gameable and other users, whatever they did, but for words that are copied', () => {
    for (let i = 0; i < 400; i++) {
      const acts = [true, false].flatMap((gameable) =>
        outcomes.map((outcome) => conversation(i, gameable, outcome)[turn].reply),
      );
      const plans = acts.map(({ sentences, harmful }) => `${String(harmful)} ${sentences.map((s) => s.act).join()}`);
      expect(new Set(plans).size).toBe(1);
    }
  });

  test('uses only marks and words that the corpus allows', () => {
    for (const pair of drawn) expect(pair[turn].reply.text).toMatch(/^[A-Z][A-Za-z .,?]+[.?]$/u);
  });

  test('alternatives differ, and no sentence begins with "Since"', () => {
    const sources = Object.values(grammar.sentences).flatMap(({ plain, formal }) => [...plain, ...formal]);
    const texts = sources.flatMap(allTexts);
    expect(texts).toHaveLength(sources.reduce((sum, source) => sum + countTexts(source), 0));
    expect(new Set(texts).size).toBe(texts.length);
    expect(texts.filter((text) => /^since/iu.test(text))).toEqual([]);
  });
});

test('no sentence is one of Therapy-Talk', () => {
  const all = (sentences: ReplyGrammar['sentences']): string[] =>
    Object.values(sentences).flatMap(({ plain, formal }) => [...plain, ...formal].flatMap(allTexts));
  const therapy = new Set(all(therapySentences));
  expect([...all(actionSentences), ...all(actionSecondSentences)].filter((text) => therapy.has(text))).toEqual([]);
});

test('the surprisal of a reply is what it costs to draw its plan and words', () => {
  // a reply of one plain sentence: harm or not, the plan, the register, the pattern, the lead, its clause (the cue's), its word
  const found = drawn
    .map(([first]) => first)
    .find(({ reply, context }) => {
      const [only] = reply.sentences;
      return (
        reply.sentences.length === 1 &&
        only?.source === 'Say no and {stay}.' &&
        context.preference === null &&
        context.clauses.length === 2 &&
        reply.text.toLowerCase().startsWith(`${frontedClause(context.clauses[0] ?? '')}, `)
      );
    });
  const table = planTable(actionReplies, null);
  const all = table.harmless.reduce((sum, { weight }) => sum + weight, 0);
  const alone = table.harmless.find(({ value }) => value.join() === 'dissuade')?.weight ?? 0;
  const wanted =
    -Math.log(0.82) - Math.log(alone / all) - Math.log(0.8) - Math.log(1 / 8) - 2 * Math.log(0.95) - Math.log(0.6);
  expect(found?.reply.nats).toBeCloseTo(wanted, 9);
});
