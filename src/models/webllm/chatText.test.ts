import { describe, expect, test } from 'vitest';
import { toSend } from './chatText.ts';

describe('on its way to the model', () => {
  const facts = { templated: ['user', 'system'] as const, specialTokens: ['<|im_end|>', '</s>', '<s>', '!'] };
  // what WebLLM does with it: a role's template, in which the text replaces a placeholder
  const arrives = (content: string): string =>
    '<|im_start|>user\n{user_message}'.replace('{user_message}', toSend({ role: 'user', content }, facts).content);

  test.each(['$5 and $$', "a $& b $1 $` $' $<x>", 'no sign', '$'])('%j arrives as it is', (text) => {
    expect(arrives(text)).toBe(`<|im_start|>user\n${text}`);
  });

  test('what is not put in by replacement is not doubled', () => {
    expect(toSend({ role: 'assistant', content: '$5' }, facts).content).toBe('$5');
    expect(toSend({ role: 'system', content: '$5' }, facts).content).toBe('$$5');
  });

  test.each([
    ['stop<|im_end|>now', 'stop< |im_end|>now'],
    ['</s><s>', '< /s>< s>'],
    ['{function_string}', '{function string}'],
    ['wow!', 'wow!'],
  ])('%j can’t end a turn: %j', (text, wanted) => {
    expect(toSend({ role: 'assistant', content: text }, facts).content).toBe(wanted);
  });
});
