import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What a model's folder holds for whoever opens the model: the bytes of weights.bin and what tokenizer.json says. */
export async function readModelFolder(
  folder: string,
): Promise<{ weights: Uint8Array<ArrayBuffer>; tokenizer: unknown }> {
  const weights = new Uint8Array(await readFile(join(folder, 'weights.bin')));
  const tokenizer: unknown = JSON.parse(await readFile(join(folder, 'tokenizer.json'), 'utf8'));
  return { weights, tokenizer };
}
