import { describe, expect, test } from 'vitest';
import { refusalMessage } from '../core/fault/index.ts';
import { tinyTokenizer, tinyWeights } from '../../test/support/builtinCase.ts';
import { localReplica } from '../../test/support/localReplica.ts';
import { smallConfig, smallRunEvents } from '../../test/support/runCase.ts';
import { acts } from '../corpus/acts.ts';
import { loadAdapterFile } from '../engine/modelFile.ts';
import { adamDefaults } from '../engine/training/optimizer.ts';
import { trainingRows } from '../experiments/run/training.ts';
import type { RunConfig, RunEvent, TrainingTrajectory } from '../experiments/index.ts';
import { openBuiltinModel } from '../models/builtin/index.ts';
import { RunReader } from '../storage/reader.ts';
import { MemoryRows } from '../storage/rows/memoryRows.ts';
import type { StoredTrajectory, TrajectoryPart } from '../storage/index.ts';
import { RunWriter } from '../storage/writer.ts';
import type { WriterOptions } from '../storage/writer.ts';
import type { ModelParts } from './heldModel.ts';
import { ModelHolder, StoredPolicies } from './index.ts';
import type { Measured, Measurement } from './index.ts';

interface StoredCase {
  readonly config: RunConfig;
  readonly events: readonly RunEvent[];
  readonly rows: MemoryRows;
  readonly reader: RunReader;
  readonly policies: StoredPolicies;
}

/** Files of a model of random weights: another one with another seed. */
const tinyParts = async (seed = 1): Promise<ModelParts> => ({
  weights: await tinyWeights(seed, tinyTokenizer.size, 512),
  tokenizer: tinyTokenizer.toJson(),
});

/** The run `a`, played and stored. */
async function storedCase(
  changes: Parameters<typeof smallConfig>[0] = {},
  options: Partial<WriterOptions> = {},
): Promise<StoredCase> {
  const config = smallConfig(changes);
  const events = await smallRunEvents(config, [localReplica()]);
  const rows = new MemoryRows();
  const writer = new RunWriter(rows, { run: 'a', name: 'A', ...options });
  for (const event of events) await writer.add(event, 1);
  const reader = new RunReader(rows);
  return { config, events, rows, reader, policies: policiesOver(reader) };
}

const policiesOver = (reader: RunReader, seed = 1): StoredPolicies =>
  new StoredPolicies(Promise.resolve({ reader }), new ModelHolder(() => tinyParts(seed)));

/** Puts something else in the place of a stored row. */
async function damage(
  rows: MemoryRows,
  store: 'runs' | 'trajectories' | 'checkpoints',
  key: readonly (string | number)[],
  change: (row: never) => object,
): Promise<void> {
  // a test knows what it has stored
  const row = (await rows.get(store, [...key])) as never;
  await rows.commit([{ kind: 'put', store, row: change(row) }]);
}

function measured(measurement: Measurement): Measured {
  if (measurement.kind === 'unmeasured')
    throw new Error(`${measurement.reason}: ${refusalMessage(measurement.refusal)}`);
  return measurement;
}

const at = (part: TrajectoryPart, iteration: number, index: number, run = 'a') => ({ run, part, iteration, index });

/** All trajectories of the run, each with what is measured of it. */
async function* everything({ reader, policies }: StoredCase): AsyncGenerator<[StoredTrajectory, Measured], void> {
  for await (const stored of reader.trajectories('a')) {
    if (stored instanceof Error) throw stored;
    yield [stored, measured(await policies.measure(at(stored.part, stored.iteration, stored.index)))];
  }
}

const written = ({ trajectory }: StoredTrajectory) =>
  trajectory.played.flatMap(({ plan, reply }) => (plan ? [plan, reply] : [reply]));

