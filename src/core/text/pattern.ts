// Sentences with alternatives, written as people read them: "[It sounds|It seems] hard, {name}."
//
// `[a|b|c]`: one of the alternatives, each as likely as the others; they may be empty, hold slots, or nest.
// `{slot}`: the text that the caller has for this slot. Alternatives of one pattern must give different texts, so that
// a text tells how it was drawn; tests check it (`allTexts`, `countTexts`).
import { log } from '../math/index.ts';
import type { RandomStream } from '../rng/index.ts';

export type Slots = Readonly<Record<string, string>>;

type Node =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'slot'; readonly name: string }
  | { readonly kind: 'choice'; readonly options: readonly (readonly Node[])[] };

export interface Pattern {
  readonly source: string;
  readonly nodes: readonly Node[];
}

/** A text with its surprisal: -log of the probability with which it was drawn, nats. */
export interface Drawn {
  readonly text: string;
  readonly nats: number;
}

/** A pattern that can't be read or filled, with the pattern's source. */
export class PatternError extends Error {
  override readonly name = 'PatternError';
  readonly source: string;
  constructor(source: string, message: string) {
    super(`${message} in "${source}"`);
    this.source = source;
  }
}

const read = new Map<string, Pattern>();

/** Reads a pattern once and keeps it. Throws {@link PatternError}. */
function pattern(source: string): Pattern {
  const known = read.get(source);
  if (known) return known;
  const { nodes, end } = readNodes(source, 0, false);
  if (end !== source.length) throw new PatternError(source, `unexpected "${source[end] ?? ''}" at ${String(end)}`);
  const result = { source, nodes };
  read.set(source, result);
  return result;
}

function readNodes(source: string, start: number, inside: boolean): { nodes: Node[]; end: number } {
  const nodes: Node[] = [];
  let at = start;
  while (at < source.length) {
    const char = source[at];
    if (char === '[') {
      const options: Node[][] = [];
      do {
        const option = readNodes(source, at + 1, true);
        options.push(option.nodes);
        at = option.end;
      } while (source[at] === '|');
      if (source[at] !== ']') throw new PatternError(source, 'a "[" without its "]"');
      nodes.push({ kind: 'choice', options });
      at += 1;
    } else if (char === '{') {
      const end = source.indexOf('}', at);
      if (end < 0) throw new PatternError(source, 'a "{" without its "}"');
      nodes.push({ kind: 'slot', name: source.slice(at + 1, end) });
      at = end + 1;
    } else if (char === ']' || char === '}' || char === '|') {
      if (inside && char !== '}') break;
      throw new PatternError(source, `a "${char}" without its beginning`);
    } else {
      let end = at;
      while (end < source.length && !'[]{}|'.includes(source[end] ?? '')) end += 1;
      nodes.push({ kind: 'text', text: source.slice(at, end) });
      at = end;
    }
  }
  return { nodes, end: at };
}

/** Draws one text of a pattern. Throws {@link PatternError} for a slot that `slots` does not have. */
export function drawPattern(source: string, slots: Slots, stream: RandomStream): Drawn {
  const parts: string[] = [];
  let nats = 0;
  const walk = (nodes: readonly Node[]): void => {
    for (const node of nodes) {
      if (node.kind === 'text') parts.push(node.text);
      else if (node.kind === 'slot') parts.push(filled(source, slots, node.name));
      else {
        nats += log(node.options.length);
        walk(stream.pick(node.options));
      }
    }
  };
  walk(pattern(source).nodes);
  return { text: tidy(parts.join('')), nats };
}

/** One of several patterns, each as likely as the others, and one of its texts. */
export function drawOneOf(sources: readonly string[], slots: Slots, stream: RandomStream): Drawn & { source: string } {
  const source = stream.pick(sources);
  const { text, nats } = drawPattern(source, slots, stream);
  return { text, nats: nats + log(sources.length), source };
}

function filled(source: string, slots: Slots, name: string): string {
  const text = slots[name];
  if (text === undefined) throw new PatternError(source, `nothing is known for {${name}}`);
  return text;
}

/** All texts of a pattern whose slots are filled. Throws {@link PatternError} for a slot that `slots` does not have. */
export const filledTexts = (source: string, slots: Slots): string[] =>
  allTexts(source).map((text) => tidy(text.replace(/\{([^}]*)\}/gu, (_, name: string) => filled(source, slots, name))));

/** Single spaces, none before closing marks, a capital at the beginning of each sentence. */
export function tidy(text: string): string {
  return text
    .replace(/ +/gu, ' ')
    .replace(/ ([.,?!;:])/gu, '$1')
    .trim()
    .replace(/(^|[.?!] )([a-z])/gu, (_, before: string, letter: string) => before + letter.toUpperCase());
}

/** Calls `visit` for each stretch of fixed text of a pattern, in any of its alternatives. */
export function eachLiteral(source: string, visit: (text: string) => void): void {
  const walk = (nodes: readonly Node[]): void => {
    for (const node of nodes) {
      if (node.kind === 'text') visit(node.text);
      else if (node.kind === 'choice') for (const option of node.options) walk(option);
    }
  };
  walk(pattern(source).nodes);
}

/** Names of a pattern's slots, without repeats. */
export function slotNames(source: string): readonly string[] {
  const names = new Set<string>();
  const walk = (nodes: readonly Node[]): void => {
    for (const node of nodes) {
      if (node.kind === 'slot') names.add(node.name);
      else if (node.kind === 'choice') for (const option of node.options) walk(option);
    }
  };
  walk(pattern(source).nodes);
  return [...names];
}

/** Number of different texts when every slot has one value. */
export function countTexts(source: string): number {
  const count = (nodes: readonly Node[]): number =>
    nodes.reduce(
      (product, node) =>
        node.kind === 'choice' ? product * node.options.reduce((sum, option) => sum + count(option), 0) : product,
      1,
    );
  return count(pattern(source).nodes);
}

/** Every text of a pattern with slots shown as they are written. For patterns of at most a few thousand texts. */
export function allTexts(source: string): string[] {
  const expand = (nodes: readonly Node[]): string[] =>
    nodes.reduce<string[]>(
      (heads, node) => {
        const tails =
          node.kind === 'text'
            ? [node.text]
            : node.kind === 'slot'
              ? [`{${node.name}}`]
              : node.options.flatMap((option) => expand(option));
        return heads.flatMap((head) => tails.map((tail) => head + tail));
      },
      [''],
    );
  return expand(pattern(source).nodes).map(tidy);
}
