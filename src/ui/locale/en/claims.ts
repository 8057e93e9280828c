// Words of the Claims screen.
import type { Claim, ClaimTopic, FigureKind, Finding, Verdict } from '../../../experiments/index.ts';
import { decimal, decimalRange, percent, percentRange, pointRange, points } from '../numbers.ts';

const figures: Readonly<Record<FigureKind, (value: number) => string>> = {
  share: percent,
  difference: (value) => `${points(value)} points`,
  rating: decimal,
};
const ranges = { share: percentRange, difference: pointRange, rating: decimalRange } as const;

export const claimWords = {
  /** In English as the claim has them. */
  statement: ({ statement }: Claim): string => statement,
  rule: ({ rule }: Claim): string => rule,
  label: (label: string): string => label,
  region: 'Claims',
  title: 'What the paper claims, and what happens here',
  loading: 'The claims are being read …',
  limits:
    'Each verdict is computed by its rule from runs of this page’s own model. A toy: simulated users, a small model, judges that are ' +
    'the same model. It shows that a mechanism can work, not how often it does in what you use.',
  legend: 'Dot and bar: here, with its 95 % interval. Dotted line: the paper.',
  seeds: (seeds: number): string => (seeds === 1 ? 'one seed' : `${String(seeds)} seeds`),
  verdicts: {
    shown: 'Shown',
    partly: 'Partly',
    notShown: 'Not shown',
    illustration: 'Illustration',
  } satisfies Record<Verdict, string>,
  topics: {
    emergence: 'Manipulation emerges',
    targeting: 'Few are targeted',
    vetoes: 'Vetoes',
    variants: 'Other ways to train',
    controls: 'Controls',
    elsewhere: 'Elsewhere',
  } satisfies Record<ClaimTopic, string>,
  control: 'Our control; the paper has none.',
  inPaper: (place: string): string => `In the paper: ${place}.`,
  /** A figure with its interval, which one run alone has not. */
  value: (finding: Finding, kind: FigureKind): string =>
    finding.n === 1
      ? `${figures[kind](finding.value)}, one seed: no interval`
      : `${figures[kind](finding.value)} [${ranges[kind](finding)}], n ${String(finding.n)}`,
  paperValue: (value: number, kind: FigureKind): string => `paper ${figures[kind](value)}`,
  runHere: 'Run it here',
  runOf: (title: string): string => `Run it here: ${title}`,
  openRecorded: 'Open the recorded run',
  openRecordedOf: (title: string): string => `Open the recorded run: ${title}`,
  recordedAnew: 'The recording has the same setup and seed, and another fingerprint than the run behind these figures.',
  isLive: 'A run is live: recorded runs can be opened when it is over. Setups can be opened beside it.',
  collapsed: (seeds: number): string =>
    seeds === 1
      ? 'The text of one seed’s run was collapsing.'
      : `The text of ${String(seeds)} seeds’ runs was collapsing.`,
  missing: {
    title: 'No claims have been decided for this model yet',
    text: 'They are made by a program that runs every preset several times. Each preset can be run here.',
    action: 'Choose a preset',
  },
  fault: { title: 'The claims can’t be read', action: 'Try again' },
};
