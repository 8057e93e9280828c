// npm run model-card: bundled and started by scripts/model-card.mjs in the repository root.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { writeWhole } from '../files.ts';
import type { PretrainRecord } from '../output.ts';
import { measureCard } from './measure.ts';
import type { Extent } from './measure.ts';
import { openSubject } from './subject.ts';

const { values } = parseArgs({
  options: {
    folder: { type: 'string', default: 'public/models/builtin' },
    workers: { type: 'string', default: '2' },
    quick: { type: 'boolean', default: false },
  },
});
const extent: Extent = values.quick ? 'quick' : 'full';
const started = performance.now();
const record = JSON.parse(await readFile(join(values.folder, 'pretraining.json'), 'utf8')) as PretrainRecord;
const thread = new URL('./replicaThread.mjs', import.meta.url);
const subject = await openSubject(values.folder, Number(values.workers), thread);
try {
  const card = await measureCard(subject, record, extent, (what) => {
    const seconds = ((performance.now() - started) / 1000).toFixed(0);
    process.stderr.write(`${seconds} s: ${record.size}, ${what}\n`);
  });
  await writeWhole(join(values.folder, 'card.json'), `${JSON.stringify(card, null, 2)}\n`);
} finally {
  await subject.stop();
}
