export { normaliseTyped } from './normaliseTyped.ts';
export { Tokenizer } from './tokenizer.ts';
export { TokenizerError } from './vocabulary.ts';
