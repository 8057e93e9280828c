// A handout as a file: the reader that the site was built with, and what it reads, in one page that needs nothing else.
import type { Handout } from './types.ts';

/** Where the built reader (scripts/handout.mjs) has its place for them. */
const dataPlace = '<script type="application/json" id="handout">null</script>';
const titlePlace = '<title>Swayground</title>';
const languagePlace = '<html lang="en">';

/** JSON that no HTML parser finds anything in: neither an end of the element nor a comment. */
const inert = (content: unknown): string => JSON.stringify(content).replaceAll('<', '\\u003c');

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

/** `language`: in which it is read, unless its address names another. Throws RangeError for a page that is no reader. */
export function handoutFile(reader: string, handout: Handout, language: string): string {
  for (const place of [dataPlace, titlePlace, languagePlace]) {
    if (reader.split(place).length !== 2) throw new RangeError('the site has no reader for handouts');
  }
  const named = escaped(language).replaceAll('"', '&quot;');
  return reader
    .replace(languagePlace, () => `<html lang="${named}" data-language="${named}">`)
    .replace(titlePlace, () => `<title>${escaped(handout.name)}, Swayground</title>`)
    .replace(dataPlace, () => dataPlace.replace('null', () => inert(handout)));
}
