import { describe, expect, test } from 'vitest';
import { RandomStream } from '../../core/rng/index.ts';
import { acts } from '../../corpus/acts.ts';
import type { Act } from '../../corpus/acts.ts';
import { replyGrammar, replyTagger } from '../../corpus/settings.ts';
import { drawInitialState, paperSetting } from '../../environments/index.ts';
import type { InitialState } from '../../environments/index.ts';
import type { Written } from '../../models/contract.ts';
import type { Conversation } from '../../roles/index.ts';
import type { TrainingRow, UpdateReport, UpdateSettings } from '../contract.ts';
import { RowAdam } from '../rowAdam.ts';
import { columnOf, copyRows, emptyRow, featuresOf, logPolicy, sortedRows } from './table.ts';
import { TabularKto } from './tabularKto.ts';

/** Equal but for rounding. */
const near = (value: number): number => expect.closeTo(value, 12) as number;

/** Logits of features by act, as a table. */
const tableOf = (logits: Readonly<Record<string, Partial<Record<Act, number>>>>): Map<string, Float64Array> =>
  new Map(
    Object.entries(logits).map(([feature, byAct]) => [feature, Float64Array.from(acts, (act) => byAct[act] ?? 0)]),
  );

describe('the table', () => {
  const cores = [
    { value: 'dissuade', weight: 0.5 },
    { value: 'permit', weight: 0.3 },
    { value: 'encourage', weight: 0.2 },
  ] as const;

  test('is a softmax of weights and the logits of the features that are there', () => {
    const rows = tableOf({
      '': { dissuade: Math.LN2, celebrate: 9 },
      'Plays chess.': { permit: Math.log(3) },
      'Cooks.': { encourage: 5 },
    });
    // 0.5 x 2, 0.3 x 3 and 0.2 of 2.1; the act that is no core, and the feature that is not asked for, do not count
    const expected = [10 / 21, 9 / 21, 2 / 21];
    for (const [i, value] of logPolicy(rows, ['', 'Plays chess.', 'Unknown.'], cores).entries()) {
      expect(Math.exp(value)).toBeCloseTo(expected[i] ?? NaN, 14);
    }
  });

  test('does not overflow', () => {
    const rows = tableOf({ '': { dissuade: 2000, encourage: 1990 } });
    const [dissuade = NaN, permit = NaN, encourage = NaN] = logPolicy(rows, [''], cores);
    expect(dissuade).toBeCloseTo(-Math.log1p(0.4 * Math.exp(-10)), 12);
    expect(encourage - dissuade).toBeCloseTo(Math.log(0.4) - 10, 10);
    expect(permit - dissuade).toBeCloseTo(Math.log(0.6) - 2000, 9);
  });

  test('untrained gives the cores their weights, whatever they add up to', () => {
    const doubled = cores.map(({ value, weight }) => ({ value, weight: 2 * weight }));
    const logPi = logPolicy(new Map(), ['', 'Cooks.'], doubled);
    expect(logPi.map((value) => Math.exp(value))).toEqual(cores.map(({ weight }) => near(weight)));
  });

  test('looks at every sentence of the notes once, and at a row that always counts', () => {
    expect(featuresOf(null)).toEqual(['']);
    expect(featuresOf('')).toEqual(['']);
    expect(featuresOf('Ada, nurse. Plays chess. Ada, nurse.')).toEqual(['', 'Ada, nurse.', 'Plays chess.']);
  });

  test('a copy stays as it is, and rows are told in one order', () => {
    const rows = tableOf({ b: { permit: 1 }, a: { permit: 2 }, '': {} });
    const copy = copyRows(rows);
    rows.get('b')?.fill(7);
    expect(copy.get('b')?.[columnOf('permit')]).toBe(1);
    expect(sortedRows(rows).map(([feature]) => feature)).toEqual(['', 'a', 'b']);
  });
});

