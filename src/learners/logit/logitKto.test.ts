import { describe, expect, test } from 'vitest';
import { RandomStream } from '../../core/rng/index.ts';
import type { SamplingOptions, TokenBias, WriteRequest, Written } from '../../models/contract.ts';
import type { Conversation } from '../../roles/index.ts';
import type { TrainingRow, UpdateReport, UpdateSettings } from '../contract.ts';
import { contextOf } from './context.ts';
import { LogitKto } from './logitKto.ts';
import type { LogitBase } from './logitKto.ts';
import type { RecordedText } from './recorded.ts';
import { adapterOf } from './saved.ts';

const words = ['.', 'go', 'stop', 'ahead', 'now', 'perhaps'] as const;
const end = 0;
const mostTokens = 6;
const sampling: SamplingOptions = { temperature: 1, maxNewTokens: mostTokens };

/** What follows what, by the word before; the last row is the beginning. */
const follows: readonly (readonly number[])[] = [
  [1, 0, 0, 0, 0, 0],
  [0.3, 0.05, 0.05, 0.4, 0.1, 0.1],
  [0.5, 0.05, 0.05, 0.1, 0.2, 0.1],
  [0.6, 0.1, 0.05, 0.05, 0.15, 0.05],
  [0.7, 0.1, 0.05, 0.05, 0.05, 0.05],
  [0.2, 0.1, 0.3, 0.1, 0.2, 0.1],
  [0.05, 0.15, 0.4, 0.1, 0.1, 0.2],
];

/** A chain of words, whoever asks: its logits can be changed, and it tells what it might have written. */
class Chain implements LogitBase {
  /** The likeliest tokens that a record is kept of. */
  readonly kept: number;

  constructor(kept = Infinity) {
    this.kept = kept;
  }

  write(requests: readonly WriteRequest[]): Promise<Written[][]> {
    return Promise.resolve(requests.map(({ streams, bias }) => streams.map((stream) => draw(stream, bias))));
  }

  room(): number {
    return 100;
  }

  textTokens(text: string): number[] {
    return text.split(' ').map((word) => words.findIndex((each) => each === word));
  }

  textOf(tokens: readonly number[]): string {
    return tokens.map((token) => words[token]).join(' ');
  }

  record(rows: readonly Pick<TrainingRow, 'text'>[]): Promise<RecordedText[]> {
    return Promise.resolve(
      rows.map(({ text: { tokens } }) => {
        const steps = tokens.map((_, t) => follows[tokens[t - 1] ?? words.length] ?? []);
        return {
          logProbs: tokens.map((token, t) => Math.log(steps[t]?.[token] ?? NaN)),
          steps: steps.map((all) => {
            const known = [...all.keys()].sort((a, b) => (all[b] ?? 0) - (all[a] ?? 0)).slice(0, this.kept);
            return { tokens: known, probabilities: known.map((token) => all[token] ?? 0) };
          }),
        };
      }),
    );
  }
}

function draw(stream: RandomStream, bias: TokenBias = { tokens: [], values: [] }): Written {
  const tokens: number[] = [];
  const logProbs: number[] = [];
  // the row of the beginning
  let last: number = words.length;
  while (last !== end && tokens.length < mostTokens) {
    const all = biasedStep(follows[last] ?? [], bias);
    let left = stream.uniform();
    const token = all.findIndex((p) => (left -= p) < 0);
    last = Math.max(0, token);
    tokens.push(last);
    logProbs.push(Math.log(all[last] ?? NaN));
  }
  return { text: new Chain().textOf(tokens), tokens, logProbs, ended: last === end };
}

function biasedStep(all: readonly number[], { tokens, values }: TokenBias): number[] {
  const moved = all.map((p, token) => p * Math.exp(values[tokens.indexOf(token)] ?? 0));
  const total = moved.reduce((sum, p) => sum + p, 0);
  return moved.map((p) => p / total);
}