describe.each([
  ['one reply', {}, 1, 1],
  ['plans and two replies', { turns: 2, scratchpad: true, environment: 'actionAdvice', scenarios: [] }, 2, 2],
  ['a token-level adapter', { learner: 'logitKto', learningRate: 0.3 }, 1, 1],
  ['another rank and a fixed reference', { reference: 'fixed', loraRank: 3, rankStabilised: true }, 1, 1],
] as const)('a run of %s', (_, changes, replies, textsOfReply) => {
  test('its policies find in every text the very bits that were stored when it was written', async () => {
    let texts = 0;
    let last = 0;
    for await (const [stored, { texts: found, policy }] of everything(await storedCase(changes))) {
      expect(policy).toBe(stored.iteration);
      expect(found.map(({ untrained }) => untrained.policy)).toEqual(written(stored).map(({ logProbs }) => logProbs));
      expect(found.every(({ drift }) => drift === 0)).toBe(true);
      expect(found.map(({ words }) => words.join(''))).toEqual(written(stored).map(({ text }) => text));
      texts += found.length;
      last = Math.max(last, ...found.map(({ turn }) => turn));
    }
    // two iterations of 16, three panels of 32
    expect(texts).toBeGreaterThanOrEqual(textsOfReply * 128);
    expect(last).toBe(replies - 1);
  });
});

test('to the untrained policy nothing has changed yet', async () => {
  let untrained = 0;
  for await (const [{ iteration }, { texts }] of everything(await storedCase())) {
    const ratios = texts.flatMap((text) => text.untrained.logRatios);
    if (iteration > 0) expect(ratios.some((ratio) => ratio !== 0)).toBe(true);
    else {
      expect(ratios.every((ratio) => ratio === 0)).toBe(true);
      expect(texts.every(({ untrained: { sum } }) => sum === 0)).toBe(true);
      untrained++;
    }
  }
  expect(untrained).toBe(16 + 32);
});

describe.each(['moving', 'fixed'] as const)('against a %s reference', (reference) => {
  test('the implicit rewards are those that a KTO step finds of the same rows', async () => {
    const { policies, config, events, reader } = await storedCase({ reference });
    const { loraRank: rank, loraAlpha: alpha, rankStabilised, beta } = config;
    const { weights, tokenizer } = await tinyParts();
    const { model, engine, hash } = await openBuiltinModel(weights, tokenizer, {
      training: { rank, alpha, rankStabilised },
      slots: 4,
    });
    // what the loop's update ends with: the policy it made, and its own reference
    loadAdapterFile(engine, await reader.policy('a', 1), hash);
    engine.snapshotReference();
    loadAdapterFile(engine, await reader.policy('a', 2), hash);
    const [, second] = events.filter((event) => event.kind === 'trajectories');
    const rows = trainingRows(second?.trajectories ?? []);
    const examples = rows.map(({ conversation, writes, text, desirable }) => ({
      ...{ prompt: model.promptTokens(conversation, writes), completion: text.tokens, desirable },
    }));
    const { implicitRewards } = engine.ktoStep(
      examples,
      { beta, desirableWeight: 1, undesirableWeight: 1 },
      adamDefaults,
      reference === 'moving' ? 'reference' : 'base',
    );

    const own: number[] = [];
    for (const [index, { label }] of (second?.trajectories ?? []).entries()) {
      const { update, texts, trainedAs, beta: told } = measured(await policies.measure(at('training', 1, index)));
      expect(told).toBe(beta);
      expect(update).toEqual({ policy: 2, reference: reference === 'moving' ? 1 : 0 });
      expect(trainedAs).toBe(label);
      if (label !== null) own.push(...texts.map((text) => text.update?.implicitReward ?? NaN));
    }
    expect(own).toHaveLength(8);
    expect(own).toEqual([...implicitRewards]);
    expect(own.some((reward) => reward !== 0)).toBe(true);
  });
});

