import { describe, expect, test } from 'vitest';
import { defaults, parseConfig, presetNamed, presets } from '../../experiments/index.ts';
import type { ModelOffers } from '../../models/shelf/modelShelf.ts';
import { learnerChanges } from '../../session/index.ts';
import { modelsWords } from '../locale/models.ts';
import { changesFor, firstRoles, idsOf, rolesOf, rolesOfPair } from './choices.ts';

const builtin = rolesOf(defaults);
const pair = rolesOfPair('Llama', 'Qwen');

describe('what is chosen first', () => {
  const fits = { fit: 'fits' } as const;
  const tight = { fit: 'mayNotFit', why: 'memory' } as const;
  const offers = (pairs: ModelOffers['pairs']): ModelOffers => ({ gpu: 'noAdapter', models: [], pairs });

  test('is the first pair of two models that fits, else one that fits in all roles, else what is set up', () => {
    const one = { agent: 'Small', others: 'Small', fit: fits };
    const two = { agent: 'Llama', others: 'Qwen', fit: fits };
    expect(firstRoles(defaults, offers([one, { ...two, agent: 'Huge', fit: tight }, two]))).toEqual(pair);
    expect(firstRoles(defaults, offers([{ ...two, fit: tight }, one]))).toEqual(rolesOfPair('Small', 'Small'));
    expect(firstRoles(defaults, offers([{ ...two, fit: tight }]))).toEqual(builtin);
  });

  test('is what a link says, whatever is proposed', () => {
    const config = parseConfig({ raterModel: 'server:mine' });
    expect(firstRoles(config, offers([{ agent: 'A', others: 'B', fit: fits }]))).toEqual(rolesOf(config));
  });
});

test('models are counted once, each with its engine', () => {
  expect(idsOf({ ...pair, judgeModel: 'server:big', userModel: 'builtin' }, 'webllm')).toEqual(['Llama', 'Qwen']);
  expect(idsOf({ ...pair, judgeModel: 'server:big', userModel: 'server:big' }, 'server')).toEqual(['big']);
  expect(idsOf(builtin, 'webllm')).toEqual([]);
});

describe('what a choice changes makes a config', () => {
  const after = (from: string, ...rest: [typeof pair, boolean]) => {
    const { config } = presetNamed(from);
    return parseConfig({ ...config, ...changesFor(config, ...rest) });
  };

  test.each(['therapy-50', 'therapy-tabular', 'therapy-expert-iteration', 'therapy-memory', 'therapy-rerank'])(
    'from %s, with a learner that leaves the agent’s weights alone',
    (from) => {
      const config = after(from, pair, false);
      expect(config.learner).toBe(from === 'therapy-memory' ? 'feedbackMemory' : 'rerankKto');
      expect(rolesOf(config)).toEqual(pair);
      expect(config.iterations).toBe(presetNamed(from).config.iterations);
    },
  );

  test('KTO on logits stays with a model whose logits can be changed, and learns from no texts but its own', () => {
    const config = parseConfig({ ...defaults, ...learnerChanges('logitKto', defaults), safetyShare: 0.5 });
    const to = (agentModel: string) =>
      parseConfig({ ...config, ...changesFor(config, { ...builtin, agentModel }, false) });
    expect(to('webllm:Llama')).toMatchObject({ learner: 'logitKto', safetyShare: 0 });
    expect(to('server:qwen').learner).toBe('rerankKto');
  });

  test('a built-in agent keeps its learner and the length of its replies', () => {
    const config = after('therapy-50', { ...builtin, raterModel: 'webllm:Qwen' }, false);
    const { config: before } = presetNamed('therapy-50');
    expect(config).toEqual({ ...before, raterModel: 'webllm:Qwen' });
  });

  test('a small run has as many conversations an iteration as the dialog says, whatever was set up', () => {
    const said = Number(/(\d+) conversations/u.exec(modelsWords.small)?.[1]);
    expect(presetNamed('politics').config.trajectoriesPerState).toBe(16);
    for (const { id } of presets) {
      const { initialStates, trajectoriesPerState } = after(id, pair, true);
      expect([id, initialStates * trajectoriesPerState]).toEqual([id, said]);
    }
  });

  test('a small run has fewer conversations, and enough of each group to choose among', () => {
    const config = after('therapy-50', pair, true);
    expect(config.initialStates * config.iterations).toBeLessThan(200);
    // a quarter of a group of sixteen
    expect((config.initialStates / 2) * config.selectedFraction).toBeGreaterThanOrEqual(4);
    expect(config.selectionLevel).toBe('environment');
  });
});
