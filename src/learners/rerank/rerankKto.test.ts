import { describe, expect, test } from 'vitest';
import { RandomStream } from '../../core/rng/index.ts';
import type { SamplingOptions, WriteRequest, Written } from '../../models/contract.ts';
import type { Conversation } from '../../roles/index.ts';
import type { TrainingRow, UpdateReport, UpdateSettings } from '../contract.ts';
import type { RerankBase } from './candidates.ts';
import { featuresOf, places } from './features.ts';
import { RerankKto } from './rerankKto.ts';

const texts = ['Go ahead.', 'I would not.', 'Tell me more.'] as const;
const shares = [0.2, 0.5, 0.3] as const;
const sampling: SamplingOptions = { temperature: 1, maxNewTokens: 8 };

/** Writes three texts with fixed probabilities, whoever asks: a token for each. */
class ThreeTexts implements RerankBase {
  asked = 0;

  write(requests: readonly WriteRequest[]): Promise<Written[][]> {
    return Promise.resolve(requests.map(({ streams }) => streams.map((stream) => this.#draw(stream))));
  }

  room(): number {
    return 100;
  }

  textTokens(text: string): number[] {
    return [texts.findIndex((each) => each === text)];
  }

  textOf([token = 0]: readonly number[]): string {
    return texts[token] ?? 'Something else.';
  }

  #draw(stream: RandomStream): Written {
    this.asked += 1;
    const uniform = stream.uniform();
    const token = uniform < 0.2 ? 0 : uniform < 0.7 ? 1 : 2;
    return { text: texts[token], tokens: [token], logProbs: [Math.log(shares[token])], ended: true };
  }
}

const open = (candidates = 4, base = new ThreeTexts()): RerankKto => new RerankKto(base, { candidates, sampling });

const trusting: Conversation = { system: null, notes: 'Trusts me.', turns: [{ role: 'user', text: 'May I?' }] };
const doubting: Conversation = { ...trusting, notes: 'Wants proof.' };

const settings: UpdateSettings = {
  ...{ learningRate: 0.05, epochs: 1, batchRows: 64, beta: 1, targetRatio: 1.05, klLimit: 0 },
  ...{ reference: 'moving', optimizer: 'fresh', schedule: 'constant', clipNorm: Infinity },
};

const streams = (count: number, seed = 1): RandomStream[] =>
  Array.from({ length: count }, (_, i) => RandomStream.root(seed).child(String(i)));

async function write(learner: RerankKto, conversation: Conversation, count: number, seed = 1): Promise<Written[]> {
  const [written = []] = await learner.agent.write(
    [{ conversation, writes: 'reply', streams: streams(count, seed) }],
    sampling,
  );
  return written;
}

/** "Go ahead" is wanted by those who trust, and by nobody else. */
async function rowsOf(learner: RerankKto, count = 40, seed = 1): Promise<TrainingRow[]> {
  const rows: TrainingRow[] = [];
  for (const conversation of [trusting, doubting]) {
    for (const text of await write(learner, conversation, count, seed)) {
      const isGo = text.text === texts[0];
      const desirable = conversation === trusting ? isGo : !isGo;
      rows.push({ conversation, writes: 'reply', text, desirable, isOwn: true });
    }
  }
  return rows;
}

const update = (
  learner: RerankKto,
  rows: readonly TrainingRow[],
  changes: Partial<UpdateSettings> = {},
): Promise<UpdateReport> => learner.update(rows, { ...settings, ...changes }, RandomStream.root(9), {});

const shareOf = (written: readonly Written[], text: string): number =>
  written.filter((each) => each.text === text).length / written.length;

describe('an untrained re-ranking policy', () => {
  test('writes as its base does', async () => {
    const written = await write(open(), trusting, 3000);
    // standard error .009
    for (const [i, text] of texts.entries()) expect(shareOf(written, text)).toBeCloseTo(shares[i] ?? NaN, 1);
    for (const { tokens, logProbs } of written) expect(logProbs[0]).toBeCloseTo(Math.log(shares[tokens[0] as 0]), 12);
  });

  test('asks for as many texts as it has candidates', async () => {
    const base = new ThreeTexts();
    await write(open(5, base), trusting, 7);
    expect(base.asked).toBe(35);
  });

  test('is a function of the streams, one by one', async () => {
    const all = await write(open(), trusting, 6);
    const learner = open();
    const apart = await learner.agent.write(
      streams(6).map((stream) => ({ conversation: trusting, writes: 'reply' as const, streams: [stream] })),
      sampling,
    );
    expect(apart.flat()).toEqual(all);
  });
});

describe('an update', () => {
  test('teaches whom to tell what', async () => {
    const learner = open(8);
    for (let i = 0; i < 12; i++) await update(learner, await rowsOf(learner, 40, i + 1));
    const [toTrusting, toDoubting] = [await write(learner, trusting, 400, 99), await write(learner, doubting, 400, 99)];
    // eight draws hold it with probability 1 - .8^8 = .83, which is the ceiling
    expect(shareOf(toTrusting, texts[0])).toBeGreaterThan(0.7);
    expect(shareOf(toTrusting, texts[0])).toBeLessThan(0.88);
    expect(shareOf(toDoubting, texts[0])).toBeLessThan(0.05);
  });

  test('goes down the KTO loss in every weight', async () => {
    const learner = open(3);
    // unequal weights first, so that z0 is not 0 with the reference fixed
    await update(learner, await rowsOf(learner, 12), { learningRate: 0.3 });
    const before = (await learner.parameters()).slice();
    const rows = await rowsOf(learner, 12, 2);
    const sets = await candidatesOf(rows, 3, 2);
    const z0 = meanKl(before, sets);
    const lossAt = (weights: Float32Array | Float64Array): number => lossOf(weights, rows, sets, z0);
    const { steps } = await update(learner, rows, { reference: 'fixed', learningRate: 0.01 });
    const after = await learner.parameters();
    expect(steps).toHaveLength(1);
    expect(steps[0]?.kl?.raw).toBeCloseTo(z0, 10);
    expect(steps[0]?.loss).toBeCloseTo(lossAt(before), 10);
    const touched = new Set(sets.flatMap(({ features }) => features.flatMap((each) => [...each])));
    let squares = 0;
    for (const place of touched) {
      const h = 1e-4;
      const [up, down] = [h, -h].map((by) => {
        const nudged = Float64Array.from(before);
        nudged[place] = (nudged[place] ?? 0) + by;
        return lossAt(nudged);
      });
      const slope = ((up ?? NaN) - (down ?? NaN)) / (2 * h);
      squares += slope * slope;
      const moved = (after[place] ?? NaN) - (before[place] ?? NaN);
      expect(moved).toBeCloseTo(-0.01 * slope, 6);
    }
    expect(steps[0]?.gradientNorm).toBeCloseTo(Math.sqrt(squares), 6);
    const untouched = [...after.keys()].filter((place) => !touched.has(place));
    expect(untouched.every((place) => after[place] === before[place])).toBe(true);
    expect(lossAt(after)).toBeLessThan(lossAt(before));
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

  test('is shortened to the longest gradient', async () => {
    const [long, short] = [open(), open()];
    await update(long, await rowsOf(long), { batchRows: 128 });
    const { steps } = await update(short, await rowsOf(short), { batchRows: 128, clipNorm: 1e-3 });
    const norm = steps[0]?.gradientNorm ?? NaN;
    expect(norm).toBeGreaterThan(1e-3);
    const [a, b] = [await long.parameters(), await short.parameters()];
    const lengthOf = (weights: Float32Array): number => Math.sqrt(weights.reduce((sum, w) => sum + w * w, 0));
    expect(lengthOf(a)).toBeCloseTo(settings.learningRate * norm, 5);
    expect(lengthOf(b)).toBeCloseTo(settings.learningRate * 1e-3, 8);
  });

  test('takes foreign texts, which stand among draws of its own', async () => {
    const base = new ThreeTexts();
    const learner = open(4, base);
    const foreign = (text: string, desirable: boolean): TrainingRow => ({
      ...{ conversation: trusting, writes: 'reply', desirable, isOwn: false },
      text: { tokens: learner.encode(text), logProbs: [] },
    });
    const { steps } = await update(learner, [foreign(texts[0], true), foreign(texts[1], false)], { epochs: 4 });
    expect(base.asked).toBe(2 * 3);
    expect(steps).toHaveLength(4);
    expect(steps.at(-1)?.rewardMargin).toBeGreaterThan(0);
    const alone = await learner.logProbs([]);
    expect(alone).toEqual([]);
    await expect(learner.logProbs([foreign(texts[0], true)])).rejects.toThrow('has not written');
  });

  test('has the same bits again, and after a pause', async () => {
    const [through, paused, resumed] = [open(), open(), open()];
    for (const each of [through, paused]) await update(each, await rowsOf(each));
    await resumed.load(await paused.save());
    for (const each of [through, resumed]) await update(each, await rowsOf(each, 40, 3));
    expect(await resumed.parameters()).toEqual(await through.parameters());
    expect(await write(resumed, trusting, 20, 5)).toEqual(await write(through, trusting, 20, 5));
  });
});

describe('log-probabilities', () => {
  test('are those of base and head: the ratio is f - log mean exp f', async () => {
    const learner = open(3);
    await update(learner, await rowsOf(learner), { learningRate: 0.5 });
    const weights = await learner.parameters();
    const rows = await rowsOf(learner, 10, 4);
    const sets = await candidatesOf(rows, 3, 4);
    const scored = await learner.logProbs(rows);
    for (const [i, { text }] of rows.entries()) {
      const base = Math.log(shares[text.tokens[0] as 0]);
      const f = scoresOf(weights, sets[i]?.features ?? []);
      const at = sets[i]?.texts.indexOf(text.tokens[0] ?? -1) ?? -1;
      const mean = f.reduce((sum, value) => sum + Math.exp(value), 0) / f.length;
      expect(text.logProbs[0]).toBeCloseTo(base + (f[at] ?? NaN) - Math.log(mean), 5);
      // the policy before the update was the base
      expect(scored[i]?.first).toBeCloseTo(base, 12);
      expect(scored[i]?.previous).toBeCloseTo(base, 12);
    }
    expect(await learner.firstLogProbs(rows)).toEqual(scored.map(({ first }) => first));
  });

  test('the reference moves or stays', async () => {
    const klOf = async (reference: 'moving' | 'fixed'): Promise<number | undefined> => {
      const learner = open();
      await update(learner, await rowsOf(learner), { reference });
      const { steps } = await update(learner, await rowsOf(learner, 40, 2), { reference });
      return steps[0]?.kl?.raw;
    };
    expect(await klOf('moving')).toBe(0);
    expect(await klOf('fixed')).toBeGreaterThan(0.001);
  });

  test('gradients of the two groups pull apart', async () => {
    const learner = open();
    const rows = await rowsOf(learner);
    const [a, b] = [await learner.gradient(rows.slice(0, 40), 1), await learner.gradient(rows.slice(40), 1)];
    const dot = (x: Float32Array, y: Float32Array): number => x.reduce((sum, v, i) => sum + v * (y[i] ?? 0), 0);
    expect(dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b))).toBeLessThan(0);
    const undesirable = rows.filter(({ desirable }) => !desirable);
    const [whole, half] = [await learner.gradient(undesirable, 1), await learner.gradient(undesirable, 0.5)];
    expect(half).toEqual(whole.map((value) => value / 2));
  });
});

describe('a stored head', () => {
  test('is refused where it is none', async () => {
    const { bytes, optimizer } = await open().save();
    expect(optimizer).toBeNull();
    const load = (given: Uint8Array): Promise<void> => open().load({ bytes: given, optimizer: null });
    await expect(load(bytes.slice(4))).rejects.toThrow(
      `${String(4 * places - 4)} bytes instead of ${String(4 * places)}`,
    );
    const broken = new Float32Array(places);
    broken[7] = NaN;
    await expect(load(new Uint8Array(broken.buffer))).rejects.toThrow('weight 7 of the head is NaN');
    await expect(load(bytes)).resolves.toBeUndefined();
  });
});

interface Candidates {
  readonly texts: readonly number[];
  readonly features: readonly (readonly number[])[];
}

/** What each row was chosen among, drawn again without the learner. */
async function candidatesOf(rows: readonly TrainingRow[], count: number, seed: number): Promise<Candidates[]> {
  const base = new ThreeTexts();
  const perConversation = rows.length / 2;
  return Promise.all(
    rows.map(async ({ conversation }, i) => {
      const stream = RandomStream.root(seed).child(String(i % perConversation));
      const drawn = await base.write([
        {
          ...{ conversation, writes: 'reply' },
          streams: Array.from({ length: count }, (_, at) => stream.child(`candidate/${String(at)}`)),
        },
      ]);
      const written = drawn.flat();
      return {
        texts: written.map(({ tokens }) => tokens[0] ?? -1),
        features: written.map(({ text }) => [...featuresOf(conversation, text)]),
      };
    }),
  );
}

const scoresOf = (weights: Float32Array | Float64Array, features: Candidates['features']): number[] =>
  features.map((each) => each.reduce((sum, place) => sum + (weights[place] ?? 0), 0) * (16 / Math.sqrt(each.length)));

function softmax(scores: readonly number[]): number[] {
  const all = scores.map((value) => Math.exp(value));
  const total = all.reduce((sum, value) => sum + value, 0);
  return all.map((value) => value / total);
}

/** From the uniform choice of the untrained head. */
const meanKl = (weights: Float32Array, sets: readonly Candidates[]): number =>
  sets.reduce((sum, { features }) => {
    const pi = softmax(scoresOf(weights, features));
    return sum + pi.reduce((kl, p) => kl + p * Math.log(p * pi.length), 0);
  }, 0) / sets.length;

/** With class weights as the paper has them, beta 1 and a given z0; the reference is the untrained head. */
function lossOf(
  weights: Float32Array | Float64Array,
  rows: readonly TrainingRow[],
  sets: readonly Candidates[],
  z0: number,
): number {
  const up = rows.filter(({ desirable }) => desirable).length;
  const undesirableWeight = up / ((rows.length - up) * 1.05);
  const each = rows.map(({ text, desirable }, i) => {
    const set = sets[i];
    if (!set) throw new Error('no candidates');
    const pi = softmax(scoresOf(weights, set.features));
    const ratio = Math.log((pi[set.texts.indexOf(text.tokens[0] ?? -1)] ?? NaN) * pi.length);
    const u = desirable ? ratio - z0 : z0 - ratio;
    return (desirable ? 1 : undesirableWeight) / (1 + Math.exp(u));
  });
  return each.reduce((sum, value) => sum + value, 0) / rows.length;
}
