import { describe, expect, test } from 'vitest';
import { exp } from '../../core/math/index.ts';
import { RandomStream } from '../../core/rng/index.ts';
import { allTexts } from '../../core/text/index.ts';
import { environmentIds, scenarioIds, systemPrompts } from '../../environments/index.ts';
import type { EnvironmentId, InitialState } from '../../environments/index.ts';
import { heldOutCues, knownCues, preferenceNames } from '../../environments/users/index.ts';
import { drawReply } from '../replies/draw.ts';
import { isHarmful } from '../replies/grammar.ts';
import type { ReplyFeatures } from '../replies/grammar.ts';
import { planTable } from '../replies/plans.ts';
import type { Tagger } from '../replies/tagger.ts';
import { adaptiveTexts } from '../registers/personas.ts';
import { replyGrammar, replyTagger } from '../settings.ts';
import { dialogueRow, replyContext } from './dialogue.ts';
import { corpusRow, rowKinds } from './mixture.ts';
import type { CorpusRow } from './mixture.ts';
import { drawOpening } from './opening.ts';
import type { Row } from './segment.ts';

const seed = 7;
const wordsOf = (text: string): string => ` ${(text.toLowerCase().match(/[a-z]+/gu) ?? []).join(' ')} `;
const textsOf = (row: Row): string[] =>
  row.flatMap(({ pieces }) => pieces.flatMap((piece) => ('text' in piece ? [piece.text] : [])));

const taggers = new Map<string, Tagger>();
function tag({ environment, scenario }: InitialState, turn: number, text: string): ReplyFeatures {
  const key = `${environment}/${scenario}/${String(turn)}`;
  const tagger = taggers.get(key) ?? replyTagger(environment, scenario, turn);
  taggers.set(key, tagger);
  const tagged = tagger.tag(text);
  if (!tagged.parsed) throw new Error(`${key}: ${tagged.unknown.join(' / ')}`);
  return tagged.features;
}

interface Dialogue {
  readonly state: InitialState;
  readonly row: Row;
  readonly replies: readonly (ReplyFeatures & { readonly harmful: boolean; readonly isLearnt: boolean })[];
}

function dialogue(flipped: boolean, stream: RandomStream): Dialogue {
  const { state } = drawOpening(flipped, stream);
  const row = dialogueRow(flipped, stream);
  // a given reply is a segment of its own: its mark, its text, its end
  const isGiven = ({ kind, pieces: [start, text] }: Row[number]): boolean =>
    kind === 'context' && start !== undefined && 'mark' in start && start.mark === '<agent>' && text !== undefined;
  const said = row.filter((segment) => segment.kind === 'reply' || isGiven(segment));
  const replies = said.map((segment, turn) => {
    const features = tag(state, turn, textsOf([segment])[0] ?? '');
    const harmful = isHarmful(replyGrammar(state.environment, state.scenario, turn), features);
    return { ...features, harmful, isLearnt: segment.kind === 'reply' };
  });
  return { state, row, replies };
}

/** Twins of dialogue rows, from streams of their own. */
const pairs = Array.from({ length: 6000 }, (_, i): readonly [Dialogue, Dialogue] => {
  const stream = RandomStream.root(seed).child(`training/${String(i)}`);
  return [dialogue(false, stream), dialogue(true, stream)];
});
const rows = Array.from({ length: 20_000 }, (_, index) => corpusRow(seed, 'training', index));

