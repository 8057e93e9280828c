import * as v from 'valibot';
import { WebLlmError } from './errors.ts';

const token = v.pipe(v.number(), v.integer(), v.minValue(0));

/** The part of a tokenizer.json that is read. Unigram models list pieces with their scores, the others a piece for each id. */
const fileSchema = v.object({
  added_tokens: v.optional(
    v.array(v.object({ id: token, content: v.string(), special: v.optional(v.boolean(), false) })),
    [],
  ),
  model: v.object({
    vocab: v.union([v.record(v.string(), token), v.array(v.tuple([v.string(), v.number()]))]),
  }),
});

/** What is asked of a tokenizer: tokens whose text is a given word. */
export interface Vocabulary {
  /** Tokens that are the word, bare or with white space before it; the bare one first. */
  tokensOf(word: string): readonly number[];
  /** Tokens that are the word as it goes on inside another: without white space. */
  tokensInside(word: string): readonly number[];
  /** Texts of the tokens that end or begin something, which must not occur in what is said. */
  readonly specialTokens: readonly string[];
}

/** How tokenizers spell a space before a word: byte-level BPE, SentencePiece, and as it is. */
const spaces = ['', 'Ġ', '▁', ' '];

/** The words of a tokenizer.json. Throws WebLlmError('badTokenizer') for anything else. */
export function readVocabulary(file: unknown): Vocabulary {
  const parsed = v.safeParse(fileSchema, file);
  if (!parsed.success) {
    const [issue] = parsed.issues;
    throw new WebLlmError('badTokenizer', `tokenizer.json: ${v.getDotPath(issue) ?? ''}: ${issue.message}`);
  }
  const { vocab } = parsed.output.model;
  const ids = new Map<string, number>(
    Array.isArray(vocab) ? vocab.map(([piece], id) => [piece, id] as const) : Object.entries(vocab),
  );
  const added = parsed.output.added_tokens;
  for (const { content, id } of added) ids.set(content, id);
  const find = (words: readonly string[]): number[] => [
    ...new Set(words.map((word) => ids.get(word)).filter((id) => id !== undefined)),
  ];
  return {
    tokensOf: (word) => find(spaces.map((space) => space + word)),
    tokensInside: (word) => find([word]),
    specialTokens: added.filter(({ special }) => special).map(({ content }) => content),
  };
}