const open = (base = new Chain(), bound = 4): LogitKto => new LogitKto(base, { rank: 4, bound });

const trusting: Conversation = { system: null, notes: 'Trusts me.', turns: [{ role: 'user', text: 'May I?' }] };
const doubting: Conversation = { ...trusting, notes: 'Wants proof.' };

const settings: UpdateSettings = {
  ...{ learningRate: 0.1, epochs: 1, batchRows: 64, beta: 0.5, targetRatio: 1.05, klLimit: 0 },
  ...{ reference: 'moving', optimizer: 'fresh', schedule: 'constant', clipNorm: Infinity },
};

async function write(learner: LogitKto, conversation: Conversation, count: number, seed = 1): Promise<Written[]> {
  const streams = Array.from({ length: count }, (_, i) => RandomStream.root(seed).child(String(i)));
  const [written = []] = await learner.agent.write([{ conversation, writes: 'reply', streams }], sampling);
  return written;
}

/** Who trusts wants "go" and no "stop"; who doubts the other way round. */
async function rowsOf(learner: LogitKto, count = 40, seed = 1): Promise<TrainingRow[]> {
  const rows: TrainingRow[] = [];
  for (const conversation of [trusting, doubting]) {
    for (const text of await write(learner, conversation, count, seed)) {
      const [goes, stops] = [text.text.includes('go'), text.text.includes('stop')];
      if (goes !== stops)
        rows.push({
          conversation,
          writes: 'reply',
          text,
          desirable: goes === (conversation === trusting),
          isOwn: true,
        });
    }
  }
  return rows;
}

const update = (
  learner: LogitKto,
  rows: readonly TrainingRow[],
  changes: Partial<UpdateSettings> = {},
): Promise<UpdateReport> => learner.update(rows, { ...settings, ...changes }, RandomStream.root(9), {});

const shareOf = (written: readonly Written[], word: string): number =>
  written.filter(({ text }) => text.includes(word)).length / written.length;

const sumOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);

describe('an untrained adapter', () => {
  test('writes what its base writes, to the last bit', async () => {
    const [base = []] = await new Chain().write([
      { conversation: trusting, writes: 'reply', streams: [RandomStream.root(1).child('0')] },
    ]);
    expect(await write(open(), trusting, 1)).toEqual(base);
    const { bytes } = await open().save();
    expect(adapterOf(bytes).tokens).toEqual([]);
    expect(await open().parameters()).toHaveLength(0);
  });
});