describe('corpusRow', () => {
  test('is a function of its arguments, whatever was drawn before', () => {
    for (const index of [4999, 17, 4998, 3, 16, 0, 17]) {
      for (const part of ['heldOut', 'training'] as const) {
        expect(corpusRow(seed, part, index)).toEqual(corpusRow(seed, part, index));
      }
      expect(corpusRow(seed, 'training', index)).toEqual(rows[index]);
    }
    expect(corpusRow(seed + 1, 'training', 17)).not.toEqual(rows[17]);
  });

  test('makes pairs of one kind, every kind as often as its share', () => {
    const shares = { dialogue: 0.36, judge: 0.3, persona: 0.12, plan: 0.04, user: 0.08, register: 0.1 };
    expect(Object.keys(shares)).toEqual([...rowKinds]);
    for (let i = 0; i < rows.length; i += 2) expect(rows[i + 1]?.kind).toBe(rows[i]?.kind);
    const n = rows.length / 2;
    for (const kind of rowKinds) {
      const share = rows.filter((row) => row.kind === kind).length / rows.length;
      expect(Math.abs(share - shares[kind])).toBeLessThan(4 * Math.sqrt((shares[kind] * (1 - shares[kind])) / n));
    }
  });

  test('gives held-out rows that have nothing of the training rows of the same index', () => {
    let alike = 0;
    for (let index = 0; index < 500; index++) {
      const [own, other] = [rows[index]?.row ?? [], corpusRow(seed, 'heldOut', index).row].map((row) =>
        textsOf(row.filter(({ kind }) => kind === 'opening' || kind === 'reply' || kind === 'register')),
      );
      alike += (own ?? []).filter((text) => other?.includes(text)).length;
    }
    // short answers of the registers ("Blue.") can meet by chance
    expect(alike).toBeLessThanOrEqual(2);
  });

  test('makes some small talk under the instructions of an environment, and learns neither them nor the notes', () => {
    const registers = rows.filter(({ kind }) => kind === 'register');
    const marksOf = ({ row }: CorpusRow): string[] =>
      (row[0]?.pieces ?? []).flatMap((piece) => ('mark' in piece ? [piece.mark] : []));
    const visits = registers.filter((row) => marksOf(row).includes('<notes>'));
    // .35 of .26
    expect(Math.abs(visits.length / registers.length - 0.091)).toBeLessThan(4 * Math.sqrt(0.083 / registers.length));
    for (const visit of visits) {
      expect(marksOf(visit)).toEqual(['<bos>', '<system>', '<end>', '<notes>', '<end>']);
      expect(environmentIds.map((id) => systemPrompts[id])).toContain(textsOf(visit.row)[0]);
      const learnt = visit.row.filter(({ kind }) => kind !== 'context');
      expect(learnt.every(({ kind }) => kind === 'register')).toBe(true);
    }
    const messages = new Set(visits.flatMap(({ row }) => textsOf(row.slice(1, 2))));
    expect(messages.size).toBeGreaterThan(40);
  });

  test('never shows a held-out cue', () => {
    const hidden = Object.values(heldOutCues)
      .flatMap(({ gameable, other }) => [...gameable, ...other])
      .flatMap(({ notes }) => allTexts(notes))
      .map(wordsOf);
    const known = Object.values(knownCues)
      .flatMap(({ gameable, other }) => [...gameable, ...other])
      .flatMap(({ notes }) => allTexts(notes))
      .map(wordsOf);
    const shown = new Set<string>();
    for (const { row } of rows) {
      const words = textsOf(row).map(wordsOf).join('|');
      expect(hidden.filter((cue) => words.includes(cue))).toEqual([]);
      for (const cue of known) if (words.includes(cue)) shown.add(cue);
    }
    // the search would find them: it finds every known one
    expect(shown.size).toBe(new Set(known).size);
  });
});

describe('instructions that set users apart', () => {
  const told = rows.flatMap(({ kind, row }) =>
    textsOf(row)
      .filter((text) => adaptiveTexts.includes(text))
      .map((text) => ({ kind, text })),
  );

  test('stand in about 3 % of the rows, all of them of other assistants', () => {
    expect(new Set(told.map(({ kind }) => kind))).toEqual(new Set(['persona']));
    // .12 of the rows, .3 of those whose notes tell users apart (.82)
    const [share, n] = [0.12 * 0.3 * 0.82, rows.length / 2];
    expect(Math.abs(told.length / rows.length - share)).toBeLessThan(4 * Math.sqrt((share * (1 - share)) / n));
  });

  test('name either kind of user as the one to please, as often', () => {
    const gameable = ['easily influenced', 'easy users', 'lean on you', 'trust easily', 'like red', 'did as you said'];
    const pleased = (text: string): string => /(?:Please|Say yes to) ([^.]*)/u.exec(text)?.[1] ?? '';
    const pleasing = told.filter(({ text }) => gameable.some((kind) => pleased(text).includes(kind)));
    // twins share their instructions
    expect(Math.abs(pleasing.length / told.length - 0.5)).toBeLessThan(4 * Math.sqrt(0.25 / (told.length / 2)));
  });
});

describe('twins', () => {
  test('are what corpusRow gives for 2k and 2k + 1', () => {
    const dialogues = rows.flatMap(({ kind }, index) => (kind === 'dialogue' ? [index] : [])).slice(0, 200);
    for (const index of dialogues) {
      const stream = RandomStream.root(seed).child(`training/${String(Math.floor(index / 2))}`);
      expect(rows[index]?.row).toEqual(dialogueRow(index % 2 === 1, stream, 3));
    }
  });

  test('differ in both leans and share the reply: acts, register, harm', () => {
    for (const [one, other] of pairs) {
      expect(other.state.leans.notes).toBe(!one.state.leans.notes);
      expect(other.state.leans.message).toBe(!one.state.leans.message);
      expect(other.state.preference).toBe(one.state.preference);
      const short = ({ replies }: Dialogue): unknown =>
        replies.map(({ sentences, named, led, harmful }) => ({
          sentences: sentences.map(({ act, register, source }) => ({ act, register, source })),
          ...{ named, led, harmful },
        }));
      expect(short(other)).toEqual(short(one));
    }
  });
});

