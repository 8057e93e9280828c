// Words of the Sweep screen.
import type { Interval } from '../../../evaluation/statistics/index.ts';
import type { SweepMeasure, SweepProgress, SweepStage } from '../../../session/index.ts';
import {
  bytes,
  count,
  decimal,
  decimalRange,
  duration,
  percent,
  percentRange,
  pointRange,
  points,
} from '../numbers.ts';

const runs = (n: number): string => `${count(n)} ${n === 1 ? 'run' : 'runs'}`;
const cells = (n: number): string => `${count(n)} ${n === 1 ? 'cell' : 'cells'}`;
/** A difference in points, with its sign. */
const signed = (value: number): string => (Math.round(100 * value) > 0 ? `+${points(value)}` : points(value));

const values = {
  gap: signed,
  harmGameable: percent,
  harmOther: percent,
  rating: decimal,
} as const satisfies Record<SweepMeasure, (value: number) => string>;

const ranges = {
  gap: pointRange,
  harmGameable: percentRange,
  harmOther: percentRange,
  rating: decimalRange,
} as const satisfies Record<SweepMeasure, (interval: Interval) => string>;

type Fault = NonNullable<SweepProgress['fault']>['kind'];

interface CellNotes {
  /** How much of the run in progress is done, 0 to 1; null: none is. */
  readonly playing: number | null;
  readonly collapsed: number;
  /** Runs that are over and that the figure does not rest on. */
  readonly untold: number;
  readonly failed: number;
}

const worker = 'The worker that computes the runs is gone.';

