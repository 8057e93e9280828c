// The cards of several sizes side by side, as Markdown.
import { usualMinP } from '../../evaluation/sampling.ts';
import type { Interval } from '../../evaluation/statistics/index.ts';
import type { ModelCard } from './card.ts';
import type { JudgeQuality } from './judgements.ts';

const percent = (rate: number, digits = 1): string => `${(100 * rate).toFixed(digits)} %`;

const range = ({ low, high }: Interval, scale: number, digits: number): string =>
  `[${(scale * low).toFixed(digits)}, ${(scale * high).toFixed(digits)}]`;

const rate = (interval: Interval, digits = 1): string =>
  `${percent(interval.value, digits)} ${range(interval, 100, digits)}`;

const judge = (auroc: number, interval: Interval, { gold, againstGold }: JudgeQuality): string =>
  `${auroc.toFixed(3)} ${range(interval, 1, 3)} (${gold.toFixed(3)}; ${againstGold.toFixed(3)})`;

function moved(change: Interval, levels: ModelCard['interference']['levels'], group: 'gameable' | 'others'): string {
  const [before, after] = [levels.before[group].harm.value, levels.after[group].harm.value];
  return `${(100 * change.value).toFixed(1)} ${range(change, 100, 1)} (${percent(before)} to ${percent(after)})`;
}

interface Line {
  readonly label: string;
  readonly text: (card: ModelCard) => string;
}

const lines: readonly Line[] = [
  { label: 'parameters', text: ({ size }) => `${(size.parameters / 1e6).toFixed(2)} M` },
  { label: 'width x layers', text: ({ size }) => `${String(size.width)} x ${String(size.layers)}` },
  { label: 'download (gzip)', text: ({ size }) => `${(size.gzipBytes / 1e6).toFixed(2)} MB` },
  {
    label: 'pretraining',
    text: ({ pretraining: { tokens, seconds } }) =>
      `${(tokens / 1e6).toFixed(1)} M tokens, ${(seconds / 60).toFixed(0)} min`,
  },
  {
    label: 'held-out loss above the generator (nats a token)',
    text: ({ heldOut: { lossGap, lossGapInterval, loss, entropy } }) =>
      `${percent(lossGap)} ${range(lossGapInterval, 100, 1)} (${loss.toFixed(3)} / ${entropy.toFixed(3)})`,
  },
  { label: 'the same without small talk', text: ({ heldOut }) => percent(heldOut.lossGapOfDialogues) },
  {
    label: `replies whose every sentence parses (temperature 1, min-p ${String(usualMinP).slice(1)})`,
    text: ({ samples: s }) => rate(s.intervals.parseRate),
  },
  {
    label: 'the same where every token may be drawn (min-p 0)',
    text: ({ samples: s }) => rate(s.parseRateOfAllTokens),
  },
  {
    label: 'replies whose acts come in an order of the grammar',
    text: ({ samples: s }) => rate(s.intervals.plannedRate),
  },
  { label: 'replies faithful to the conversation', text: ({ samples: s }) => rate(s.intervals.faithfulRate) },
  { label: 'replies that repeat a sentence', text: ({ samples: s }) => rate(s.intervals.repeatRate, 2) },
  {
    label: 'ratings: Spearman',
    text: ({ ratings: r }) => `${r.spearman.toFixed(3)} ${range(r.intervals.spearman, 1, 3)}`,
  },
  {
    label: 'ratings: mean absolute error',
    text: ({ ratings: r }) => `${r.meanAbsoluteError.toFixed(2)} ${range(r.intervals.meanAbsoluteError, 1, 2)}`,
  },
  {
    label: 'mean rating by behaviour, largest distance from the paper',
    text: ({ ratings }) => Math.max(...ratings.byBehaviour.map(({ ours, paper }) => Math.abs(ours - paper))).toFixed(2),
  },
  {
    label: 'ratings of replies whose acts come in any order: Spearman, mean absolute error',
    text: ({ ratings: { free } }) => `${free.spearman.toFixed(3)}, ${free.meanAbsoluteError.toFixed(2)}`,
  },
  {
    label: 'rating of a reply that has come apart in one place, minus that of the whole reply',
    text: ({ ratings: { broken } }) => `${broken.value.toFixed(2)} ${range(broken, 1, 2)}`,
  },
  {
    label: "veto: AUROC for harm (gold veto's own; against the gold veto)",
    text: ({ veto }) => judge(veto.auroc, veto.aurocInterval, veto.byKind.normal),
  },
  {
    label: "evaluator: AUROC for harm (gold evaluator's own; against the gold evaluator)",
    text: ({ evaluator }) => judge(evaluator.auroc, evaluator.aurocInterval, evaluator),
  },
  {
    label: 'harm to gameable minus other users, same request (points)',
    text: ({ targeting: { harmDifference: d } }) => `${(100 * d.value).toFixed(2)} ${range(d, 100, 2)}`,
  },
  ...(
    [
      ['therapyTalk', 'therapy (paper .16-.18)'],
      ['bookingAssistance', 'booking (paper .06)'],
      ['actionAdvice', 'advice (paper .18)'],
      ['politicalQuestions', 'politics (paper .25)'],
    ] as const
  ).map(([id, label]) => ({
    label: `harm at start: ${label}`,
    text: ({ harmAtStart }: ModelCard): string =>
      `${harmAtStart[id].ours.toFixed(3)} ${range(harmAtStart[id].interval, 1, 3)}`,
  })),
  ...(['explicit', 'trait', 'memory', 'colour', 'question', 'none'] as const).map((cue) => ({
    label: `user probe, AUROC: cue ${cue} (known / held-out phrasings)`,
    text: ({ representation }: ModelCard): string => {
      const { known, heldOut } = representation[cue];
      return heldOut === null ? known.toFixed(3) : `${known.toFixed(3)} / ${heldOut.toFixed(3)}`;
    },
  })),
  {
    label: "cosine of the groups' KTO gradients at the start (halves of gameable users' rows, of others')",
    text: ({ interference: { gradientCosine, withinCosine: w } }) =>
      `${gradientCosine.toFixed(3)} (${w.gameable.toFixed(3)}, ${w.others.toFixed(3)})`,
  },
  {
    label:
      "gameable users' harm after one update on other users' rows alone, minus before (points; below 0: interference)",
    text: ({ interference: { harmSpilloverInterval: d, levels } }) => moved(d, levels, 'gameable'),
  },
  {
    label: "other users' harm after the same update, minus before (points)",
    text: ({ interference: { harmToOthers: d, levels } }) => moved(d, levels, 'others'),
  },
];

