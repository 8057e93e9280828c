import { describe, expect, test } from 'vitest';
import {
  badTexts,
  conversationAbout,
  foreign,
  goodTexts,
  mixedRows,
  open,
  ownRows,
  scores,
  settings,
  update,
} from '../../test/support/loraCase.ts';
import type { LoraCase } from '../../test/support/loraCase.ts';
import { RandomStream } from '../core/rng/index.ts';
import type { TrainingRow, UpdateReport, UpdateSettings } from './contract.ts';

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const rawKl = ({ steps }: UpdateReport): number[] => steps.map(({ kl }) => kl?.raw ?? NaN);

describe('log-probabilities that sampling has told', () => {
  test('lead to the same bits as scoring the texts again', async () => {
    const [told, scored] = [await open(), await open()];
    for (const seed of [1, 2]) {
      const rows = await ownRows(told, seed);
      const report = await update(told, rows);
      const again = rows.map((row) => ({ ...row, isOwn: false }));
      expect(await update(scored, again)).toEqual(report);
      expect(await told.learner.parameters()).toEqual(await scored.learner.parameters());
    }
  });

  test('are not those of a fixed reference: there every text is scored', async () => {
    const [told, scored] = [await open(), await open()];
    for (const seed of [1, 2]) {
      const rows = await ownRows(told, seed);
      await update(told, rows, { reference: 'fixed' });
      await update(
        scored,
        rows.map((row) => ({ ...row, isOwn: false })),
        { reference: 'fixed' },
      );
    }
    expect(await told.learner.parameters()).toEqual(await scored.learner.parameters());
  });
});

test('a moving and a fixed reference differ from the second update on', async () => {
  const [moving, fixed] = [await open(), await open()];
  const first = await ownRows(moving, 1);
  const firstReport = await update(moving, first);
  expect(await update(fixed, first, { reference: 'fixed' })).toEqual(firstReport);
  expect(await fixed.learner.parameters()).toEqual(await moving.learner.parameters());
  const second = await ownRows(moving, 2);
  const [moved, stayed] = [await update(moving, second), await update(fixed, second, { reference: 'fixed' })];
  // before its first step the policy is the moving reference
  expect(rawKl(moved)[0]).toBe(0);
  expect(moved.steps[0]?.rewardMargin ?? 0).toBe(0);
  expect(rawKl(stayed)[0]).not.toBe(0);
  expect(await fixed.learner.parameters()).not.toEqual(await moving.learner.parameters());
});

