// What WebLLM's chat templates and tokenizers do to a text on its way to the model, and how it arrives unharmed all the same.
import type { ChatMessage } from '../chat/chatModel.ts';

/** What is known of a model's template and tokenizer. */
export interface ChatFacts {
  /** Roles whose text is put in by String.replace, which takes "$" for a pattern. */
  readonly templated: readonly ChatMessage['role'][];
  /** Texts that the tokenizer takes for marks of its own, such as <|im_end|>. */
  readonly specialTokens: readonly string[];
}

/**
 * A message as it must be sent, so that what the model reads is the text. "$" is doubled where it would be taken for a pattern of
 * replacement ("$&", "$1"). The tokenizer's marks are broken by a space, so that no text can end a turn or begin one.
 * WebLLM blanks out "{function_string}", so it is broken too.
 */
export function toSend({ role, content }: ChatMessage, { templated, specialTokens }: ChatFacts): ChatMessage {
  let text = content.replaceAll('{function_string}', '{function string}');
  // a longer mark may hold a shorter one
  for (const token of [...specialTokens].sort((a, b) => b.length - a.length)) {
    if (token.length > 1) text = text.replaceAll(token, () => `${token.slice(0, 1)} ${token.slice(1)}`);
  }
  return { role, content: templated.includes(role) ? text.replaceAll('$', '$$$$') : text };
}