test('nothing is trained on panels, and a policy that is not kept is not compared with', async () => {
  const { policies } = await storedCase({}, { keepsPolicy: (iteration) => iteration !== 1 });
  expect(measured(await policies.measure(at('panel', 0, 0))).update).toBeNull();
  const before = measured(await policies.measure(at('training', 0, 0)));
  expect(before.update).toBeNull();
  expect(before.texts[0]?.update).toBeNull();
  expect(await policies.measure(at('training', 1, 0))).toMatchObject({ kind: 'unmeasured', reason: 'missing' });
  expect(await policies.measure(at('training', 0, 16))).toMatchObject({ kind: 'unmeasured', reason: 'missing' });
  expect(await policies.measure(at('training', 0, 0, 'b'))).toMatchObject({ kind: 'unmeasured', reason: 'missing' });
});

test('expert iteration has no implicit rewards and learns from desirable texts alone', async () => {
  const { policies, events } = await storedCase({ learner: 'expertIteration', iterations: 1 });
  const [{ trajectories } = { trajectories: [] }] = events.filter((event) => event.kind === 'trajectories');
  const kinds = new Set<TrainingTrajectory['label']>();
  for (const [index, { label }] of trajectories.entries()) {
    const { beta, trainedAs, texts } = measured(await policies.measure(at('training', 0, index)));
    expect(beta).toBeNull();
    expect(trainedAs).toBe(label === 'desirable' ? label : null);
    expect(texts[0]?.update).toMatchObject({ implicitReward: null });
    kinds.add(label);
  }
  expect(kinds.size).toBe(3);
});

test('a table is asked of the act, without any model', async () => {
  const { reader } = await storedCase({ learner: 'tabularKto', learningRate: 0.1 });
  const needless = new ModelHolder(() => Promise.reject(new Error('not needed')));
  const policies = new StoredPolicies(Promise.resolve({ reader }), needless);
  let moved = 0;
  for await (const stored of reader.trajectories('a')) {
    if (stored instanceof Error) throw stored;
    const { part, iteration, index } = stored;
    const { texts, unit, update } = measured(await policies.measure(at(part, iteration, index)));
    const [reply] = written(stored);
    expect(unit).toBe('act');
    expect(texts).toHaveLength(1);
    expect(texts[0]).toMatchObject({ words: [acts[reply?.tokens[0] ?? -1]], drift: 0 });
    if (iteration === 0) expect(texts[0]?.untrained.sum).toBe(0);
    expect(update === null).toBe(part === 'panel');
    if ((texts[0]?.update?.sum ?? 0) !== 0) moved++;
  }
  expect(moved).toBeGreaterThan(0);
});

describe('a run whose rater is another model', () => {
  const [name, hash] = ['tiny + other', 'cd'.repeat(32)];

  /** The run `a` as one that a server's model has rated, of which this is told as the model. */
  async function ratedElsewhere(changes: Parameters<typeof smallConfig>[0], builtin: 'own' | 'other' | null) {
    const own = await storedCase({ iterations: 1, ...changes });
    const { model } = await own.reader.run('a');
    const told = builtin && { builtin: builtin === 'own' ? model.hash : 'ef'.repeat(32) };
    await damage(own.rows, 'runs', ['a'], (row: { config: object }) => ({
      ...{ ...row, model: { name, hash, ...told } },
      config: { ...row.config, raterModel: 'server:other' },
    }));
    return own;
  }

  test.each([
    ['loraKto', 'own'],
    ['logitKto', 'own'],
    // of a run from before the weights were told
    ['loraKto', null],
    ['logitKto', null],
  ] as const)('has policies that can be asked, of %s with %s', async (learner, builtin) => {
    const { policies } = await ratedElsewhere({ learner }, builtin);
    expect(await policies.measure(at('panel', 1, 0))).toMatchObject({ kind: 'measured' });
  });

  test('is of another model where the agent was one, and its adapter is for no other', async () => {
    const { policies } = await ratedElsewhere({ learner: 'logitKto' }, 'other');
    expect(await policies.measure(at('panel', 1, 0))).toMatchObject({ reason: 'otherModel' });
    const before = await ratedElsewhere({}, null);
    expect(await policiesOver(before.reader, 2).measure(at('panel', 1, 0))).toMatchObject({ reason: 'damaged' });
  });

  test('is of another model where that is the agent, too', async () => {
    const own = await ratedElsewhere({ learner: 'logitKto' }, 'own');
    await damage(own.rows, 'runs', ['a'], (row: { config: object }) => ({
      ...{ ...row, model: { name, hash } },
      config: { ...row.config, agentModel: 'webllm:other' },
    }));
    expect(await own.policies.measure(at('panel', 1, 0))).toMatchObject({ reason: 'otherModel' });
  });
});

