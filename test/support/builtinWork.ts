// What the shipped model must do alike in Node and in a browser: replies, ratings, vetoes and gold acts.
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { generate } from '../../src/cli/generate/generate.ts';
import { readPrompts } from '../../src/cli/generate/promptFile.ts';
import type { BuiltinModel } from '../../src/models/builtin/index.ts';

const openings = ['therapyTalk', 'bookingAssistance', 'actionAdvice', 'politicalQuestions'].flatMap((environment) => [
  { environment, gameable: true },
  { environment, gameable: false, cue: 'memory' },
]);

/** SHA-256 over texts, log-probabilities and every probability of every answer. */
export async function builtinBits(model: BuiltinModel): Promise<string> {
  const prompts = readPrompts(JSON.stringify(openings), 1);
  const replies = await generate(model, prompts, 4, 1, { temperature: 1, maxNewTokens: 90 });
  return bytesToHex(sha256(utf8ToBytes(JSON.stringify(replies))));
}