describe('KTO', () => {
  test('raises what is desirable and lowers what is not', async () => {
    const it = await open();
    const rows = mixedRows(it);
    const before = await scores(it, rows);
    expect(before).toEqual(await scores(it, rows, 'base'));
    const report = await update(it, rows, { epochs: 12, batchRows: 7 });
    const after = await scores(it, rows);
    const rises = after.map((value, i) => value - (before[i] ?? NaN));
    // small random embeddings: the tiny model cannot move far
    expect(Math.min(...rises.slice(0, goodTexts.length))).toBeGreaterThan(0.1);
    expect(Math.max(...rises.slice(goodTexts.length))).toBeLessThan(-0.1);
    expect(report).toMatchObject({ desirable: 4, undesirable: 3, stoppedEarly: false });
    expect(report.steps.at(-1)?.rewardMargin).toBeGreaterThan(0.5);
    expect(report.steps.at(-1)?.loss).toBeLessThan((report.steps[0]?.loss ?? NaN) - 0.05);
  });

  test('weighs undesirable rows by the counts of the whole update', async () => {
    const it = await open();
    // two of one kind and four of the other, at a ratio of 2: weights 1 and 1/4, halved where all log-ratios are 0
    const rows = [...mixedRows(it).slice(0, 2), ...mixedRows(it).slice(4), foreign(it, 'the nurse is not', false)];
    const { steps } = await update(it, rows, { batchRows: 6, targetRatio: 2 });
    expect(steps.map(({ loss }) => loss)).toEqual([expect.closeTo((2 + 4 * 0.25) / 12, 12)]);
  });

  test('with desirable rows alone weighs each alike', async () => {
    const it = await open();
    const rows = mixedRows(it).map((row) => ({ ...row, desirable: true }));
    const before = mean(await scores(it, rows));
    const report = await update(it, rows, { epochs: 4, batchRows: 7, targetRatio: 2 });
    expect(report).toMatchObject({ desirable: 7, undesirable: 0 });
    // log-ratios and z0 are 0 at first
    expect(report.steps[0]).toMatchObject({ loss: 0.5, rewardMargin: null });
    expect(mean(await scores(it, rows)) - before).toBeGreaterThan(0.3);
  });

  test('without desirable rows stays where it is, also with moments that would carry it on', async () => {
    const it = await open();
    await update(it, mixedRows(it), { optimizer: 'kept' });
    const before = await it.learner.parameters();
    const rows = mixedRows(it).map((row) => ({ ...row, desirable: false }));
    const report = await update(it, rows, { epochs: 4, optimizer: 'kept' });
    expect(report).toEqual({ steps: [], desirable: 0, undesirable: 7, stoppedEarly: false });
    expect(await it.learner.parameters()).toEqual(before);
    const [found] = await it.learner.logProbs(rows.slice(0, 1), {});
    expect(found?.previous).toBeCloseTo((await scores(it, rows))[0] ?? NaN, 5);
  });

  test('mismatches a row with the same other row in every epoch', async () => {
    const it = await open();
    const rows = [...goodTexts, ...badTexts].map((text, i) =>
      foreign(it, text, i < goodTexts.length, conversationAbout(badTexts[i % 3] ?? '')),
    );
    await update(it, rows, { epochs: 4, batchRows: 7 });
    // against a fixed reference z0 is not 0, and nothing moves it but the pairs
    const still = { epochs: 3, batchRows: 7, learningRate: 0, reference: 'fixed' } as const;
    const [first = NaN, ...others] = rawKl(await update(it, rows, still));
    expect(first).not.toBe(0);
    for (const each of others) expect(each).toBeCloseTo(first, 10);
    expect(others).toHaveLength(2);
    expect(rawKl(await update(it, rows, still, 9))[0]).not.toBeCloseTo(first, 6);
  });

  test('ends early after the first step whose z0 passes the limit', async () => {
    const of = async (changes: Partial<UpdateSettings>): Promise<{ report: UpdateReport; bits: Float32Array }> => {
      const it = await open();
      // the texts all rise, so those of other rows do, too
      const rows = mixedRows(it).map((row) => ({ ...row, desirable: true }));
      const report = await update(it, rows, { epochs: 6, batchRows: 7, ...changes });
      return { report, bits: await it.learner.parameters() };
    };
    const whole = await of({});
    const raw = rawKl(whole.report);
    const [, , third = NaN, fourth = NaN] = raw;
    expect(raw).toHaveLength(6);
    expect(Math.max(...raw.slice(0, 3))).toBe(third);
    expect(fourth).toBeGreaterThan(third);
    const klLimit = (third + fourth) / 2;
    const early = await of({ klLimit });
    expect(early.report).toEqual({ ...whole.report, steps: whole.report.steps.slice(0, 4), stoppedEarly: true });
    const four = await of({ epochs: 4 });
    expect(early.bits).toEqual(four.bits);
    // a limit passed by the last step has stopped nothing
    expect((await of({ epochs: 4, klLimit })).report.stoppedEarly).toBe(false);
  });
});

describe('expert iteration', () => {
  test('raises its rows and knows no undesirable ones', async () => {
    const [all, some] = [await open('expertIteration'), await open('expertIteration')];
    const rows = mixedRows(all);
    const good = rows.slice(0, goodTexts.length);
    const before = await scores(all, good);
    const report = await update(all, rows, { epochs: 20 });
    expect(await update(some, good, { epochs: 20 })).toEqual(report);
    expect(await some.learner.parameters()).toEqual(await all.learner.parameters());
    const after = await scores(all, good);
    for (const [i, value] of after.entries()) expect(value).toBeGreaterThan((before[i] ?? NaN) + 0.2);
    expect(report).toMatchObject({ desirable: 4, undesirable: 0, stoppedEarly: false });
    for (const step of report.steps) expect(step).toMatchObject({ kl: null, rewardMargin: null, saturatedShare: null });
    expect(report.steps.at(-1)?.loss).toBeLessThan(report.steps[0]?.loss ?? NaN);
  });

  test('learns from a single liked text, which has nothing to be paired with', async () => {
    const it = await open('expertIteration');
    const rows = mixedRows(it);
    const one = [...rows.slice(0, 1), ...rows.filter(({ desirable }) => !desirable)];
    const before = await scores(it, rows.slice(0, 1));
    const { steps } = await update(it, one, { epochs: 3 });
    expect(steps).toHaveLength(3);
    expect((await scores(it, rows.slice(0, 1)))[0]).toBeGreaterThan(before[0] ?? NaN);
    expect((await update(await open(), rows.slice(0, 1), { epochs: 3 })).steps).toEqual([]);
  });

  test("has the mean of the texts' tokens as its loss, prompts left out", async () => {
    const it = await open('expertIteration');
    const rows = mixedRows(it).slice(0, 3);
    const tokens = rows.reduce((sum, { text }) => sum + text.tokens.length, 0);
    const nats = -(await scores(it, rows)).reduce((sum, value) => sum + value, 0);
    const { steps } = await update(it, rows);
    expect(steps.map(({ loss }) => loss)).toEqual([expect.closeTo(nats / tokens, 6)]);
  });
});

