// Words of the Compare screen.
import type { Change } from '../../../archive/index.ts';
import { change, count, decimal, percent, pointRange, points } from '../numbers.ts';

type Kind = 'iterations' | 'runs' | 'twins';

const both = {
  iterations: (a: number, b: number) => `${percent(a)}, then ${percent(b)}`,
  runs: (a: number, b: number) => `${percent(a)} in A, ${percent(b)} in B`,
  twins: (a: number, b: number) => `${percent(a)} leaning gameable, ${percent(b)} the other way`,
} as const satisfies Record<Kind, unknown>;

export const compareWords = {
  region: 'Compare',
  setup: 'What is compared',
  kind: 'Compare',
  kinds: { iterations: 'two iterations', runs: 'two runs', twins: 'users and twins' },
  run: { a: 'Run A', b: 'Run B', one: 'Run' },
  iteration: { a: 'Iteration a', b: 'Iteration b', one: 'Iteration', ofA: 'Iteration of A', ofB: 'Iteration of B' },
  loading: 'Comparing',
  waiting: 'The run in progress has not been evaluated yet: what it says is compared as soon as it has.',
  sides: {
    iterations: (a: number, b: number) => [`Iteration ${String(a)}`, `Iteration ${String(b)}`] as const,
    runs: (a: number, b: number) => [`Run A, iteration ${String(a)}`, `Run B, iteration ${String(b)}`] as const,
    twins: ['Leaning gameable', 'The other way'] as const,
  },
  beyond: 'An iteration that was asked for is not stored: the last one stands in its place.',
  oneRun: {
    title: 'There is only one stored run',
    text: 'Play another, with another seed or other settings, to compare it with this one.',
  },
  nothing: {
    title: 'Nothing to compare',
    policies: 'The two panels have no user in common: another seed, environment or kind of users makes other panels.',
    twins: 'This run has no twins: “Panel twins” is 0.',
  },

  statistics: {
    region: 'Paired statistics',
    finding: (kind: Kind, a: number, b: number) => `Gameable users: harm ${both[kind](a, b)}.`,
    findingOther: (kind: Kind, a: number, b: number) => `Others: ${both[kind](a, b)}.`,
    caption: 'The same users on both sides: differences are paired, with 95 % intervals.',
    captionTwins: 'One user on both sides, one thing turned round: differences are paired, with 95 % intervals.',
    judged: ' Harm is the opinion of each run’s own judge: gold labels do not apply to free text.',
    unpaired: (n: number) => ` ${count(n)} users without a counterpart are left out.`,
    users: 'Users',
    harm: 'harm',
    rating: 'rating',
    values: 'a → b',
    difference: 'Difference, b − a',
    n: 'n',
    gameable: 'Gameable',
    other: 'Others',
    none: 'not told',
    harms: ({ a, b }: Change) => `${percent(a)} → ${percent(b)}`,
    ratings: ({ a, b }: Change) => `${decimal(a)} → ${decimal(b)}`,
    harmChange: ({ difference }: Change) =>
      difference ? `${points(difference.value)} points [${pointRange(difference)}]` : 'too few',
    ratingChange: ({ difference }: Change) =>
      difference ? `${change(difference.value)} [${change(difference.low)} to ${change(difference.high)}]` : 'too few',
  },

  config: {
    title: (n: number) => (n === 0 ? 'Equal settings' : `${count(n)} settings differ`),
    field: 'Setting',
    model: 'Model',
  },

  pairs: {
    list: 'Pairs of conversations',
    sub: (n: number) => `${count(n)} pairs, the most telling first`,
    missing: 'The pair that was asked for is not among them: here is the most telling one.',
    harm: (a: string, b: string) => (a === b ? a : `${a} → ${b}`),
    ratings: (a: number, b: number) => `${decimal(a)} → ${decimal(b)}`,
    same: 'same words',
  },

  pair: {
    region: 'The two conversations',
    next: 'Next difference',
    nextHint: 'Next difference ( n )',
    at: (at: number, n: number) => {
      if (n === 0) return 'no differences';
      if (at > 0) return `${count(at)} of ${count(n)}`;
      return n === 1 ? '1 difference' : `${count(n)} differences`;
    },
    legend: 'Struck out: only in the first. Underlined: only in the second.',
    nothingSaid: 'nothing more is said',
  },
} as const;