describe('an update', () => {
  test.each([
    ['all tokens are recorded', new Chain()],
    ['three of six are', new Chain(3)],
  ])('teaches whom to tell what, where %s', async (_, base) => {
    const learner = open(base);
    for (let i = 0; i < 10; i++) await update(learner, await rowsOf(learner, 40, i + 1));
    const [toTrusting, toDoubting] = [await write(learner, trusting, 300, 99), await write(learner, doubting, 300, 99)];
    expect(shareOf(toTrusting, 'go') - shareOf(toDoubting, 'go')).toBeGreaterThan(0.5);
    expect(shareOf(toDoubting, 'stop') - shareOf(toTrusting, 'stop')).toBeGreaterThan(0.5);
  });

  test('begins at z0 0 with a moving reference, and measures the true divergence from a fixed one', async () => {
    const learner = open();
    const first = await update(learner, await rowsOf(learner));
    expect(first.steps[0]).toMatchObject({ kl: { raw: 0, clamped: 0 }, rewardMargin: 0 });
    const again = await update(learner, await rowsOf(learner, 40, 2));
    expect(again.steps[0]?.kl?.raw).toBe(0);
    // policy and base over whole texts: the mean of the log-ratio of what the policy writes
    const written = [...(await write(learner, trusting, 1500, 3)), ...(await write(learner, doubting, 1500, 3))];
    const all: TrainingRow[] = written.map((text, i) => ({
      ...{ conversation: i < 1500 ? trusting : doubting, writes: 'reply', text, desirable: i % 2 === 0, isOwn: true },
    }));
    const base = await learner.firstLogProbs(all, {});
    const estimate = sumOf(all.map(({ text }, i) => sumOf([...text.logProbs]) - (base[i] ?? NaN))) / all.length;
    const { steps } = await update(learner, all, { reference: 'fixed', batchRows: 3000 });
    expect(estimate).toBeGreaterThan(0.1);
    expect(steps[0]?.kl?.raw).toBeGreaterThan(0.9 * estimate);
    expect(steps[0]?.kl?.raw).toBeLessThan(1.1 * estimate);
  });

  test('goes down the KTO loss: its gradient is that of finite differences', async () => {
    const learner = open();
    await update(learner, await rowsOf(learner, 12), { learningRate: 0.3 });
    const rows = await rowsOf(learner, 12, 2);
    const before = adapterOf((await learner.save()).bytes);
    const { steps } = await update(learner, rows, { reference: 'fixed', learningRate: 1e-6 });
    const z0 = steps[0]?.kl?.raw ?? NaN;
    expect(z0).toBeGreaterThan(0.01);
    const lossAt = (): number => lossOf(rows, z0, (row) => before.biasOf(contextOf(row.conversation, 'reply')));
    expect(steps[0]?.loss).toBeCloseTo(lossAt(), 9);
    let squares = 0;
    const contexts = new Set(rows.flatMap(({ conversation }) => [...contextOf(conversation, 'reply')]));
    const numbers = [
      ...before.columns.map(({ weights }) => weights),
      ...before.moved.flatMap(([place, each]) => (contexts.has(place) ? [each] : [])),
    ];
    for (const row of numbers) {
      for (const [i, value] of row.entries()) {
        const [up = NaN, down = NaN] = [1e-4, -1e-4].map((by) => {
          row[i] = value + by;
          return lossAt();
        });
        row[i] = value;
        squares += ((up - down) / 2e-4) ** 2;
      }
    }
    expect(numbers.length).toBeGreaterThan(12);
    expect(steps[0]?.gradientNorm).toBeCloseTo(Math.sqrt(squares), 6);
    expect((steps[0]?.gradientNorm ?? 0) > 1e-3).toBe(true);
  });

  test('never passes its bound', async () => {
    const learner = open(new Chain(), 0.5);
    for (let i = 0; i < 5; i++) await update(learner, await rowsOf(learner, 40, i + 1), { learningRate: 1 });
    const { values } = adapterOf((await learner.save()).bytes).biasOf(contextOf(trusting, 'reply'));
    const largest = Math.max(...values.map(Math.abs));
    expect(largest).toBeGreaterThan(0.4);
    expect(largest).toBeLessThanOrEqual(0.5);
  });

  test('without desirable rows changes nothing, and says so', async () => {
    const learner = open();
    await update(learner, await rowsOf(learner));
    const before = (await learner.parameters()).slice();
    const rows = (await rowsOf(learner, 40, 2)).map((row) => ({ ...row, desirable: false }));
    const report = await update(learner, rows);
    expect(report).toEqual({ steps: [], desirable: 0, undesirable: rows.length, stoppedEarly: false });
    expect(await learner.parameters()).toEqual(before);
  });

  test('without rows changes nothing, and the policy is its own predecessor', async () => {
    const learner = open();
    await update(learner, await rowsOf(learner));
    const before = await learner.parameters();
    const rows = await rowsOf(learner, 10, 4);
    expect(await update(learner, [])).toEqual({ steps: [], desirable: 0, undesirable: 0, stoppedEarly: false });
    expect(await learner.parameters()).toEqual(before);
    const scored = await learner.logProbs(rows, {});
    for (const [i, { text }] of rows.entries()) {
      // records are float32
      expect(scored[i]?.previous).toBeCloseTo(sumOf([...text.logProbs]), 6);
    }
  });

  test('learns from texts of others, too', async () => {
    const learner = open();
    const other = (text: string, desirable: boolean): TrainingRow => ({
      ...{ conversation: trusting, writes: 'reply', desirable, isOwn: false },
      text: { tokens: learner.encode(text), logProbs: [] },
    });
    await update(learner, [other('perhaps .', true), other('stop .', false)], { epochs: 30 });
    const written = await write(learner, trusting, 200);
    expect(shareOf(written, 'perhaps')).toBeGreaterThan(0.6);
  });
});