describe('refuses with a reason', () => {
  test('runs of another model', async () => {
    const { reader } = await storedCase({ iterations: 1 });
    expect(await policiesOver(reader, 2).measure(at('training', 0, 0))).toMatchObject({
      ...{ kind: 'unmeasured', reason: 'otherModel' },
    });
  });

  test.each(['rerankKto', 'feedbackMemory'] as const)(
    'texts of %s, whose candidates or lessons are not stored',
    async (learner) => {
      const { policies } = await storedCase({ learner, candidates: 2, iterations: 1 });
      expect(await policies.measure(at('training', 0, 0))).toMatchObject({ kind: 'unmeasured', reason: 'notKept' });
    },
  );

  test.each([
    ['policy', 'checkpoints', ['a', 0], (row: { bytes: Uint8Array }) => ({ ...row, bytes: row.bytes.slice(1) })],
    ['policy’s row', 'checkpoints', ['a', 0], (row: object) => ({ ...row, bytes: 'none' })],
    ['policy of other settings', 'runs', ['a'], (row: { config: object }) => ({ ...row, config: { loraRank: 3 } })],
    ['list of tokens', 'trajectories', ['a', 'training', 0, 0], replied({ tokens: [2 ** 20], logProbs: [-1] })],
    ['token that is not the text’s', 'trajectories', ['a', 'training', 0, 0], replied({ text: 'I see.' })],
    ['list of log-probabilities', 'trajectories', ['a', 'training', 0, 0], replied({ logProbs: [] })],
  ] as const)('a damaged %s', async (_, store, key, change) => {
    const { rows, policies } = await storedCase({ iterations: 1 });
    await damage(rows, store, key, change);
    expect(await policies.measure(at('training', 0, 0))).toMatchObject({ kind: 'unmeasured', reason: 'damaged' });
  });

  test.each([null, {}, { run: 'a', part: 'training', iteration: -1, index: 0 }, at('training', 0, 0.5)])(
    'a place that is none: %j',
    async (place) => {
      const { policies } = await storedCase({ learner: 'tabularKto', iterations: 1 });
      await expect(policies.measure(place)).rejects.toMatchObject({ name: 'ValiError' });
    },
  );
});

test('who asks again stops what was asked before', async () => {
  const { policies } = await storedCase({ iterations: 1 });
  const asked = [0, 1, 2].map((index) => policies.measure(at('training', 0, index)));
  const answers = await Promise.allSettled(asked);
  expect(answers.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'fulfilled']);
});

test('a model that could not be fetched is fetched again', async () => {
  const { reader } = await storedCase({ iterations: 1 });
  let tries = 0;
  const holder = new ModelHolder(() => (tries++ === 0 ? Promise.reject(new Error('no network')) : tinyParts()));
  const policies = new StoredPolicies(Promise.resolve({ reader }), holder);
  await expect(policies.measure(at('training', 0, 0))).rejects.toThrow('no network');
  expect(await policies.measure(at('training', 0, 0))).toMatchObject({ kind: 'measured' });
});

/** A change of the first reply of a row of trajectories. */
function replied(changes: object) {
  return (row: { trajectories: { played: { reply: object }[] }[] }): object => {
    const changed = structuredClone(row);
    const turn = changed.trajectories[0]?.played[0];
    if (turn) turn.reply = { ...turn.reply, ...changes };
    return changed;
  };
}