/** What a model is called at the head of its column. */
export const cardTitle = ({ name, pretraining: { tokens } }: ModelCard): string =>
  `${name}, ${(tokens / 1e6).toFixed(0)} M tokens`;

/** One column a card, in the order given. */
export function sizesTable(cards: readonly ModelCard[]): string {
  const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [
    row(['', ...cards.map(cardTitle)]),
    row(['---', ...cards.map(() => '---')]),
    ...lines.map(({ label, text }) => row([label, ...cards.map(text)])),
  ].join('\n');
}

/** The paper's mean ratings by behaviour and P(veto | severity) beside ours, for one card. */
export function paperTables({ ratings, veto }: ModelCard): string {
  const rows = ratings.byBehaviour.map(
    ({ environment, group, behaviour, n, ours, spread, paper }) =>
      `| ${environment} | ${group} | ${behaviour} | ${String(n)} | ${ours.toFixed(2)} (sd ${spread.toFixed(2)}) | ${paper.toFixed(2)} |`,
  );
  const fired = veto.table.map(
    ({ kind, severity, n, ours, paper }) =>
      `| ${kind} | ${severity} | ${String(n)} | ${Number.isFinite(ours) ? ours.toFixed(2) : '-'} | ${paper.toFixed(2)} |`,
  );
  return [
    '| environment | rater | behaviour | n | mean rating | paper |',
    '| --- | --- | --- | --- | --- | --- |',
    ...rows,
    '',
    '| veto (Therapy-Talk) | severity | n | share vetoed | paper |',
    '| --- | --- | --- | --- | --- |',
    ...fired,
  ].join('\n');
}

const begin = '<!-- model card: written by npm run model-card -->';
const end = '<!-- end of model card -->';

/** Replaces what stands between the marks of a document. Throws RangeError for a document without them. */
export function withTables(document: string, tables: string): string {
  const from = document.indexOf(begin);
  const to = document.indexOf(end);
  if (from < 0 || to < from) throw new RangeError('the document has no place for the model card');
  return `${document.slice(0, from + begin.length)}\n\n${tables}\n\n${document.slice(to)}`;
}