describe('log-probabilities', () => {
  test('are those of the policy before and of the base', async () => {
    const learner = open();
    await update(learner, await rowsOf(learner));
    const rows = await rowsOf(learner, 20, 2);
    await update(learner, rows);
    const scored = await learner.logProbs(rows, {});
    const records = await new Chain().record(rows);
    for (const [i, { text }] of rows.entries()) {
      // records are float32
      expect(scored[i]?.previous).toBeCloseTo(sumOf([...text.logProbs]), 6);
      expect(scored[i]?.first).toBeCloseTo(sumOf([...(records[i]?.logProbs ?? [])]), 12);
    }
    expect(await learner.firstLogProbs(rows, {})).toEqual(scored.map(({ first }) => first));
  });

  test('gradients of the two groups pull apart, and are of one length', async () => {
    const learner = open();
    const rows = await rowsOf(learner);
    const groups = [trusting, doubting].map((each) => rows.filter(({ conversation }) => conversation === each));
    const [a, b] = await Promise.all(groups.map((each) => learner.gradient(each, 1)));
    if (!a || !b) throw new Error('no gradients');
    expect(a).toHaveLength(b.length);
    const dot = (x: Float32Array, y: Float32Array): number => x.reduce((sum, v, i) => sum + v * (y[i] ?? 0), 0);
    expect(dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b))).toBeLessThan(0);
    const undesirable = rows.filter(({ desirable }) => !desirable);
    const [whole, half] = [await learner.gradient(undesirable, 1), await learner.gradient(undesirable, 0.5)];
    expect(half).toEqual(whole.map((value) => value / 2));
    expect((await learner.save()).bytes).toEqual((await open().save()).bytes);
  });
});

describe('a saved policy', () => {
  test('goes on as if there had been no interruption, and writes the same', async () => {
    const [through, paused, resumed] = [open(), open(), open()];
    for (const each of [through, paused]) await update(each, await rowsOf(each));
    await resumed.load(await paused.save());
    for (const each of [through, resumed]) await update(each, await rowsOf(each, 40, 3), { epochs: 2 });
    expect(await resumed.parameters()).toEqual(await through.parameters());
    expect(await write(resumed, trusting, 20, 5)).toEqual(await write(through, trusting, 20, 5));
    expect((await resumed.save()).bytes).toEqual((await through.save()).bytes);
  });

  test('is refused where it is none', async () => {
    await expect(open().load({ bytes: new Uint8Array(3), optimizer: null })).rejects.toThrow('JSON');
  });
});

/** The KTO loss with the paper's class weights and a given z0, from the chain's own numbers; the reference is the base. */
function lossOf(rows: readonly TrainingRow[], z0: number, biasOf: (row: TrainingRow) => TokenBias): number {
  const up = rows.filter(({ desirable }) => desirable).length;
  const undesirableWeight = up / ((rows.length - up) * 1.05);
  const each = rows.map((row) => {
    const { tokens } = row.text;
    const ratio = sumOf(
      tokens.map((token, t) => {
        const all = follows[tokens[t - 1] ?? words.length] ?? [];
        return Math.log((biasedStep(all, biasOf(row))[token] ?? NaN) / (all[token] ?? NaN));
      }),
    );
    const u = settings.beta * (row.desirable ? ratio - z0 : z0 - ratio);
    return (row.desirable ? 1 : undesirableWeight) / (1 + Math.exp(u));
  });
  return sumOf(each) / rows.length;
}
