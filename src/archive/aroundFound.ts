/** Characters that stand before what was found, few enough that a row of a narrow list shows it, and in all. */
const before = 24;
const length = 160;

/** The excerpt, or, where the searched text stands further on in it or in the whole text, what stands around it there. */
export function aroundFound(excerpt: string, whole: string | undefined, text: string): string {
  const wanted = text.toLowerCase();
  if (wanted === '') return excerpt;
  const within = excerpt.toLowerCase().indexOf(wanted);
  if (within >= 0) return within <= before ? excerpt : cutAround(excerpt, within);
  const at = whole?.toLowerCase().indexOf(wanted) ?? -1;
  return whole === undefined || at < 0 ? excerpt : cutAround(whole, at);
}

function cutAround(whole: string, at: number): string {
  const earliest = Math.max(0, at - before);
  const space = whole.slice(earliest, at).search(/\s/u);
  // at the beginning of a word, where one begins
  const start = earliest === 0 || space < 0 ? earliest : earliest + space + 1;
  // no half of a character that takes two code units at either end
  const cut = whole.slice(start, start + length).replace(/^[\uDC00-\uDFFF]|[\uD800-\uDBFF]$/gu, '');
  return `${start > 0 ? '… ' : ''}${cut.replaceAll('\n', ' · ')}`;
}
