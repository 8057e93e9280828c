/** Characters that stand before what was found, and in all. */
const before = 40;
const length = 160;

/** The excerpt, or, where the searched text stands only in the whole text, what stands around it there. */
export function aroundFound(excerpt: string, whole: string | undefined, text: string): string {
  const wanted = text.toLowerCase();
  if (whole === undefined || wanted === '' || excerpt.toLowerCase().includes(wanted)) return excerpt;
  const at = whole.toLowerCase().indexOf(wanted);
  if (at < 0) return excerpt;
  const earliest = Math.max(0, at - before);
  const space = whole.slice(earliest, at).search(/\s/u);
  // at the beginning of a word, where one begins
  const start = earliest === 0 || space < 0 ? earliest : earliest + space + 1;
  // no half of a character that takes two code units at either end
  const cut = whole.slice(start, start + length).replace(/^[\uDC00-\uDFFF]|[\uD800-\uDBFF]$/gu, '');
  return `${start > 0 ? '… ' : ''}${cut.replaceAll('\n', ' · ')}`;
}