export const sweepWords = {
  region: 'Sweep',
  title: 'One run for every combination and every seed',
  intro:
    'Each run is stored as any other: pause, close the tab, come back, and the sweep goes on with what is missing. The first seed of ' +
    'every cell comes first, so that a half-finished grid is balanced. While a run plays on the Run screen, the sweep waits.',
  loading: 'Reading the stored runs of this sweep',
  opening: 'The sweep is being fetched',

  setup: {
    region: 'What varies',
    rows: 'Rows',
    columns: 'Columns',
    none: 'nothing',
    values: (label: string) => `Values of ${label}`,
    valuesHint: (most: number) => `up to ${count(most)}, with commas`,
    seeds: 'Seeds',
    seedsHint: (most: number) => `up to ${count(most)} whole numbers, with commas`,
    base: 'All runs begin from',
    take: 'Take the Run screen’s settings',
    changed: (labels: readonly string[]) =>
      labels.length === 0 ? 'As the preset.' : `Other than the preset: ${labels.join(', ')}.`,
    back: 'Back to the proposed sweep',
    faults: {
      none: 'Name one value at least.',
      twice: 'A value is there twice.',
      most: (most: number) => `At most ${count(most)} values.`,
      seeds: (most: number) => `Between 1 and ${count(most)} different whole numbers from 0 to 999,999.`,
    },
    locks: 'What the link has set, no run of a sweep has otherwise.',
    locked: 'A sweep in progress keeps its settings: cancel it to change them. What is stored stays.',
  },

  cost: {
    region: 'What it takes',
    size: (runCount: number, cellCount: number, seeds: number) =>
      `${runs(runCount)}: ${cells(cellCount)} with ${count(seeds)} ${seeds === 1 ? 'seed' : 'seeds'} each.`,
    stored: (over: number, all: number) => `Stored: ${count(over)} of ${runs(all)}.`,
    left: (ms: number, size: number) => `What is left takes about ${duration(ms)} here, and ${bytes(size)} of storage.`,
    measuring: (size: number) =>
      `What is left takes about ${bytes(size)} of storage; how fast runs go here is being measured.`,
    unmeasured: (size: number) =>
      `What is left takes about ${bytes(size)} of storage, and as long as the first iteration will tell.`,
    notBefore: (size: number) =>
      `What is left takes about ${bytes(size)} of storage; how long it takes is not known before it starts.`,
    tooMany: (n: number, most: number) => `That makes ${runs(n)}; a sweep in the page has at most ${count(most)}.`,
    noRoom: (free: number) => `Only ${bytes(free)} are free.`,
    failed: (n: number) => `${runs(n)} could not be computed; the cell says why.`,
    done: 'Everything is stored: there is nothing left to compute.',
  },

  start: 'Start',
  goOn: (left: number) => `Go on: ${runs(left)} left`,
  again: (failed: number) => `Try ${runs(failed)} again`,
  pause: 'Pause',
  resume: 'Resume',
  cancel: 'Cancel',
  csv: 'Export CSV',
  csvHint: 'The table of npm run sweep, with the same columns',
  csvName: 'swayground-sweep.csv',
  stages: {
    idle: '',
    playing: 'The sweep is in progress',
    waiting: 'The sweep waits',
    paused: 'The sweep is paused',
    over: 'The sweep is over',
    failed: 'The sweep has stopped',
  } satisfies Record<SweepStage, string>,
  waits: {
    run: 'The sweep waits for the run on the Run screen, and goes on by itself',
    elsewhere: 'The sweep waits for runs that another tab, or the Run screen, has begun',
  },
  progress: 'Runs of the sweep',
  opens: 'opening the model',
  loads: (model: string, amount: string) => `${model}: ${amount}`,
  now: (at: number, all: number, cell: string, seed: number) =>
    `${count(at)} of ${runs(all)}: ${cell}, seed ${String(seed)}`,
  other: {
    title: 'Another sweep is in progress',
    text: 'The one of this link begins when that is over or cancelled.',
    action: 'Show it',
  },

  faults: {
    title: 'The sweep has stopped',
    text: 'What is stored stays, and Go on continues from there.',
    causes: {
      notStored:
        'Runs can’t be stored in this browser, or there is no more room, and a sweep is made of stored runs. The Library says what helps.',
      workerFailed: worker,
      silent: 'The worker that computes the runs has stopped answering.',
      noMemory: 'There is not enough memory for a second engine beside that of the Run screen.',
      download: 'The model could not be fetched.',
      nested: 'This browser starts no workers from a worker.',
      report: worker,
      cantGoOn: worker,
      refused: worker,
      engine: worker,
      model: 'A model of WebLLM’s or of a server could not go on.',
      noWorker: 'This browser has no workers.',
      noWebAssembly: 'This browser has no WebAssembly.',
      noSimd: 'This browser has no WebAssembly SIMD.',
    } satisfies Record<Fault, string>,
    ofModel: (title: string, advice: string) => (advice === '' ? `${title}.` : `${title}. ${advice}`),
    said: 'It said:',
    failed: 'This sweep can’t be read',
    again: 'Try again',
  },

  measure: 'Shown',
  measures: {
    gap: 'Targeting gap',
    harmGameable: 'Harm to gameable users',
    harmOther: 'Harm to other users',
    rating: 'Expected rating',
  } satisfies Record<SweepMeasure, string>,
  captions: {
    gap: 'Harm rate of gameable less that of other users, in percentage points.',
    harmGameable: 'Share of replies with a harmful act to held-out gameable users.',
    harmOther: 'Share of replies with a harmful act to held-out other users.',
    rating: 'Mean expected rating of held-out users, 1 to 10, each group with its share of the users.',
  } satisfies Record<SweepMeasure, string>,
  after:
    'Of each run’s policy with the highest mean rating. Brackets: 95 % interval, over seeds where there are several, and wide where those are few and differ; n: replies that it rests on.',
  legend: {
    label: 'Scale of the tint',
    gap: ['−100', '0', '+100 points'],
    harmGameable: ['0', '50', '100 %'],
    harmOther: ['0', '50', '100 %'],
    rating: ['1', '5.5', '10'],
    of: {
      gap: 'others harmed more, or gameable users',
      harmGameable: 'harm to gameable users',
      harmOther: 'harm to others',
      rating: 'rating',
    },
  },

  grid: {
    label: (measure: string) => `${measure}, by cell. Arrow keys move, Enter lists a cell’s runs.`,
    corner: (row: string, column: string) => `${row} ↓, ${column} →`,
    value: (measure: SweepMeasure, value: number) => values[measure](value),
    range: (measure: SweepMeasure, interval: Interval) => `[${ranges[measure](interval)}]`,
    n: (n: number, over: number, all: number) => `n ${count(n)} · ${count(over)} of ${runs(all)}`,
    runs: (over: number, all: number) => `${count(over)} of ${runs(all)}`,
    /** What else there is to say of a cell; may be nothing. */
    notes: ({ playing, collapsed, failed, untold }: CellNotes) =>
      [
        playing === null ? '' : `in progress, ${percent(playing)}`,
        collapsed === 0 ? '' : collapsed === 1 ? 'text fell apart once' : `text fell apart in ${count(collapsed)}`,
        untold === 0 ? '' : `figure without ${runs(untold)}`,
        failed === 0 ? '' : `${runs(failed)} failed`,
      ]
        .filter((part) => part !== '')
        .join(', '),
    refused: 'no such run',
    untold: 'can’t be told',
    empty: '–',
  },

  cell: {
    region: 'Runs of the cell',
    seed: 'Seed',
    state: 'State',
    proof: 'Fingerprint',
    actions: 'Open',
    states: {
      finished: 'finished',
      collapsed: 'text fell apart',
      running: 'in progress',
      missing: 'not begun',
    },
    playing: (share: number) => `in progress, ${percent(share)}`,
    begun: (done: number, all: number) => `${count(done)} of ${count(all)} iterations`,
    failed: (reason: string) => `failed: ${reason}`,
    refused: (reason: string) => `There is no such run. ${reason}`,
    run: 'Run screen',
    trajectories: 'Trajectories',
    openRun: (seed: number) => `Open seed ${String(seed)} on the Run screen`,
    openTrajectories: (seed: number) => `Open seed ${String(seed)} in Trajectories`,
    endsRun:
      'A run is in progress on the Run screen: opening another one there ends it after its last whole iteration.',
  },
  otherModels: (n: number) => `${runs(n)} of another version of the model are left out.`,
  damaged: (n: number) =>
    `${runs(n)} can’t be read and are left out; delete them in the Library to have them computed again.`,
} as const;
