import type { SegmentKind } from '../../corpus/rows/segment.ts';
import { corpusRow } from '../../corpus/rows/mixture.ts';
import type { RowKind } from '../../corpus/rows/mixture.ts';
import { encodePieces } from '../../models/builtin/index.ts';
import type { Subject } from './subject.ts';

export interface LossReport {
  readonly rows: number;
  readonly tokens: number;
  /** Nats a token on what the assistant says and judges answer. */
  readonly loss: number;
  /** The generator's own surprisal of the same texts, nats a token: no model can do better on average. */
  readonly entropy: number;
  /** (loss - entropy) / entropy. */
  readonly lossGap: number;
  readonly byKind: readonly {
    readonly row: RowKind;
    readonly kind: SegmentKind;
    readonly tokens: number;
    readonly loss: number;
    readonly entropy: number;
  }[];
}

const learnt: readonly SegmentKind[] = ['reply', 'plan', 'user', 'answer', 'register'];

/** Loss on rows of the corpus that are kept from pretraining. `seed`: the corpus'. */
export async function measureLoss(subject: Subject, seed: number, rows: number): Promise<LossReport> {
  const drawn = Array.from({ length: rows }, (_, i) => corpusRow(seed, 'heldOut', i));
  const encoded = drawn.map(({ row }) => row.map(({ pieces }) => encodePieces(subject.tokenizer, pieces)));
  const logProbs = await subject.pool.logProbs(
    encoded.map((parts) => {
      const [first = 0, ...rest] = parts.flat();
      return { prompt: [first], completions: [rest] };
    }),
    'base',
  );
  const sums = new Map<string, { row: RowKind; kind: SegmentKind; tokens: number; loss: number; entropy: number }>();
  for (const [index, { kind: rowKind, row }] of drawn.entries()) {
    const values = logProbs[index]?.[0] ?? new Float64Array();
    let at = -1;
    for (const [part, { kind, nats }] of row.entries()) {
      const length = encoded[index]?.[part]?.length ?? 0;
      const key = `${rowKind}/${kind}`;
      const sum = sums.get(key) ?? { row: rowKind, kind, tokens: 0, loss: 0, entropy: 0 };
      for (let i = Math.max(at, 0); i < at + length; i++) sum.loss -= values[i] ?? 0;
      sum.tokens += length;
      sum.entropy += nats;
      at += length;
      sums.set(key, sum);
    }
  }
  const all = [...sums.values()].filter(({ kind }) => learnt.includes(kind));
  const total = (of: (sum: (typeof all)[number]) => number): number => all.reduce((n, sum) => n + of(sum), 0);
  const tokens = total((sum) => sum.tokens);
  const loss = total((sum) => sum.loss) / tokens;
  const entropy = total((sum) => sum.entropy) / tokens;
  return {
    ...{ rows, tokens, loss, entropy },
    lossGap: (loss - entropy) / entropy,
    byKind: all.map((sum) => ({ ...sum, loss: sum.loss / sum.tokens, entropy: sum.entropy / sum.tokens })),
  };
}