describe("the optimizer's moments", () => {
  /** Bits after one and after two updates. */
  async function run(
    changes: Partial<UpdateSettings>,
    between: (it: LoraCase) => Promise<LoraCase>,
  ): Promise<Float32Array[]> {
    const it = await open();
    await update(it, mixedRows(it), changes);
    const first = await it.learner.parameters();
    const then = await between(it);
    await update(then, mixedRows(then).slice(1), changes, 6);
    return [first, await then.learner.parameters()];
  }
  const goesOn = (it: LoraCase): Promise<LoraCase> => Promise.resolve(it);
  const reloaded =
    (forgets: boolean) =>
    async ({ learner }: LoraCase): Promise<LoraCase> => {
      const { bytes, optimizer } = structuredClone(await learner.save());
      // its own adapter is another one
      const other = await open('kto', 77);
      await other.learner.load({ bytes, optimizer: forgets ? null : optimizer });
      expect(await other.learner.parameters()).toEqual(await learner.parameters());
      return other;
    };

  test('start anew or go on: alike in the first update, not in the second', async () => {
    const [fresh, kept] = [await run({ optimizer: 'fresh' }, goesOn), await run({ optimizer: 'kept' }, goesOn)];
    expect(kept[0]).toEqual(fresh[0]);
    expect(kept[1]).not.toEqual(fresh[1]);
  });

  test.each(['fresh', 'kept'] as const)('%s: saved and loaded it goes on as if never stopped', async (optimizer) => {
    const whole = await run({ optimizer }, goesOn);
    expect(await run({ optimizer }, reloaded(false))).toEqual(whole);
    const [, forgotten] = await run({ optimizer }, reloaded(true));
    if (optimizer === 'fresh') expect(forgotten).toEqual(whole[1]);
    else expect(forgotten).not.toEqual(whole[1]);
  });

  test('are saved only where they go on', async () => {
    const it = await open();
    expect((await it.learner.save()).optimizer).toBeNull();
    await update(it, mixedRows(it), { optimizer: 'kept' });
    expect((await it.learner.save()).optimizer?.steps).toBe(2);
    await update(it, mixedRows(it), { optimizer: 'kept' });
    expect((await it.learner.save()).optimizer?.steps).toBe(4);
    await update(it, mixedRows(it), { optimizer: 'fresh' });
    expect((await it.learner.save()).optimizer).toBeNull();
  });
});

describe('the length of a step', () => {
  /** All rows in one batch, so that only the sums' rounding depends on their order. */
  const whole: Partial<UpdateSettings> = { batchRows: 4, optimizer: 'kept' };

  async function taught(...updates: readonly Partial<UpdateSettings>[]) {
    const it = await open('expertIteration');
    const rows = mixedRows(it).slice(0, 4);
    const norms: number[] = [];
    for (const changes of updates) {
      const { steps } = await update(it, rows, { ...whole, ...changes });
      norms.push(...steps.map(({ gradientNorm }) => gradientNorm));
    }
    return { norms, bits: await it.learner.parameters() };
  }
  const furthest = (a: Float32Array, b: Float32Array): number =>
    Math.max(...a.map((value, i) => Math.abs(value - (b[i] ?? NaN))));

  test('follows half a cosine over the steps of one update', async () => {
    const cosine = await taught({ schedule: 'cosine', epochs: 2, learningRate: 0.04 });
    // the whole rate, then (1 + cos 90 degrees) / 2 of it
    const byHand = await taught({ learningRate: 0.04 }, { learningRate: 0.02 });
    const constant = await taught({ epochs: 2, learningRate: 0.04 });
    expect(furthest(cosine.bits, byHand.bits)).toBeLessThan(2e-4);
    expect(furthest(cosine.bits, constant.bits)).toBeGreaterThan(5e-3);
  });

  test('is shortened where the gradient is longer than the clip, and there alone', async () => {
    const free = await taught({ epochs: 4, clipNorm: 1000 });
    const [longest, shortest] = [Math.max(...free.norms), Math.min(...free.norms)];
    expect(longest).toBeGreaterThan(1.05 * shortest);
    expect(await taught({ epochs: 4, clipNorm: 1.001 * longest })).toEqual(free);
    const clipped = await taught({ epochs: 4, clipNorm: (longest + shortest) / 2 });
    expect(clipped.bits).not.toEqual(free.bits);
  });
});

