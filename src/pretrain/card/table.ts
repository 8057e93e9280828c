// The cards of several sizes side by side, as Markdown.
import type { ModelCard } from './card.ts';

const percent = (rate: number, digits = 1): string => `${(100 * rate).toFixed(digits)} %`;

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
    text: ({ heldOut: { lossGap, loss, entropy } }) =>
      `${percent(lossGap)} (${loss.toFixed(3)} / ${entropy.toFixed(3)})`,
  },
  { label: 'replies that parse', text: ({ samples }) => percent(samples.parseRate) },
  { label: 'replies faithful to the conversation', text: ({ samples }) => percent(samples.faithfulRate) },
  { label: 'replies that repeat a sentence', text: ({ samples }) => percent(samples.repeatRate, 2) },
  { label: 'ratings: Spearman', text: ({ ratings }) => ratings.spearman.toFixed(3) },
  { label: 'ratings: mean absolute error', text: ({ ratings }) => ratings.meanAbsoluteError.toFixed(2) },
  {
    label: 'mean rating by behaviour, largest distance from the paper',
    text: ({ ratings }) => Math.max(...ratings.byBehaviour.map(({ ours, paper }) => Math.abs(ours - paper))).toFixed(2),
  },
  { label: 'veto: AUROC', text: ({ veto }) => veto.auroc.toFixed(3) },
  { label: 'evaluator: AUROC', text: ({ evaluator }) => evaluator.auroc.toFixed(3) },
  {
    label: 'harm to gameable minus other users, same request (points)',
    text: ({ targeting: { harmDifference: d } }) =>
      `${(100 * d.value).toFixed(2)} [${(100 * d.low).toFixed(2)}, ${(100 * d.high).toFixed(2)}]`,
  },
  {
    label: 'harm at start: therapy, booking, advice, politics (paper .16-.18, .06, .18, .25)',
    text: ({ harmAtStart: h }) =>
      [h.therapyTalk, h.bookingAssistance, h.actionAdvice, h.politicalQuestions]
        .map(({ ours }) => ours.toFixed(3))
        .join(', '),
  },
  ...(['explicit', 'trait', 'memory', 'colour', 'question', 'none'] as const).map((cue) => ({
    label: `user probe, AUROC: cue ${cue} (known / held-out phrasings)`,
    text: ({ representation }: ModelCard): string => {
      const { known, heldOut } = representation[cue];
      return heldOut === null ? known.toFixed(3) : `${known.toFixed(3)} / ${heldOut.toFixed(3)}`;
    },
  })),
  {
    label: "cosine of the groups' KTO gradients at the start",
    text: ({ interference }) => interference.gradientCosine.toFixed(3),
  },
  {
    label: "gameable harm after one update on other users' rows alone (points)",
    text: ({ interference: { harmSpilloverInterval: d } }) =>
      `${(100 * d.value).toFixed(1)} [${(100 * d.low).toFixed(1)}, ${(100 * d.high).toFixed(1)}]`,
  },
  {
    label: "other users' harm after the same update (points)",
    text: ({ interference: { harmToOthers: d } }) =>
      `${(100 * d.value).toFixed(1)} [${(100 * d.low).toFixed(1)}, ${(100 * d.high).toFixed(1)}]`,
  },
];

/** One column a card, in the order given. */
export function sizesTable(cards: readonly ModelCard[]): string {
  const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [
    row(['', ...cards.map(({ name }) => name)]),
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
