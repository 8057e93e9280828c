// A sweep: every combination of some fields' values, each with several seeds.
import * as v from 'valibot';
import { ConfigError, isConfigKey, parseConfig, valueFault } from '../config/index.ts';
import type { ConfigKey, RunConfig } from '../config/index.ts';
import { faultOf, refusing } from '../fault.ts';
import { presets } from '../presets/index.ts';

/** Values of the grid's fields, in the grid's order. */
export type Cell = Readonly<Partial<Record<ConfigKey, RunConfig[ConfigKey]>>>;

export interface Sweep {
  /** Name of a preset, or what differs from the defaults. */
  readonly base: string | Readonly<Record<string, unknown>>;
  readonly grid: Readonly<Record<string, readonly unknown[]>>;
  readonly seeds: readonly number[];
  readonly cells: readonly Cell[];
  /** All runs: the first seed of every cell, then the second, so that any beginning of the list is balanced. */
  readonly jobs: readonly SweepJob[];
}

/** A sweep of which some cells may have no runs. */
export interface SweepPlan extends Sweep {
  /** By cell, why it can have no run: its values do not go together. Null: it has runs. */
  readonly refusals: readonly (ConfigError | null)[];
}

export interface SweepJob {
  /** Which of the sweep's cells. */
  readonly cell: number;
  readonly config: RunConfig;
}

const mostRuns = 10_000;
const isWhole = (value: unknown, low: number, high: number): boolean =>
  typeof value === 'number' && Number.isInteger(value) && value >= low && value <= high;

const seeds = v.custom<number | readonly number[]>(
  (value) =>
    Array.isArray(value)
      ? value.length > 0 && value.every((seed) => isWhole(seed, 0, Number.MAX_SAFE_INTEGER))
      : isWhole(value, 1, 1000),
  refusing(() => ({ code: 'notSeeds' })),
);

const file = v.strictObject({
  base: v.union(
    [v.string(), v.record(v.string(), v.unknown())],
    refusing(() => ({ code: 'notBase' })),
  ),
  grid: v.record(
    v.string(),
    v.pipe(
      v.array(v.unknown()),
      v.minLength(
        1,
        refusing(() => ({ code: 'emptyList' })),
      ),
    ),
  ),
  seeds,
});

/** Reads a sweep from whatever came in. Throws ConfigError, which names the place; nothing is coerced. */
export function parseSweep(input: unknown): Sweep {
  const { refusals, ...sweep } = planSweep(input);
  const refusal = refusals.find((each) => each !== null);
  if (refusal) throw refusal;
  return sweep;
}

/** The same, but cells whose values do not go together have no jobs. Throws ConfigError for a value that is wrong by itself. */
export function planSweep(input: unknown): SweepPlan {
  const parsed = v.safeParse(file, input, { abortEarly: true });
  if (!parsed.success) {
    const [issue] = parsed.issues;
    throw new ConfigError(v.getDotPath(issue) ?? 'sweep', faultOf(issue));
  }
  const { base, grid, seeds: given } = parsed.output;
  const seeds = typeof given === 'number' ? Array.from({ length: given }, (_, i) => i + 1) : given;
  if (new Set(seeds).size < seeds.length) throw new ConfigError('seeds', { code: 'seedTwice' });
  const settings = settingsOf(base);
  for (const [key, values] of Object.entries(grid)) checkAxis(key, values);
  const runs = Object.values(grid).reduce((product, { length }) => product * length, seeds.length);
  if (runs > mostRuns) throw new ConfigError('grid', { code: 'tooManyRuns', n: runs, most: mostRuns });
  const cells = combinations(Object.entries(grid));
  const made = cells.map((cell) => configOf(settings, cell, base, grid));
  return {
    ...{ base, grid, seeds },
    // every field and each of its values has been checked by itself
    cells: cells,
    jobs: seeds.flatMap((seed) =>
      made.flatMap((config, cell) => (config instanceof ConfigError ? [] : [{ cell, config: { ...config, seed } }])),
    ),
    refusals: made.map((config) => (config instanceof ConfigError ? config : null)),
  };
}

/** The part-th of so many parts of a list, counted from 1; parts differ in length by one at most and lie interleaved. */
export const shardOf = <Item>(items: readonly Item[], part: number, parts: number): Item[] =>
  items.filter((_, index) => index % parts === part - 1);

function settingsOf(base: Sweep['base']): Readonly<Record<string, unknown>> {
  if (typeof base !== 'string') {
    if (Object.hasOwn(base, 'seed')) throw new ConfigError('base.seed', { code: 'seedsElsewhere' });
    return base;
  }
  const preset = presets.find(({ id }) => id === base);
  if (!preset) throw new ConfigError('base', { code: 'noPresetOf', value: base, presets: presets.map(({ id }) => id) });
  return { ...preset.config };
}

function checkAxis(key: string, values: readonly unknown[]): void {
  if (!isConfigKey(key)) throw new ConfigError(`grid.${key}`, { code: 'unknownField' });
  if (key === 'seed') throw new ConfigError('grid.seed', { code: 'seedsElsewhere' });
  const texts = values.map((value) => JSON.stringify(value));
  const twice = texts.find((text, index) => texts.indexOf(text) < index);
  if (twice !== undefined) throw new ConfigError(`grid.${key}`, { code: 'twice', value: twice });
  for (const [index, value] of values.entries()) {
    const fault = valueFault(key, value);
    if (fault !== null) throw new ConfigError(`grid.${key}.${String(index)}`, fault);
  }
}

/** The last field's values follow each other fastest. */
const combinations = (axes: readonly (readonly [string, readonly unknown[]])[]): Readonly<Record<string, unknown>>[] =>
  axes.reduce<Record<string, unknown>[]>(
    (cells, [key, values]) => cells.flatMap((cell) => values.map((value) => ({ ...cell, [key]: value }))),
    [{}],
  );

/** Where there is none: the fault, with the place in the sweep and the cell. */
function configOf(
  settings: Readonly<Record<string, unknown>>,
  cell: Readonly<Record<string, unknown>>,
  base: Sweep['base'],
  grid: Sweep['grid'],
): RunConfig | ConfigError {
  try {
    return parseConfig({ ...settings, ...cell });
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    const { fault } = error.refusal;
    const [key = ''] = error.field.split('.');
    if (!Object.hasOwn(cell, key)) {
      const where = typeof base === 'object' && Object.hasOwn(base, key) ? `base.${error.field}` : error.field;
      return new ConfigError(where, fault, Object.keys(cell).length > 0 ? cellText(cell) : undefined);
    }
    const index = grid[key]?.indexOf(cell[key]) ?? 0;
    return new ConfigError(`grid.${key}.${String(index)}`, fault, cellText(cell));
  }
}

/** A cell in words: "beta=0.1, turns=2". */
export const cellText = (cell: Cell | Readonly<Record<string, unknown>>): string =>
  Object.entries(cell)
    .map(([key, value]) => `${key}=${cellWord(value)}`)
    .join(', ');

/** A value of a cell as one word or, of a list, several. */
export const cellWord = (value: unknown): string =>
  typeof value === 'string' ? value : isWords(value) ? value.join(' ') : JSON.stringify(value);

const isWords = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((each) => typeof each === 'string');
