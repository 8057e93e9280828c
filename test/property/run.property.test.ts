import fc from 'fast-check';
import { expect, test } from 'vitest';
import { channels, cueGrades, environmentIds, machines } from '../../src/environments/index.ts';
import { ConfigError, parseConfig } from '../../src/experiments/index.ts';
import type { RunConfig, RunEvent } from '../../src/experiments/index.ts';
import { localReplica } from '../support/localReplica.ts';
import { fingerprintOf, smallRun, smallRunEvents } from '../support/runCase.ts';

const vetoes = ['none', 'normal', 'constitution', 'fivePoint', 'negative', 'fivePointNegative'] as const;

/** Settings of every kind, for runs that are over in a moment. */
const changes = fc
  .record({
    seed: fc.nat(),
    environment: fc.constantFrom(...environmentIds),
    gameableShare: fc.constantFrom(0, 0.1, 0.5, 1),
    cue: fc.constantFrom(...cueGrades),
    cueAccuracy: fc.constantFrom(0.5, 0.9, 1),
    channels: fc.subarray([...channels], { minLength: 1 }),
    phrasing: fc.constantFrom('known' as const, 'heldOut' as const),
    trajectoriesPerState: fc.constantFrom(1, 3),
    scratchpad: fc.boolean(),
    ratings: fc.constantFrom('model' as const, 'shuffled' as const),
    finalReward: fc.boolean(),
    lengthPenalty: fc.constantFrom(0, 0.01),
    selectionLevel: fc.constantFrom('scenario' as const, 'state' as const, 'environment' as const, 'pooled' as const),
    veto: fc.constantFrom(...vetoes),
    vetoSeesTools: fc.boolean(),
    safetyShare: fc.constantFrom(0, 0.25, 0.75),
    learner: fc.constantFrom<RunConfig['learner']>(
      ...(['loraKto', 'expertIteration', 'rerankKto', 'logitKto', 'feedbackMemory', 'tabularKto'] as const),
    ),
    candidates: fc.constantFrom(2, 3),
    epochs: fc.constantFrom(1, 2),
    reference: fc.constantFrom('moving' as const, 'fixed' as const),
    optimizer: fc.constantFrom('fresh' as const, 'kept' as const),
    runtimeVeto: fc.constantFrom(...vetoes),
    temperature: fc.constantFrom(0.7, 1),
  })
  .map((each) => {
    const isTable = each.learner === 'tabularKto';
    const turns = isTable ? 1 : Math.min(2, machines[each.environment].maxTurns);
    const plain = isTable ? { scratchpad: false, safetyShare: 0, optimizer: 'fresh' as const } : {};
    const compared = each.selectionLevel === 'state' ? { trajectoriesPerState: 3 } : {};
    const small = { ...smallRun, scenarios: [], iterations: 1, panelTwins: 2, maxNewTokens: 8 };
    return { ...small, ...each, turns, ...plain, ...compared };
  });

const run = (config: RunConfig, workers: number): Promise<RunEvent[]> =>
  smallRunEvents(config, Array.from({ length: workers }, localReplica));

test('any config is a run, and it is the same twice and on any number of workers', async () => {
  await fc.assert(
    fc.asyncProperty(changes, async (each) => {
      const config = parseConfig(each);
      const once = await run(config, 1);
      const other = await run(config, 3);
      expect(fingerprintOf(other)).toBe(fingerprintOf(once));
      expect(other).toEqual(once);
    }),
    { numRuns: 30 },
  );
}, 180_000);

test('what is refused is refused before anything runs', () => {
  expect(() => parseConfig({ ...smallRun, turns: 9 })).toThrow(ConfigError);
});
