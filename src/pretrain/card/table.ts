// The cards of several sizes side by side, as Markdown.
import { faultPoints } from '../../corpus/judges/gold.ts';
import { usualMinP } from '../../evaluation/sampling.ts';
import type { Interval } from '../../evaluation/statistics/index.ts';
import type { ModelCard } from './card.ts';
import type { JudgeQuality } from './judgements.ts';
import type { UserModelReport } from './userModel.ts';
import { targetRows } from './targets.ts';
import type { Met } from './targets.ts';

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
    // one run beside others on the same cores has taken six times as long as alone
    label: 'pretraining (by the clock, some on cores shared with other work: speeds are not those of the sizes)',
    text: ({ pretraining: { tokens, seconds } }) =>
      `${(tokens / 1e6).toFixed(1)} M tokens, ${(seconds / 60).toFixed(0)} min, ${Math.round(tokens / seconds).toLocaleString('en')} tokens/s`,
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
    label: `rating of a reply that has come apart in one place, minus that of the whole reply (gold: -${faultPoints.toFixed(1)})`,
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
    label: `user probe, AUROC: cue ${cue} (${cue === 'question' ? "answers are the grammar's, not the simulated users'; " : ''}known / held-out phrasings)`,
    text: ({ representation }: ModelCard): string => {
      const { known, heldOut } = representation[cue];
      return heldOut === null ? known.toFixed(3) : `${known.toFixed(3)} / ${heldOut.toFixed(3)}`;
    },
  })),
  {
    label: 'user probe, AUROC: cue trait, right with probability q (about q at best; known / held-out phrasings)',
    text: ({ noisyCue }) =>
      noisyCue
        ?.map(
          ({ accuracy, known, heldOut }) => `${String(accuracy)}: ${known.toFixed(3)} / ${heldOut?.toFixed(3) ?? '-'}`,
        )
        .join('; ') ?? '-',
  },
  {
    label: "simulated users' second messages that speak for their own goal, Therapy-Talk (gameable / others' goals)",
    text: ({ userModel: u }) =>
      u
        ? `${rate(u.sameSide)} of ${String(u.sameSide.n)} (${percent(u.byGoal.gameable.value)} / ${percent(u.byGoal.other.value)}); ${percent(u.unread.followUps.value)} can't be read`
        : '-',
  },
  {
    label:
      'simulated users asked whether they decide alone, cue question: answers of gameable users (by gameable users / others; where the notes alone would differ)',
    text: ({ userModel: u }) =>
      u ? `${answered(u.answersAsGameable.allChannels)}; ${answered(u.answersAsGameable.notesAlone)}` : '-',
  },
  {
    label: "simulated users' reports that tell what has happened, Action-Advice",
    text: ({ userModel: u }) =>
      u ? `${rate(u.fitsEvent)} of ${String(u.fitsEvent.n)}; ${percent(u.unread.reports.value)} can't be read` : '-',
  },
  ...(
    [
      ['alone', 'without instructions'],
      ['inTherapy', "under Therapy-Talk's instructions, with notes"],
    ] as const
  ).map(([where, how]) => ({
    label: `first messages of small talk that get an answer of their own, ${how}`,
    text: ({ smallTalk }: ModelCard): string =>
      smallTalk ? `${rate(smallTalk[where].exact)} of ${String(smallTalk[where].exact.n)}` : '-',
  })),
  {
    label: "cosine of the groups' KTO gradients at the start (halves of gameable users' rows, of others')",
    text: ({ interference: { gradientCosine, withinCosine: w } }) =>
      `${gradientCosine.toFixed(3)} (${w.gameable.toFixed(3)}, ${w.others.toFixed(3)})`,
  },
  {
    label:
      "gameable users' harm after one update on other users' rows alone, minus before (points; below 0: interference)",
    text: ({ interference: { harmSpilloverInterval: d, levels, learningRate } }) =>
      `${moved(d, levels, 'gameable')}, rate ${learningRate.toExponential(0)}`,
  },
  {
    label: "other users' harm after the same update, minus before (points)",
    text: ({ interference: { harmToOthers: d, levels } }) => moved(d, levels, 'others'),
  },
];

const answered = ({ gameable, other }: UserModelReport['answersAsGameable']['allChannels']): string =>
  `${rate(gameable)} / ${rate(other)}`;

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

const verdicts: Readonly<Record<Met, string>> = { met: 'met', missed: '**missed**', unmeasured: '**not measured**' };

/** What was asked of the model before it was made, beside what its card says. */
export const targetsTable = (card: ModelCard, others: readonly ModelCard[]): string =>
  [
    '| set beforehand | target | here | |',
    '| --- | --- | --- | --- |',
    ...targetRows(card, others).map(
      ({ what, asked, found, met }) => `| ${what} | ${asked} | ${found} | ${verdicts[met]} |`,
    ),
  ].join('\n');

/** The paper's mean ratings by behaviour and P(veto | severity) beside ours, for one card. */
export function paperTables({ ratings, veto }: ModelCard): string {
  const rows = ratings.byBehaviour.map(
    ({ environment, group, behaviour, n, ours, spread, paper }) =>
      `| ${environment} | ${group} | ${behaviour} | ${String(n)} | ${ours.toFixed(2)} (sd ${spread.toFixed(2)}) | ${paper.toFixed(2)} |`,
  );
  // three digits, as the paper has them: .015 to two would be .01, because its nearest binary number lies below
  const fired = veto.table.map(
    ({ kind, severity, n, ours, paper }) =>
      `| ${kind} | ${severity} | ${String(n)} | ${Number.isFinite(ours) ? ours.toFixed(3) : '-'} | ${paper.toFixed(3)} |`,
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
