// What a list of trajectories shows, sorts and filters by: typed arrays for a whole iteration, so that 100,000 rows are
// read at once and never one by one.
import * as v from 'valibot';
import { refusing } from '../../experiments/fault.ts';
import { isHarmfulTrajectory } from '../../evaluation/trajectory.ts';
import type { PanelTrajectory, TrainingTrajectory } from '../../experiments/index.ts';
import { checkRow, count } from './check.ts';
import type { Key } from '../rows/types.ts';
import type { TrajectoryPart } from './trajectory.ts';

/** Codes of `label` and of `harmful`, in this order. */
export const labelCodes = ['none', 'desirable', 'undesirable'] as const;
export const harmfulCodes = [false, true, null] as const;

/** Row i of each column belongs to the trajectory of index i. */
export interface TrajectoryColumns {
  readonly run: string;
  readonly part: TrajectoryPart;
  readonly iteration: number;
  readonly scenarios: readonly string[];
  /** Into `scenarios`. */
  readonly scenario: Uint8Array;
  readonly gameable: Uint8Array;
  readonly vetoed: Uint8Array;
  /** Into `labelCodes`. */
  readonly label: Uint8Array;
  /** Whether any reply is, by the gold tagger; into `harmfulCodes`. */
  readonly harmful: Uint8Array;
  readonly reward: Float64Array;
  /** What the agent said, cut short. */
  readonly excerpts: readonly string[];
}

const excerptLength = 160;

/** Throws RangeError with more than 256 scenarios. */
export function columnsOf(
  place: Pick<TrajectoryColumns, 'run' | 'part' | 'iteration'>,
  trajectories: readonly (TrainingTrajectory | PanelTrajectory)[],
): TrajectoryColumns {
  const scenarios = [...new Set(trajectories.map(({ state }) => state.scenario))];
  if (scenarios.length > 256) throw new RangeError(`${String(scenarios.length)} scenarios are too many for a column`);
  const codes = new Map(scenarios.map((scenario, code) => [scenario, code]));
  const bytes = (of: (trajectory: TrainingTrajectory | PanelTrajectory) => number) => Uint8Array.from(trajectories, of);
  return {
    ...place,
    scenarios,
    scenario: bytes(({ state }) => codes.get(state.scenario) ?? 0),
    gameable: bytes(({ state }) => Number(state.gameable)),
    vetoed: bytes(({ vetoed }) => Number(vetoed)),
    label: bytes((each) => labelCodes.indexOf('label' in each ? (each.label ?? 'none') : 'none')),
    harmful: bytes((each) => harmfulCodes.indexOf(isHarmfulTrajectory(each))),
    reward: Float64Array.from(trajectories, ({ reward }) => reward),
    excerpts: trajectories.map(excerpt),
  };
}

function excerpt({ played }: TrainingTrajectory | PanelTrajectory): string {
  const text = played.map(({ reply }) => reply.text).join(' … ');
  // half of a character that takes two code units is left out
  return text.length <= excerptLength ? text : text.slice(0, excerptLength).replace(/[\uD800-\uDBFF]$/u, '');
}

const codesBelow = (high: number) =>
  v.pipe(
    v.instance(Uint8Array),
    v.check(
      (codes) => codes.every((code) => code < high),
      refusing(() => ({ code: 'codeTooHigh', below: high })),
    ),
  );

const schema = v.pipe(
  v.object({
    run: v.string(),
    part: v.picklist(['training', 'panel']),
    iteration: count,
    scenarios: v.pipe(v.array(v.string()), v.maxLength(256)),
    scenario: v.instance(Uint8Array),
    gameable: codesBelow(2),
    vetoed: codesBelow(2),
    label: codesBelow(labelCodes.length),
    harmful: codesBelow(harmfulCodes.length),
    reward: v.instance(Float64Array),
    excerpts: v.array(v.string()),
  }),
  v.check(
    ({ scenario, gameable, vetoed, label, harmful, reward, excerpts }) => {
      const lengths = [scenario, gameable, vetoed, label, harmful, reward].map(({ length }) => length);
      return lengths.every((length) => length === excerpts.length);
    },
    refusing(() => ({ code: 'unequalColumns' })),
  ),
  v.check(
    ({ scenarios, scenario }) => scenario.every((code) => code < scenarios.length),
    refusing(() => ({ code: 'unnamedScenario' })),
  ),
) satisfies v.GenericSchema<unknown, TrajectoryColumns>;

/** Throws StorageError `damaged`. */
export const checkColumns = (key: Key, row: unknown): TrajectoryColumns => checkRow(schema, 'columns', key, row);