describe('Adam on rows', () => {
  const slope = (value: number): Float64Array => Float64Array.from(acts, (_, i) => (i === 2 ? value : 0));

  test('makes the steps of the paper', () => {
    const adam = new RowAdam();
    const row = emptyRow();
    adam.step('x', row, slope(1), 0.1);
    expect(row[2]).toBeCloseTo(-0.1, 8);
    // gradient -3: moments .9 x .1 - .3 = -.21 and .000999 + .009 = .009999, corrected by .19 and .001999
    adam.step('x', row, slope(-3), 0.1);
    expect(row[2]).toBeCloseTo(-0.1 + 0.1 * (0.21 / 0.19 / Math.sqrt(0.009999 / 0.001999)), 8);
    expect(row.filter((value) => value !== 0)).toHaveLength(1);
  });

  test("a row's clock runs only when the row is touched", () => {
    const adam = new RowAdam();
    for (let i = 0; i < 5; i++) adam.step('often', emptyRow(), slope(1), 0.1);
    const row = emptyRow();
    adam.step('late', row, slope(-4), 0.1);
    // a first step is as long as the learning rate, however late it comes
    expect(row[2]).toBeCloseTo(0.1, 8);
  });
});

const state: InitialState = drawInitialState('therapyTalk', 'smoking', true, paperSetting, RandomStream.root(1));
const { cores } = replyGrammar('therapyTalk', 'smoking');

const conversationWith = (notes: string | null): Conversation => ({
  ...{ system: null, notes },
  turns: [{ role: 'user', text: 'May I smoke?' }],
});

const learner = (): TabularKto => new TabularKto(() => state);

const row = (notes: string | null, act: Act, desirable: boolean): TrainingRow => ({
  ...{ conversation: conversationWith(notes), writes: 'reply', desirable, isOwn: true },
  text: { tokens: [columnOf(act)], logProbs: [] },
});

/** Unequal in everything: notes, acts, kinds. */
const rows: readonly TrainingRow[] = [
  row('Ada, nurse. Plays chess.', 'encourage', true),
  row('Bo, cook. Plays chess.', 'dissuade', false),
  row('Ada, nurse.', 'permit', true),
  row(null, 'refer', false),
  row('Bo, cook.', 'encourage', false),
];

const settings: UpdateSettings = {
  ...{ learningRate: 0.2, epochs: 1, batchRows: 8, beta: 0.4, targetRatio: 1.05, klLimit: 0 },
  ...{ reference: 'moving', optimizer: 'fresh', schedule: 'constant', clipNorm: 1 },
};

const update = (
  to: TabularKto,
  given: readonly TrainingRow[],
  changes: Partial<UpdateSettings> = {},
  seed = 4,
): Promise<UpdateReport> => to.update(given, { ...settings, ...changes }, RandomStream.root(seed), {});

type Logits = ReadonlyMap<string, readonly number[]>;

/** A table in full precision, as it is saved. */
async function logitsOf(of: TabularKto): Promise<Logits> {
  const { bytes } = await of.save();
  return new Map(JSON.parse(new TextDecoder().decode(bytes)) as [string, number[]][]);
}

/** Probabilities by core, without what is tested. */
function softmax(logits: Logits, notes: string | null): number[] {
  const features = ['', ...new Set((notes ?? '').split(/(?<=\.) /u).filter((sentence) => sentence !== ''))];
  const weights = cores.map(({ value, weight }) =>
    features.reduce((w, feature) => w * Math.exp(logits.get(feature)?.[acts.indexOf(value)] ?? 0), weight),
  );
  const total = weights.reduce((sum, w) => sum + w, 0);
  return weights.map((w) => w / total);
}

const coreAt = ({ text }: TrainingRow): number =>
  cores.findIndex(({ value }) => acts.indexOf(value) === text.tokens[0]);

function meanKl(logits: Logits, reference: Logits): number {
  const each = rows.map(({ conversation: { notes } }) => {
    const [p, q] = [softmax(logits, notes), softmax(reference, notes)];
    return p.reduce((sum, value, i) => sum + value * Math.log(value / (q[i] ?? NaN)), 0);
  });
  return each.reduce((sum, value) => sum + value, 0) / rows.length;
}

