// What a run will take, before it begins: measured on runs like it, none of which is this one.
import type { StoreApi } from 'zustand/vanilla';
import { hasAdapter, roleFields } from '../experiments/index.ts';
import type { RunConfig } from '../experiments/index.ts';
import type { StoredRun } from '../storage/index.ts';
import { computedHead } from './recordings.ts';
import type { SessionState } from './state.ts';

/** How fast an iteration of a run went in this tab, without a pause. */
export interface Pace {
  readonly config: RunConfig;
  readonly msPerTrajectory: number;
}

export interface Estimate {
  /** In storage. */
  readonly bytes: number;
  /** Null: no run like it has been played in this tab. */
  readonly ms: number | null;
}

/** Without a stored run like it: measured on runs of one turn in two environments (2,460 and 2,704). */
const bytesPerTurn = 2600;
/** The stored adapter of the built-in model, at rank 16: 447,200; it grows with the rank. */
const bytesPerRank = 27_950;

/** The head of a re-ranking policy. */
const bytesOfHead = 262_144;
/** A token-level adapter is text: some 1,400 tokens and words of contexts, each with as many numbers as the rank. */
const bytesPerLogitRank = 14_000;

function policyBytes(config: RunConfig): number {
  if (config.learner === 'rerankKto') return bytesOfHead;
  if (config.learner === 'logitKto') return config.logitRank * bytesPerLogitRank;
  // ranks are padded to multiples of 8, and a table is small
  return hasAdapter(config) ? 8 * Math.ceil(config.loraRank / 8) * bytesPerRank : 0;
}

const trainingOf = ({ initialStates, trajectoriesPerState }: RunConfig): number => initialStates * trajectoriesPerState;
/** Users of both groups, and of the twins' users two counterparts: notes and message turned round. */
const panelOf = ({ panelUsers, panelTwins }: RunConfig): number =>
  2 * (panelUsers + Math.min(panelTwins, 2 * panelUsers));

/** Conversations of an iteration, of training and of panels. */
export const perIteration = (config: RunConfig): number => trainingOf(config) + panelOf(config);

const alike: readonly (keyof RunConfig)[] = ['environment', 'turns', 'scratchpad', 'learner', ...roleFields];
const alikeInTime: readonly (keyof RunConfig)[] = [
  ...alike,
  'candidates',
  'epochs',
  'batchRows',
  'maxNewTokens',
  'loraRank',
  'veto',
];
const isLike = (a: RunConfig, b: RunConfig, keys: readonly (keyof RunConfig)[]): boolean =>
  keys.every((key) => a[key] === b[key]);

export function estimateOf(
  config: RunConfig,
  stored: readonly Pick<StoredRun, 'config' | 'completed' | 'trajectories' | 'sizeBytes'>[],
  pace: Pace | null,
): Estimate {
  const { iterations, turns } = config;
  const trajectories = iterations * trainingOf(config) + (iterations + 1) * panelOf(config);
  const like = stored.find(
    (each) => each.completed !== null && each.trajectories > 0 && isLike(each.config, config, alike),
  );
  const perTrajectory = like
    ? Math.max(0, like.sizeBytes - ((like.completed ?? 0) + 1) * policyBytes(like.config)) / like.trajectories
    : bytesPerTurn * turns;
  return {
    bytes: trajectories * perTrajectory + (iterations + 1) * policyBytes(config),
    ms: pace && isLike(pace.config, config, alikeInTime) ? trajectories * pace.msPerTrajectory : null,
  };
}

/** Keeps the pace of the last iteration that was played at full speed from its beginning to its end. */
export function watchPace(store: StoreApi<SessionState>, now: () => number = () => performance.now()): () => void {
  let begunAt: number | null = null;
  return store.subscribe((state, before) => {
    const { status, speed, view } = state;
    if (status !== 'playing' || speed !== 2 || !view) {
      begunAt = null;
      return;
    }
    const [head, headBefore] = [computedHead(state), computedHead(before)];
    if (head === headBefore) return;
    const [begun, at] = [begunAt, now()];
    begunAt = at;
    if (begun === null || head !== headBefore + 1) return;
    const { config } = view;
    store.setState({ pace: { config, msPerTrajectory: (at - begun) / perIteration(config) } });
  });
}