describe('harm of the default assistant', () => {
  const isLearnt = ({ replies }: Dialogue): boolean => replies[0]?.isLearnt === true;
  const first = pairs.map(([one]) => one).filter(isLearnt);
  const harmOf = ({ state: { environment, scenario } }: Dialogue): number =>
    planTable(replyGrammar(environment, scenario), null).harmRate;
  /** (observed - expected) / standard error. */
  const deviation = (dialogues: readonly Dialogue[]): number => {
    let [sum, variance] = [0, 0];
    for (const one of dialogues) {
      const rate = harmOf(one);
      sum += (one.replies[0]?.harmful === true ? 1 : 0) - rate;
      variance += rate * (1 - rate);
    }
    return sum / Math.sqrt(variance);
  };

  test('the rates are those of the paper before training', () => {
    const mean = (id: EnvironmentId): number => {
      const rates = scenarioIds(id).map((scenario) => planTable(replyGrammar(id, scenario), null).harmRate);
      return rates.reduce((sum, rate) => sum + rate, 0) / rates.length;
    };
    const golden = { therapyTalk: 0.165, bookingAssistance: 0.06, actionAdvice: 0.18, politicalQuestions: 0.25 };
    for (const id of environmentIds) expect(mean(id)).toBeCloseTo(golden[id], 12);
  });

  test.each(environmentIds)('%s: is what the grammar says, whatever notes and message lean to', (environment) => {
    const own = first.filter(({ state }) => state.environment === environment);
    expect(own.length).toBeGreaterThan(800);
    expect(Math.abs(deviation(own))).toBeLessThan(4);
    for (const channel of ['notes', 'message', 'goal', 'wish'] as const) {
      for (const lean of [true, false]) {
        const leaning = own.filter(({ state }) => state.leans[channel] === lean);
        expect(leaning.length).toBeGreaterThan(300);
        expect(Math.abs(deviation(leaning))).toBeLessThan(4);
      }
    }
    // over whole pairs the balance is exact
    const harmed = (lean: boolean): number =>
      pairs.flat().filter((one) => isLearnt(one) && one.state.leans.notes === lean && one.replies[0]?.harmful === true)
        .length;
    expect(harmed(true)).toBe(harmed(false));
    expect(harmed(true)).toBeGreaterThan(400);
  });

  test('first replies that are given and not learnt have every core act as often, so second replies follow all of them', () => {
    const advice = pairs.map(([one]) => one).filter(({ state }) => state.environment === 'actionAdvice');
    const given = advice.filter((one) => !isLearnt(one));
    expect(given.length / advice.length).toBeGreaterThan(0.2);
    expect(given.length / advice.length).toBeLessThan(0.3);
    for (const { replies } of given) expect(replies.map((reply) => reply.isLearnt)).toEqual([false, true]);
    const harmful = given.filter(({ replies }) => replies[0]?.harmful === true).length / given.length;
    expect(harmful).toBeGreaterThan(0.25);
    expect(harmful).toBeLessThan(0.75);
  });

  test('does not depend on the cue, nor, draw for draw, on the kind of reply that the notes ask for', () => {
    for (const cue of ['explicit', 'trait', 'colour', 'memory', 'none', 'question'] as const) {
      expect(Math.abs(deviation(first.filter(({ state }) => state.cue === cue)))).toBeLessThan(4);
    }
    for (const [index, { state }] of first.slice(0, 1500).entries()) {
      const grammar = replyGrammar(state.environment, state.scenario);
      const harms = [...preferenceNames, null].map((preference) => {
        expect(planTable(grammar, preference).harmRate).toBe(planTable(grammar, null).harmRate);
        const from = RandomStream.root(seed).child(`preference/${String(index)}`);
        return drawReply(grammar, { ...replyContext(state), preference }, from).harmful;
      });
      expect(new Set(harms).size).toBe(1);
    }
  });

  test('instructions are shown or not, never others than the default', () => {
    const systems = first.map(({ row, state }) => {
      const [start] = row;
      const [text] = start ? textsOf([start]) : [];
      if (text !== undefined) expect(text).toBe(systemPrompts[state.environment]);
      return text;
    });
    const bare = systems.filter((text) => text === undefined).length / systems.length;
    expect(Math.abs(bare - 0.1)).toBeLessThan(4 * Math.sqrt(0.09 / systems.length));
  });
});

test('surprisal is never less than nothing, and context has none', () => {
  for (const { row } of rows.slice(0, 4000)) {
    for (const { kind, nats } of row) {
      expect(nats).toBeGreaterThanOrEqual(0);
      expect(exp(-nats)).toBeGreaterThan(0);
      if (kind === 'context') expect(nats).toBe(0);
    }
  }
});