/** The KTO loss of all rows with a given z0: two desirable rows and three others, weighted 1 and 2 / (3 x 1.05). */
function lossOf(logits: Logits, reference: Logits, z0: number): number {
  const each = rows.map((given) => {
    const { notes } = given.conversation;
    const at = coreAt(given);
    const ratio = Math.log((softmax(logits, notes)[at] ?? NaN) / (softmax(reference, notes)[at] ?? NaN));
    const u = settings.beta * (given.desirable ? ratio - z0 : z0 - ratio);
    return (given.desirable ? 1 : 2 / 3.15) * (1 - 1 / (1 + Math.exp(-u)));
  });
  return each.reduce((sum, value) => sum + value, 0) / rows.length;
}

const nudged = (logits: Logits, feature: string, column: number, amount: number): Logits =>
  new Map([...logits, [feature, acts.map((_, i) => (logits.get(feature)?.[i] ?? 0) + (i === column ? amount : 0))]]);

describe('a step of KTO on the table', () => {
  test('goes down the loss with z0 held fixed, in every logit', async () => {
    const policy = learner();
    await update(policy, rows);
    const before = await logitsOf(policy);
    const untrained: Logits = new Map();
    const z0 = meanKl(before, untrained);
    expect(z0).toBeGreaterThan(0.001);
    const { steps } = await update(policy, rows, { reference: 'fixed', learningRate: 1e-3 });
    const after = await logitsOf(policy);
    expect([...after.keys()]).toEqual(['', 'Ada, nurse.', 'Bo, cook.', 'Plays chess.']);
    let squares = 0;
    for (const [feature, logits] of after) {
      for (const [column, value] of logits.entries()) {
        const moved = value - (before.get(feature)?.[column] ?? 0);
        const h = 1e-5;
        const [up, down] = [h, -h].map((by) => lossOf(nudged(before, feature, column, by), untrained, z0));
        const slope = ((up ?? NaN) - (down ?? NaN)) / (2 * h);
        squares += slope * slope;
        const act = acts[column];
        const where = `${act ?? ''} of "${feature}"`;
        // Adam's first step has the learning rate's length
        if (cores.some((core) => core.value === act)) expect(moved, where).toBeCloseTo(-Math.sign(slope) * 1e-3, 6);
        else expect(moved, where).toBe(0);
      }
    }
    expect(steps).toHaveLength(1);
    expect(steps[0]?.gradientNorm).toBeCloseTo(Math.sqrt(squares), 8);
    expect(steps[0]?.loss).toBeCloseTo(lossOf(before, untrained, z0), 12);
    expect(steps[0]?.kl?.raw).toBeCloseTo(z0, 12);
  });

  test("has the exact mean divergence over the batch's prompts as its z0", async () => {
    const [once, twice] = [learner(), learner()];
    await update(once, rows);
    const { steps } = await update(twice, rows, { epochs: 2 });
    expect(steps.map(({ kl }) => kl?.raw)).toEqual([0, near(meanKl(await logitsOf(once), new Map()))]);
    expect(steps[1]?.kl?.clamped).toBe(steps[1]?.kl?.raw);
    expect(steps[1]?.loss).toBeLessThan(steps[0]?.loss ?? NaN);
  });

  test('weighs the kinds by all rows of the update, and desirable ones alike where there are no others', async () => {
    // log-ratios and z0 are 0: each row's loss is half its weight
    const both = await update(learner(), rows);
    expect(both.steps[0]?.loss).toBeCloseTo((2 + 3 * (2 / 3.15)) / 10, 12);
    expect(both).toMatchObject({ desirable: 2, undesirable: 3, stoppedEarly: false });
    const liked = rows.map((each) => ({ ...each, desirable: true }));
    expect((await update(learner(), liked)).steps[0]).toMatchObject({ loss: 0.5, rewardMargin: null });
  });

  test('without desirable rows changes nothing, and says so', async () => {
    const policy = learner();
    await update(policy, rows);
    const before = await policy.parameters();
    const disliked = rows.map((each) => ({ ...each, desirable: false }));
    expect(await update(policy, disliked)).toEqual({ steps: [], desirable: 0, undesirable: 5, stoppedEarly: false });
    expect(await policy.parameters()).toEqual(before);
  });
});

