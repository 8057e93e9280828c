// What a person types, brought nearer to the text convention, so that most of it costs one token a word.

/**
 * Trims, collapses white space (control characters count as such), straightens quotes and dots, writes "I" and the
 * beginnings of sentences with a capital and words in full capitals without, and ends the text with a full stop where
 * it has no ending mark; commas and colons at the end give way to it. The result has at most `maxCharacters` UTF-16
 * units, cut after a word where a word ends in time. A text with nothing but white space and commas gives ''. Applying it
 * twice changes nothing more. Throws RangeError for a `maxCharacters` that is not a whole number from 2 up.
 */
export function normaliseTyped(text: string, maxCharacters = 400): string {
  if (!Number.isInteger(maxCharacters) || maxCharacters < 2) {
    throw new RangeError(`maxCharacters: ${maxCharacters} is not a whole number from 2 up`);
  }
  const plain = text
    .toWellFormed()
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .replace(/[\u2018-\u201B]/gu, "'")
    .replace(/[\u201C-\u201F]/gu, '"')
    .replace(/\u2026/gu, '...')
    .trim();
  return withCase(finished(plain, maxCharacters));
}

function finished(text: string, maxCharacters: number): string {
  if (text.length <= maxCharacters && endsSentence(text)) return text;
  const body = withoutLast(cutAtWord(text, maxCharacters - 1), ' ,;:');
  return body === '' || endsSentence(body) ? body : `${body}.`;
}

function cutAtWord(text: string, length: number): string {
  if (text.length <= length) return text;
  const space = text.lastIndexOf(' ', length);
  return text.slice(0, space > 0 ? space : length).replace(/[\uD800-\uDBFF]$/u, '');
}

function endsSentence(text: string): boolean {
  return /[.?!]$/u.test(withoutLast(text, '"\')'));
}

/** Without the characters at the end that are among `chars`. A loop: a pattern would take quadratic time. */
function withoutLast(text: string, chars: string): string {
  let end = text.length;
  while (end > 0 && chars.includes(text.charAt(end - 1))) end -= 1;
  return text.slice(0, end);
}

function withCase(text: string): string {
  let end = 0;
  return text.replace(/[\p{L}\p{M}\p{N}]+(?:'[\p{L}\p{M}\p{N}]+)*/gu, (word: string, at: number) => {
    const between = text.slice(end, at);
    const mark = between.search(/[.?!]/u);
    const begins = end === 0 || (mark >= 0 && between.includes(' ', mark));
    end = at + word.length;
    return wordWithCase(word, begins);
  });
}

function wordWithCase(word: string, begins: boolean): string {
  const raised = begins || /^[Ii](?:'|$)/u.test(word);
  const written = raised ? withCapital(word) : word;
  const quiet = isShouted(written) ? ofSameLength(written.toLowerCase(), written) : written;
  return raised ? withCapital(quiet) : quiet;
}

function isShouted(word: string): boolean {
  return word === word.toUpperCase() && (word.match(/\p{L}/gu)?.length ?? 0) > 1;
}

function withCapital(word: string): string {
  const first = String.fromCodePoint(word.codePointAt(0) ?? 0);
  return ofSameLength(first.toUpperCase(), first) + word.slice(first.length);
}

/** A few letters have capitals of several characters; they stay as they are, so that the cut text keeps its length. */
function ofSameLength(changed: string, original: string): string {
  return changed.length === original.length ? changed : original;
}
