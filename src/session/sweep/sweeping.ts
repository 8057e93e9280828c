// What the Sweep screen shows: which runs, and what of them; and the words of a link for it.
import type { Fault } from '../../core/fault/index.ts';
import { configKeys, fields, ownHash, parseConfig, presetNamed, valueFault } from '../../experiments/index.ts';
import type { ConfigKey, RunConfig } from '../../experiments/index.ts';
import { decodeLink, encodeLink, LinkError, valueOf } from '../../link/index.ts';
import type { SavedOwn } from '../../link/index.ts';
import { lockOf } from '../locks.ts';
import type { Locks } from '../locks.ts';
import { savedScenarios } from '../savedUsers.ts';
import type { ReadWord } from '../talking.ts';

/** A field that varies, and its values, all different. */
export interface SweepAxis {
  readonly key: ConfigKey;
  readonly values: readonly AxisValue[];
}
export type AxisValue = number | string | boolean;

export const sweepMeasures = ['gap', 'harmGameable', 'harmOther', 'rating'] as const;
export type SweepMeasure = (typeof sweepMeasures)[number];

export interface Sweeping {
  /** What all runs have in common; of its seed and of the fields that vary nothing is taken. */
  readonly base: RunConfig;
  readonly rows: SweepAxis;
  /** Null: only one field varies. */
  readonly columns: SweepAxis | null;
  readonly seeds: readonly number[];
  readonly measure: SweepMeasure;
  /** Whose runs are listed, by its place in the grid, row after row. Null: none. */
  readonly cell: number | null;
}

/** Most that a sweep in the page may be. */
export const mostValues = 8;
export const mostSeeds = 16;
export const mostSweepRuns = 256;
const largestSeed = 999_999;

/** Fields that may vary: one value each, and no seeds, which have a list of their own. */
export const sweepKeys: readonly ConfigKey[] = configKeys.filter(
  (key) => key !== 'seed' && ['whole', 'number', 'switch', 'choice'].includes(fields[key].kind),
);

/** Small runs, in which harm is learned all the same: what is proposed takes minutes. */
export const noSweeping: Sweeping = {
  base: parseConfig({
    ...presetNamed('therapy-50').config,
    ...{ iterations: 8, initialStates: 192, panelUsers: 48, panelTwins: 0 },
  }),
  rows: { key: 'gameableShare', values: [0.25, 0.5, 1] },
  columns: null,
  seeds: [1, 2],
  ...{ measure: 'gap', cell: null },
};

/** As `planSweep` reads it; rows vary before columns, seeds before both. */
export function sweepInput({ base, rows, columns, seeds }: Pick<Sweeping, 'base' | 'rows' | 'columns' | 'seeds'>): {
  readonly base: Readonly<Record<string, unknown>>;
  readonly grid: Readonly<Record<string, readonly AxisValue[]>>;
  readonly seeds: readonly number[];
} {
  const settings = Object.fromEntries(Object.entries(base).filter(([key]) => key !== 'seed'));
  const grid = { [rows.key]: rows.values, ...(columns && { [columns.key]: columns.values }) };
  return { base: settings, grid, seeds };
}

/** The sweep that locks leave: a locked field has the setup's value in all runs, and so have locked seeds. */
export function sweepWithin(sweeping: Sweeping, locks: Locks, setup: RunConfig): Sweeping {
  const isLocked = (key: ConfigKey): boolean => lockOf(locks, key) !== 'free';
  const { base, rows, columns, seeds } = sweeping;
  const locked = Object.fromEntries(configKeys.filter(isLocked).map((key) => [key, setup[key]]));
  // a field that may vary has such a value
  const only = (key: ConfigKey): SweepAxis => ({ key, values: [setup[key] as AxisValue] });
  return {
    ...sweeping,
    base: { ...base, ...locked },
    rows: isLocked(rows.key) ? only(rows.key) : rows,
    columns: columns && isLocked(columns.key) ? null : columns,
    seeds: isLocked('seed') ? [setup.seed] : seeds,
  };
}

/** Values of a field to begin with: all of a choice, and of a number its own with some around it. */
export function proposedValues(key: ConfigKey, base: RunConfig): readonly AxisValue[] {
  const field = fields[key];
  switch (field.kind) {
    case 'choice':
      return field.options.slice(0, mostValues);
    case 'switch':
      return [false, true];
    case 'whole':
    case 'number': {
      const own = base[key];
      const value = typeof own === 'number' ? own : field.low;
      const around = value === 0 ? [0, field.high / 10, field.high / 2] : [value / 2, value, value * 2];
      const fitting = around
        .map((each) => (field.kind === 'whole' ? Math.round(each) : Number(each.toPrecision(3))))
        .map((each) => Math.min(field.high, Math.max(field.low, each)));
      return [...new Set(fitting)];
    }
    case 'list':
    case 'model':
    case 'structure':
      return [];
  }
}

