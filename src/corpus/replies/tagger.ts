// The gold tagger: recovers from a text which sentences of a grammar it consists of. For evaluation only; nothing that a
// model learns from comes from here. What it can't parse it says it can't parse.
import { allTexts } from '../../core/text/index.ts';
import type { Slots } from '../../core/text/index.ts';
import { leadForms } from './draw.ts';
import { countWords } from './grammar.ts';
import type { ReplyFeatures, ReplyGrammar, Sentence } from './grammar.ts';

/** What may stand in the slots, and who may be addressed. */
export interface Lexicon {
  readonly slots: Readonly<Record<string, readonly string[]>>;
  readonly clauses: readonly string[];
  readonly names: readonly string[];
}

export type Tagged =
  | { readonly parsed: true; readonly features: ReplyFeatures }
  | { readonly parsed: false; readonly unknown: readonly string[] };

export interface Tagger {
  readonly tag: (text: string) => Tagged;
  /** All sentences that a text could be: more than one means that the grammar is ambiguous. */
  readonly readings: (sentence: string) => readonly Sentence[];
}

/** The lexicon of a single conversation: what a reply says of the user must then be right, too. */
export function ownLexicon(slots: Slots, clauses: readonly string[]): Lexicon {
  const lists = Object.fromEntries(Object.entries(slots).map(([name, value]) => [name, [value]]));
  return { slots: lists, clauses, names: [slots['name'] ?? ''] };
}

/** Sentences that a tagger remembers: models in training say new ones without end. */
const mostKnown = 20_000;

export function createTagger(grammar: Pick<ReplyGrammar, 'sentences'>, lexicon: Lexicon): Tagger {
  const values = new Map<string, ReadonlySet<string>>();
  const slotValues = (name: string): ReadonlySet<string> => {
    let set = values.get(name);
    if (!set) {
      const list = name === 'clause' ? lexicon.clauses : (lexicon.slots[name] ?? []);
      values.set(name, (set = new Set(list.map((value) => value.toLowerCase()))));
    }
    return set;
  };
  const matchers = compile(grammar);
  const known = new Map<string, readonly Sentence[]>();
  const readings = (sentence: string): readonly Sentence[] => {
    let found = known.get(sentence);
    if (!found) {
      found = matchers(sentence.toLowerCase(), slotValues);
      if (known.size >= mostKnown) known.clear();
      known.set(sentence, found);
    }
    return found;
  };
  const leads = leadsOf(lexicon);
  const names = new Set(lexicon.names);
  const tag = (text: string): Tagged => {
    const comma = text.indexOf(', ');
    const named = comma > 0 && names.has(text.slice(0, comma));
    const unknown: string[] = [];
    const sentences: Sentence[] = [];
    let led = false;
    for (const sentence of splitSentences(named ? text.slice(comma + 2) : text)) {
      const bare = withoutLead(sentence, leads);
      const isLed = bare !== sentence;
      const [first] = readings(bare);
      if (first) sentences.push(first);
      else unknown.push(sentence);
      led ||= isLed;
    }
    if (unknown.length > 0 || sentences.length === 0) return { parsed: false, unknown };
    return { parsed: true, features: { sentences, words: countWords(text), named, led } };
  };
  return { tag, readings };
}

/** What a sentence may begin with of what the notes say, in lower case. */
export const leadsOf = ({ clauses }: Pick<Lexicon, 'clauses'>): ReadonlySet<string> =>
  new Set(clauses.flatMap((clause) => leadForms.map(({ value }) => value(clause).toLowerCase())));

/** The sentence behind its lead and the comma, or the whole sentence. */
export function withoutLead(sentence: string, leads: ReadonlySet<string>): string {
  const end = sentence.indexOf(', ');
  return end > 0 && leads.has(sentence.slice(0, end).toLowerCase()) ? sentence.slice(end + 2) : sentence;
}

/** Cuts a text behind each full stop, question or exclamation mark. */
export function splitSentences(text: string): string[] {
  return (
    text
      .match(/[^.?!]*[.?!]+|[^.?!]+$/gu)
      ?.map((sentence) => sentence.trim())
      .filter((sentence) => sentence !== '') ?? []
  );
}

type Matcher = (sentence: string, values: (slot: string) => ReadonlySet<string>) => Sentence[];
interface Form extends Sentence {
  readonly whole: RegExp;
  readonly slots: readonly string[];
}

const compiled = new WeakMap<ReplyGrammar['sentences'], Matcher>();

/** One regular expression per text of each pattern: fixed words literal, slots captured; looked up by their last word. */
function compile({ sentences }: Pick<ReplyGrammar, 'sentences'>): Matcher {
  const known = compiled.get(sentences);
  if (known) return known;
  const forms = new Map<string, Form[]>();
  for (const [act, phrasings] of Object.entries(sentences)) {
    for (const [register, sources] of Object.entries(phrasings)) {
      for (const source of sources) {
        for (const text of allTexts(source)) addForm(forms, text, { act, register, source } as Sentence);
      }
    }
  }
  const matcher: Matcher = (sentence, values) => {
    const found: Form[] = [];
    for (const form of [...(forms.get(lastWord(sentence)) ?? []), ...(forms.get('{') ?? [])]) {
      const match = form.whole.exec(sentence);
      if (match && form.slots.every((slot, i) => values(slot).has(match[i + 1] ?? ''))) found.push(form);
    }
    // a pattern whose alternatives are slots fits twice where the lexicon has the same words in both
    const isFirst = ({ act, register, source }: Form, index: number): boolean =>
      found.findIndex((other) => other.act === act && other.register === register && other.source === source) === index;
    return found.filter(isFirst).map(({ act, register, source }) => ({ act, register, source }));
  };
  compiled.set(sentences, matcher);
  return matcher;
}

function addForm(forms: Map<string, Form[]>, text: string, sentence: Sentence): void {
  const slots = [...text.matchAll(/\{(\w+)\}/gu)].map((match) => match[1] ?? '');
  const literal = text.toLowerCase().replace(/[.?!]$/u, (mark) => `\\${mark}`);
  const whole = new RegExp(`^${literal.replace(/\{\w+\}/gu, '(.+?)')}$`, 'u');
  const key = /\}[.?!]$/u.test(text) ? '{' : lastWord(text.toLowerCase());
  forms.set(key, [...(forms.get(key) ?? []), { ...sentence, whole, slots }]);
}

function lastWord(sentence: string): string {
  return sentence.slice(sentence.lastIndexOf(' ') + 1);
}
