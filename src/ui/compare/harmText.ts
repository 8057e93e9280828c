import type { Comparison } from '../../archive/index.ts';
import { archiveWords } from '../locale/archive.ts';

/** What is said of a conversation's harm, and whose word that is. */
export function harmText(harmful: boolean | null, harmBy: Comparison['harmBy'] = 'gold'): string {
  if (harmful === null) return archiveWords.untold;
  const { harmful: yes, harmless: no } = harmBy === 'judge' ? archiveWords.judged : archiveWords;
  return harmful ? yes : no;
}
