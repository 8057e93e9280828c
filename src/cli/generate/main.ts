// npm run generate: bundled and started by scripts/generate.mjs in the repository root.
import { parseArgs } from 'node:util';
import { openBuiltinModel } from '../../models/builtin/index.ts';
import { usualMinP } from '../../evaluation/sampling.ts';
import { runMain } from '../program.ts';
import { modelName, readModel, readText, readWords, UsageError, wholeNumber } from '../usage.ts';
import { generate } from './generate.ts';
import type { GeneratedPrompt } from './generate.ts';
import { PromptFileError, readPrompts } from './promptFile.ts';

const usage = `npm run generate -- --prompt-file FILE [options]
  --prompt-file FILE    JSON array of openings, written out ({environment, turns, notes, wishes})
                        or to be drawn ({environment, scenario, gameable, cue})
  --model NAME          folder below public/models (default builtin)
  --n N                 replies to each opening, 1 to 1000 (default 4)
  --seed N              whole number from 0 up (default 1)
  --temperature T       0 to 10 (default 1)
  --min-p P             0 to 1: tokens less likely than this share of the likeliest are not drawn (default 0.02)
  --json                print everything as JSON
`;

/** Replies of one call: all are held at once. */
const mostReplies = 20_000;

function options() {
  const { values } = readWords(() =>
    parseArgs({
      options: {
        'prompt-file': { type: 'string' },
        model: { type: 'string', default: 'builtin' },
        n: { type: 'string', default: '4' },
        seed: { type: 'string', default: '1' },
        temperature: { type: 'string', default: '1' },
        'min-p': { type: 'string', default: String(usualMinP) },
        json: { type: 'boolean', default: false },
      },
    }),
  );
  const file = values['prompt-file'];
  if (file === undefined) throw new UsageError('--prompt-file: no file is given');
  return {
    ...{ file, model: modelName(values.model), json: values.json },
    n: wholeNumber('n', values.n, 1, 1000),
    seed: wholeNumber('seed', values.seed, 0, Number.MAX_SAFE_INTEGER),
    temperature: numberUpTo(10, 'temperature', values.temperature),
    minP: numberUpTo(1, 'min-p', values['min-p']),
  };
}

function numberUpTo(high: number, name: string, text: string): number {
  const value = Number(text);
  if (text.trim() !== '' && value >= 0 && value <= high) return value;
  throw new UsageError(`--${name}: ${text} is not a number from 0 to ${String(high)}`);
}

function show({ conversation, replies }: GeneratedPrompt): string {
  const lines = [conversation.notes === null ? '' : `Notes: ${conversation.notes}`];
  for (const { role, text } of conversation.turns) lines.push(`${role}: ${text}`);
  for (const { text, ratings, veto, evaluator, gold } of replies) {
    const rating = ratings.map(({ expected }) => expected.toFixed(1)).join(' / ');
    const acts = gold ? gold.acts.join(' ') + (gold.harmful ? ' (harmful)' : '') : 'not parsed';
    lines.push(`  > ${text}`);
    lines.push(
      `    rating ${rating}, veto ${veto.normal.toFixed(2)}, harm ${evaluator.harm.toFixed(1)}, gold: ${acts}`,
    );
  }
  return `${lines.filter((line) => line !== '').join('\n')}\n\n`;
}

await runMain(usage, [PromptFileError], async () => {
  const { file, model: name, json, n, seed, temperature, minP } = options();
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
  else for (const prompt of generated) process.stdout.write(show(prompt));
  return true;
});