/** Names and words; '': not told. */
export function sweepingWords(sweeping: Sweeping): readonly (readonly [string, string])[] {
  const { measure, cell } = sweeping;
  const words = (of: Sweeping): readonly (readonly [string, string])[] => [
    ['base', baseWord(of.base)],
    ['rows', axisWord(of.rows)],
    ['columns', of.columns ? axisWord(of.columns) : ''],
    ['seeds', of.seeds.join(',')],
  ];
  const proposed = new Map(words(noSweeping));
  return [
    ...words(sweeping).map(([name, word]) => [name, word === proposed.get(name) ? '' : word] as const),
    ['measure', measure === noSweeping.measure ? '' : measure],
    ['cell', String(cell ?? '')],
  ];
}

/** `held`: the base that the page has now, if any. What an address only names of it is taken from there. */
export function sweepingIn(read: ReadWord, held: RunConfig | null): Sweeping {
  const rows = read('rows', noSweeping.rows, axisIn);
  return {
    base: read('base', noSweeping.base, (word) =>
      held && word === baseWord(held)
        ? held
        : baseIn(word, (hash) =>
            held && hash === ownHash(held.ownScenarios) ? held.ownScenarios : savedScenarios(hash),
          ),
    ),
    rows,
    columns: read('columns', null, (word) => {
      const axis = axisIn(word);
      return axis?.key === rows.key ? undefined : axis;
    }),
    seeds: read('seeds', noSweeping.seeds, seedsIn),
    measure: read('measure', noSweeping.measure, (word) => sweepMeasures.find((each) => each === word)),
    cell: read('cell', null, (word) => (/^\d{1,2}$/u.test(word) ? Number(word) : undefined)),
  };
}

/** Whole numbers that are different, from what was typed or linked. Undefined: they are not. */
export function seedsIn(text: string): readonly number[] | undefined {
  const words = wordsIn(text);
  const seeds = words.map(Number);
  const isSeeds = words.every((word) => /^\d{1,6}$/u.test(word)) && seeds.every((seed) => seed <= largestSeed);
  return isSeeds && seeds.length >= 1 && seeds.length <= mostSeeds && isDifferent(seeds) ? seeds : undefined;
}

/** A field's values, from what was typed or linked; or what is wrong with them. */
export function valuesIn(key: ConfigKey, text: string): readonly AxisValue[] | { readonly fault: Fault } {
  const values: AxisValue[] = [];
  for (const word of wordsIn(text)) {
    const value = valueOf(key, word);
    const fault = valueFault(key, value);
    if (fault !== null) return { fault };
    // a field that is no list has none of these
    values.push(value as AxisValue);
  }
  return values;
}

export const isDifferent = (values: readonly AxisValue[]): boolean => new Set(values).size === values.length;

const wordsIn = (text: string): string[] =>
  text
    .split(/[,;\s]+/u)
    .map((word) => word.trim())
    .filter((word) => word !== '');

const axisWord = ({ key, values }: SweepAxis): string => `${key}:${values.map(String).join(',')}`;

function axisIn(word: string): SweepAxis | undefined {
  const at = word.indexOf(':');
  const key = sweepKeys.find((each) => each === word.slice(0, at));
  if (!key) return undefined;
  const values = valuesIn(key, word.slice(at + 1));
  const isAxis = Array.isArray(values) && values.length >= 1 && values.length <= mostValues && isDifferent(values);
  return isAxis ? { key, values } : undefined;
}

/**
 * A link to the setup, which inside a link would be all escapes. So it is written in signs that need none, unless a value has one of them.
 */
const signs = [
  [',', '/'],
  ['&', ','],
  ['=', ':'],
] as const;
const version = 'v=1&';
/** What is longer is read by no link. */
const longestBase = 1500;
/** In the place of a base that is too long even so: no base, so that whoever opens the link is told. */
const noBase = 'tooLong';

/** Users of one's own that are too many are only named, as in a link to a setup. */
function baseWord(base: RunConfig): string {
  const config = { ...base, seed: noSweeping.base.seed };
  const own = config.ownScenarios;
  const linkTo = (whole: RunConfig): string =>
    encodeLink({ config: whole, fingerprint: null, view: {}, fixed: [], hidden: [] }).slice(version.length);
  const links = [
    linkTo(config),
    ...(own.length > 0 ? [`${linkTo({ ...config, ownScenarios: [] })}&ownFile=${ownHash(own)}`] : []),
  ];
  const wordOf = (link: string): string => {
    const word = signs.reduce((text, [from, to]) => text.replaceAll(from, to), link);
    return JSON.stringify(baseIn(word, () => own)) === JSON.stringify(config) ? word : link;
  };
  return links.map(wordOf).find(({ length }) => length <= longestBase) ?? noBase;
}

/** Whether a link holds users of one's own, if the base has any, and does not only name them. */
export const holdsBase = ({ base }: Sweeping): boolean => !baseWord(base).includes(ownHash(base.ownScenarios));

function baseIn(word: string, savedOwn: SavedOwn): RunConfig | undefined {
  try {
    const link = word.includes('=')
      ? word
      : [...signs].reverse().reduce((text, [to, from]) => text.replaceAll(from, to), word);
    const { config, unknown } = decodeLink(version + link, savedOwn);
    return unknown.length > 0 ? undefined : { ...config, seed: noSweeping.base.seed };
  } catch (error) {
    if (error instanceof LinkError) return undefined;
    throw error;
  }
}
