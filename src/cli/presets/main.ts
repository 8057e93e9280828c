// npm run presets: bundled and started by scripts/presets.mjs in the repository root.
import { parseArgs } from 'node:util';
import { runMain } from '../program.ts';
import { readWords } from '../usage.ts';
import { presetsJson, presetsText } from './list.ts';

const usage = `npm run presets -- [--json]
  The named settings: what each is, and what differs from the defaults.
  --json             prints one JSON array
`;

await runMain(usage, [], () => {
  const { values } = readWords(() => parseArgs({ options: { json: { type: 'boolean', default: false } } }));
  process.stdout.write(values.json ? presetsJson() : presetsText());
  return Promise.resolve(true);
});