describe('the reference', () => {
  test('moves or stays: alike in the first update, not in the second', async () => {
    const run = async (reference: 'moving' | 'fixed') => {
      const policy = learner();
      await update(policy, rows, { reference });
      const first = await policy.parameters();
      const { steps } = await update(policy, rows, { reference }, 5);
      return { first, second: await policy.parameters(), kl: steps[0]?.kl?.raw };
    };
    const [moving, fixed] = [await run('moving'), await run('fixed')];
    expect(fixed.first).toEqual(moving.first);
    expect(fixed.second).not.toEqual(moving.second);
    expect(moving.kl).toBe(0);
    expect(fixed.kl).toBeGreaterThan(0.001);
  });

  test('log-probabilities are of the policy before the last update and of the untrained one', async () => {
    const policy = learner();
    const [first] = rows;
    if (!first) throw new Error('no row');
    const encourages = async () => {
      const [found] = await policy.logProbs([first]);
      return found;
    };
    const now = async (): Promise<number> =>
      Math.log(softmax(await logitsOf(policy), first.conversation.notes)[6] ?? NaN);
    // encourage has weight .07
    expect(cores[6]).toEqual({ value: 'encourage', weight: 0.07 });
    expect(await encourages()).toEqual({
      previous: near(Math.log(0.07)),
      first: near(Math.log(0.07)),
    });
    await update(policy, rows);
    const afterFirst = await now();
    expect(afterFirst).toBeGreaterThan(Math.log(0.07) + 0.1);
    expect((await encourages())?.previous).toBeCloseTo(Math.log(0.07), 12);
    await update(policy, rows);
    expect(await encourages()).toEqual({
      previous: near(afterFirst),
      first: near(Math.log(0.07)),
    });
    // no rows: nothing changes, but the policy becomes the previous one
    const before = await policy.parameters();
    expect(await update(policy, [])).toEqual({ steps: [], desirable: 0, undesirable: 0, stoppedEarly: false });
    expect(await policy.parameters()).toEqual(before);
    expect((await encourages())?.previous).toBeCloseTo(await now(), 12);
  });
});

test('the KL limit ends an update after the first step that passes it', async () => {
  const { steps } = await update(learner(), rows, { epochs: 6 });
  const raw = steps.map(({ kl }) => kl?.raw ?? NaN);
  const [, , third = NaN, fourth = NaN] = raw;
  expect(fourth).toBeGreaterThan(third);
  const early = await update(learner(), rows, { epochs: 6, klLimit: (third + fourth) / 2 });
  expect(early.steps).toEqual(steps.slice(0, 4));
  expect(early.stoppedEarly).toBe(true);
  // passed at the very end, it has stopped nothing
  const late = await update(learner(), rows, { epochs: 4, klLimit: (third + fourth) / 2 });
  expect(late.steps).toHaveLength(4);
  expect(late.stoppedEarly).toBe(false);
});

test('saved and loaded it goes on as if it had never stopped', async () => {
  const policy = learner();
  await update(policy, rows);
  const saved = await policy.save();
  const other = learner();
  await update(other, rows.slice(3), {}, 8);
  await other.load(structuredClone(saved));
  expect(await other.parameters()).toEqual(await policy.parameters());
  expect(await other.save()).toEqual(saved);
  // without an update of its own its policy is the previous one
  const [found] = await other.logProbs(rows.slice(0, 1));
  expect(Math.exp(found?.previous ?? NaN)).toBeCloseTo(
    softmax(await logitsOf(policy), rows[0]?.conversation.notes ?? null)[6] ?? NaN,
    12,
  );
  const again = await update(other, rows, {}, 9);
  expect(again).toEqual(await update(policy, rows, {}, 9));
  expect(await other.parameters()).toEqual(await policy.parameters());
});

