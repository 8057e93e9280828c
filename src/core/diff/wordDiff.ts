/** A stretch of words that both texts have, or only one of them; a space goes between two stretches. */
export interface DiffPart {
  readonly kind: 'same' | 'removed' | 'added';
  readonly text: string;
}

/** Fewer words that stay, between words that change, are told as changed too: crumbs are hard to read. */
const leastKept = 3;

/** Longer texts are not compared word by word: the table would have this many rows squared. */
const mostWords = 400;

/**
 * The words that lead from one text to another: a longest common subsequence, removed words before added ones. Putting
 * together all parts but the added ones gives `from` again, all but the removed ones `to`, as far as spaces are single.
 */
export function wordDiff(from: string, to: string): DiffPart[] {
  const [a, b] = [wordsOf(from), wordsOf(to)];
  if (a.length > mostWords || b.length > mostWords) return joined([...tagged(a, 'removed'), ...tagged(b, 'added')]);
  const parts: DiffPart[] = [];
  const lengths = commonLengths(a, b);
  let [i, j] = [0, 0];
  while (i < a.length && j < b.length) {
    const [left, right] = [a[i] ?? '', b[j] ?? ''];
    if (left === right) {
      parts.push({ kind: 'same', text: left });
      i++;
      j++;
    } else if ((lengths[i + 1]?.[j] ?? 0) >= (lengths[i]?.[j + 1] ?? 0)) {
      parts.push({ kind: 'removed', text: left });
      i++;
    } else {
      parts.push({ kind: 'added', text: right });
      j++;
    }
  }
  return joined([...parts, ...tagged(a.slice(i), 'removed'), ...tagged(b.slice(j), 'added')]);
}

const wordsOf = (text: string): string[] => text.split(/\s+/u).filter((word) => word !== '');

const tagged = (words: readonly string[], kind: DiffPart['kind']): DiffPart[] => words.map((text) => ({ kind, text }));

/** table[i][j]: length of the longest common subsequence of what follows word i and word j. */
function commonLengths(a: readonly string[], b: readonly string[]): number[][] {
  const table = Array.from({ length: a.length + 1 }, () => new Array<number>(b.length + 1).fill(0));
  for (let i = a.length - 1; i >= 0; i--) {
    const [row, below] = [table[i] ?? [], table[i + 1] ?? []];
    for (let j = b.length - 1; j >= 0; j--) {
      row[j] = a[i] === b[j] ? (below[j + 1] ?? 0) + 1 : Math.max(below[j] ?? 0, row[j + 1] ?? 0);
    }
  }
  return table;
}

/** Neighbours of one kind become one part; between two places that are the same, removed words come first. */
function joined(parts: readonly DiffPart[]): DiffPart[] {
  const result: DiffPart[] = [];
  let change = { removed: [] as string[], added: [] as string[] };
  let same: string[] = [];
  const isChanging = (): boolean => change.removed.length + change.added.length > 0;
  const flushChange = (): void => {
    for (const kind of ['removed', 'added'] as const) {
      if (change[kind].length > 0) result.push({ kind, text: change[kind].join(' ') });
    }
    change = { removed: [], added: [] };
  };
  const flushSame = (): void => {
    if (same.length > 0) result.push({ kind: 'same', text: same.join(' ') });
    same = [];
  };
  for (const { kind, text } of parts) {
    if (kind === 'same') {
      same.push(text);
      continue;
    }
    if (isChanging() && same.length < leastKept) {
      change.removed.push(...same);
      change.added.push(...same);
      same = [];
    } else if (same.length > 0) {
      flushChange();
      flushSame();
    }
    change[kind].push(text);
  }
  flushChange();
  flushSame();
  return result;
}