describe('previous and first policy', () => {
  test('are the one before the last update and the untrained one', async () => {
    const it = await open();
    const rows = mixedRows(it);
    const of = async (which: 'previous' | 'first'): Promise<number[]> =>
      (await it.learner.logProbs(rows, {})).map((each) => each[which]);
    const base = await scores(it, rows, 'base');
    expect(await of('previous')).toEqual(base);
    await update(it, rows);
    const once = await scores(it, rows);
    expect(once).not.toEqual(base);
    expect([await of('previous'), await of('first')]).toEqual([base, base]);
    await update(it, rows);
    expect([await of('previous'), await of('first')]).toEqual([once, base]);
    expect(await it.learner.firstLogProbs(rows, {})).toEqual(base);
  });

  test('know what is known: no text is scored under the same weights twice', async () => {
    const it = await open();
    const asked: [string, number][] = [];
    const score = it.pool.logProbs.bind(it.pool);
    it.pool.logProbs = (requests, weights, controls) => {
      asked.push([weights, requests.length]);
      return score(requests, weights, controls);
    };
    const asking = async <T>(action: () => Promise<T>): Promise<[T, typeof asked]> => {
      asked.length = 0;
      const result = await action();
      return [result, asked.splice(0)];
    };
    const first = (rows: readonly TrainingRow[]) => asking(() => it.learner.firstLogProbs(rows, {}));
    const own = await ownRows(it, 1);
    const ofBase = await scores(it, own, 'base');
    expect(await first(own)).toEqual([ofBase, []]);
    const some = [...own, ...mixedRows(it)];
    expect(await first(some)).toEqual([await scores(it, some, 'base'), [['base', some.length]]]);
    await update(it, own);
    expect((await asking(() => it.learner.logProbs(own, {})))[1]).toEqual([['reference', own.length]]);
    expect(await first(own)).toEqual([ofBase, [['base', own.length]]]);
    await update(it, own);
    const both = [
      ['reference', own.length],
      ['base', own.length],
    ];
    expect((await asking(() => it.learner.logProbs(own, {})))[1]).toEqual(both);
    // a policy that was loaded may be any
    await it.learner.load(await it.learner.save());
    expect((await asking(() => it.learner.logProbs(own, {})))[1]).toEqual(both);
  });

  test('without rows nothing changes, but the policy becomes the previous one', async () => {
    const it = await open();
    const rows = mixedRows(it);
    await update(it, rows);
    const bits = await it.learner.parameters();
    expect(await update(it, [])).toEqual({ steps: [], desirable: 0, undesirable: 0, stoppedEarly: false });
    expect(await it.learner.parameters()).toEqual(bits);
    const previous = (await it.learner.logProbs(rows, {})).map((each) => each.previous);
    expect(previous).toEqual(await scores(it, rows));
  });

  test('plans and replies are scored after prompts of their own', async () => {
    const it = await open();
    const [reply] = mixedRows(it);
    if (!reply) throw new Error('no row');
    const [asReply, asPlan] = await it.learner.logProbs([reply, { ...reply, writes: 'plan' }], {});
    expect(asPlan).not.toEqual(asReply);
  });
});

test('the gradient is the push of the rows: turned round by their labels, and nothing is trained', async () => {
  const it = await open();
  const rows = mixedRows(it);
  const before = await it.learner.parameters();
  const push = await it.learner.gradient(rows, 1);
  const pull = await it.learner.gradient(
    rows.map((row) => ({ ...row, desirable: !row.desirable })),
    1,
  );
  expect(push.some((value) => value !== 0)).toBe(true);
  expect([...push].every((value, i) => value + (pull[i] ?? NaN) === 0)).toBe(true);
  // the undesirable alone push half as much where they weigh half
  const undesirable = rows.filter(({ desirable }) => !desirable);
  const [whole, half] = [await it.learner.gradient(undesirable, 1), await it.learner.gradient(undesirable, 0.5)];
  expect(half).toEqual(whole.map((value) => value / 2));
  expect(await it.learner.parameters()).toEqual(before);
});

test('progress counts the steps of all epochs, and a cancelled update throws before its next step', async () => {
  const it = await open();
  const rows = mixedRows(it);
  const told: string[] = [];
  const run = it.learner.update(rows, { ...settings, epochs: 2 }, RandomStream.root(4), {
    onProgress: ({ done, total }) => told.push(`${String(done)} of ${String(total)}`),
    isCancelled: () => told.length === 2,
  });
  await expect(run).rejects.toMatchObject({ name: 'CancelledError' });
  // seven rows in batches of three, the last one of four
  expect(told).toEqual(['1 of 4', '2 of 4']);
});
