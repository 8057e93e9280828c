import { selectedOf } from '../core/selection/index.ts';
import { selectionGroup, trainingVeto } from '../experiments/index.ts';
import type { RunConfig } from '../experiments/index.ts';
import type { IndexEntry } from '../storage/index.ts';
import type { Standing } from './types.ts';

type Listed = Pick<IndexEntry, 'index' | 'scenario' | 'gameable' | 'vetoed' | 'reward'>;

/**
 * How the trajectory `own` stands among those of its iteration's training, itself among them: what selection saw, from
 * columns alone. Trajectories are stored state by state, so their place tells their initial state.
 */
export function standingOf(own: Listed, all: readonly Listed[], config: RunConfig): Standing {
  const { selectionLevel: level, selectedFraction, trajectoriesPerState } = config;
  const groupOf = (each: Listed): string => selectionGroup(each, Math.floor(each.index / trajectoriesPerState), level);
  const group = groupOf(own);
  const members = all.filter((each) => groupOf(each) === group);
  const passed = members.filter(({ vetoed }) => !vetoed).length;
  const desirable = selectedOf(passed, selectedFraction);
  return {
    gameable: level === 'pooled' ? null : own.gameable,
    scenario: level === 'scenario' || level === 'state' ? own.scenario : null,
    isOneState: level === 'state',
    size: members.length,
    passed,
    rank: 1 + members.filter(({ reward }) => reward > own.reward).length,
    tied: members.filter(({ reward, index }) => reward === own.reward && index !== own.index).length,
    desirable,
    undesirable: trainingVeto(config).negativesFromAll ? selectedOf(members.length, selectedFraction) : desirable,
  };
}
