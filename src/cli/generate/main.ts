// npm run generate: bundled and started by scripts/generate.mjs in the repository root.
import { openBuiltinModel } from '../../models/builtin/index.ts';
import { runMain } from '../program.ts';
import { readModel, readText, UsageError } from '../usage.ts';
import { generate } from './generate.ts';
import { readOptions, usage } from './options.ts';
import { PromptFileError, readPrompts } from './promptFile.ts';
import { promptText } from './promptText.ts';

/** Replies of one call: all are held at once. */
const mostReplies = 20_000;

await runMain(usage, [PromptFileError], async () => {
  const { file, model: name, json, n, seed, temperature, minP } = readOptions(process.argv.slice(2));
  const prompts = readPrompts(await readText(file), seed);
  if (prompts.length * n > mostReplies) {
    throw new UsageError(
      `--n: ${String(prompts.length)} openings with ${String(n)} replies are more than ${String(mostReplies)}`,
    );
  }
  const { weights, tokenizer } = await readModel(name);
  const { model, hash } = await openBuiltinModel(weights, tokenizer);
  const generated = await generate(model, prompts, n, seed, { temperature, minP, maxNewTokens: 90 });
  if (json) process.stdout.write(`${JSON.stringify({ model: name, hash, seed, n, prompts: generated }, null, 2)}\n`);
  else for (const prompt of generated) process.stdout.write(promptText(prompt));
  return true;
});