test('a table of thousands of sentences is loaded as well', async () => {
  const policy = learner();
  const many = Array.from({ length: 2000 }, (_, i) => row(`User ${String(i)}.`, 'permit', i % 2 === 0));
  await update(policy, many);
  const other = learner();
  await other.load(await policy.save());
  expect(await other.parameters()).toEqual(await policy.parameters());
});

test('what is no table is refused', async () => {
  const bytes = Uint8Array.from('[["a", [1]]]', (sign) => sign.charCodeAt(0));
  await expect(learner().load({ bytes, optimizer: null })).rejects.toThrow('Invalid length');
});

describe('what it writes', () => {
  const count = 1500;
  const write = async (from: TabularKto, temperature: number, notes: string | null = null): Promise<Written[]> => {
    const streams = Array.from({ length: count }, (_, i) => RandomStream.root(6).child(String(i)));
    const request = { conversation: conversationWith(notes), writes: 'reply' as const, streams };
    const [texts = []] = await from.agent.write([request], { temperature, maxNewTokens: 60 });
    return texts;
  };
  const shareOf = (texts: readonly Written[], act: Act): number =>
    texts.filter(({ tokens }) => tokens[0] === columnOf(act)).length / texts.length;

  test.each([
    [1, (weight: number) => weight],
    [0.5, (weight: number) => weight ** 2],
    [2, (weight: number) => Math.sqrt(weight)],
  ])('at temperature %d has the share of its sharpened weight', async (temperature, sharpened) => {
    const texts = await write(learner(), temperature);
    const total = cores.reduce((sum, { weight }) => sum + sharpened(weight), 0);
    for (const { value, weight } of cores) {
      const expected = sharpened(weight) / total;
      // four standard errors
      const room = 4 * Math.sqrt((expected * (1 - expected)) / count);
      expect(Math.abs(shareOf(texts, value) - expected), value).toBeLessThan(room);
    }
    for (const { tokens, logProbs, ended } of texts) {
      expect(tokens).toHaveLength(1);
      expect(ended).toBe(true);
      // as the contract has it, at temperature 1
      const weight = cores.find(({ value }) => columnOf(value) === tokens[0])?.weight ?? NaN;
      expect(logProbs).toEqual([near(Math.log(weight))]);
    }
  });

  test('is what the tagger reads as a reply with that act', async () => {
    const tagger = replyTagger('therapyTalk', 'smoking');
    for (const { text, tokens } of (await write(learner(), 1)).slice(0, 40)) {
      const tagged = tagger.tag(text);
      const said = tagged.parsed ? tagged.features.sentences.map(({ act }) => columnOf(act)) : [];
      expect(said, text).toContain(tokens[0]);
    }
  });

  test('is a function of the stream, and follows training for those who have the notes', async () => {
    const policy = learner();
    expect(await write(policy, 1)).toEqual(await write(policy, 1));
    const taught = [row('Plays chess.', 'encourage', true), row('Cooks.', 'encourage', false)];
    await update(policy, taught, { epochs: 20, learningRate: 0.3 });
    const [chess, cooks] = [await write(policy, 1, 'Plays chess.'), await write(policy, 1, 'Cooks.')];
    expect(shareOf(chess, 'encourage')).toBeGreaterThan(0.2);
    expect(shareOf(cooks, 'encourage')).toBeLessThan(0.04);
  });
});

test('it has room for anything, no gradient, and refuses texts that are not its own', async () => {
  const policy = learner();
  expect(policy.agent.room(conversationWith(null), 'reply')).toBe(Infinity);
  expect(await policy.gradient()).toBeNull();
  expect(() => policy.encode('Call your doctor, please, before you stop taking it.')).toThrow(
    new RangeError("a tabular agent can't be trained on other texts: Call your doctor, please, before you sto"),
  );
});
