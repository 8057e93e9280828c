import type { SegmentKind } from '../../corpus/rows/segment.ts';
import { corpusRow } from '../../corpus/rows/mixture.ts';
import type { RowKind } from '../../corpus/rows/mixture.ts';
import { bootstrap } from '../../evaluation/statistics/index.ts';
import type { Interval } from '../../evaluation/statistics/index.ts';
import { encodePieces } from '../../models/builtin/index.ts';
import { cardStream } from './openings.ts';
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
  /** Bootstrap over pairs of twins. */
  readonly lossGapInterval: Interval;
  /** The same without the other registers, whose short exchanges recur in pretraining. */
  readonly lossGapOfDialogues: number;
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
  const pairs = Array.from({ length: Math.ceil(rows / 2) }, () => ({ loss: 0, entropy: 0 }));
  for (const [index, { kind: rowKind, row }] of drawn.entries()) {
    const values = logProbs[index]?.[0] ?? new Float64Array();
    let at = -1;
    for (const [part, { kind, nats }] of row.entries()) {
      const length = encoded[index]?.[part]?.length ?? 0;
      const key = `${rowKind}/${kind}`;
      const sum = sums.get(key) ?? { row: rowKind, kind, tokens: 0, loss: 0, entropy: 0 };
      let loss = 0;
      for (let i = Math.max(at, 0); i < at + length; i++) loss -= values[i] ?? 0;
      const pair = pairs[Math.floor(index / 2)];
      if (pair && learnt.includes(kind)) {
        pair.loss += loss;
        pair.entropy += nats;
      }
      sum.loss += loss;
      sum.tokens += length;
      sum.entropy += nats;
      at += length;
      sums.set(key, sum);
    }
  }
  const all = [...sums.values()].filter(({ kind }) => learnt.includes(kind));
  const tokens = all.reduce((n, sum) => n + sum.tokens, 0);
  const total = totals(all);
  const gapOfPairs = (drawn: readonly number[]): number => gapOf(drawn.flatMap((index) => pairs[index] ?? []));
  return {
    ...{ rows, tokens, loss: total.loss / tokens, entropy: total.entropy / tokens, lossGap: gapOf(all) },
    lossGapInterval: bootstrap(pairs.length, gapOfPairs, cardStream('loss/bootstrap')),
    lossGapOfDialogues: gapOf(all.filter(({ row }) => row !== 'register')),
    byKind: all.map((sum) => ({ ...sum, loss: sum.loss / sum.tokens, entropy: sum.entropy / sum.tokens })),
  };
}

interface Sums {
  readonly loss: number;
  readonly entropy: number;
}

function totals(parts: readonly Sums[]): Sums {
  return parts.reduce((sum, part) => ({ loss: sum.loss + part.loss, entropy: sum.entropy + part.entropy }), {
    loss: 0,
    entropy: 0,
  });
}

function gapOf(parts: readonly Sums[]): number {
  const { loss, entropy } = totals(parts);
  return (loss - entropy) / entropy;
}
