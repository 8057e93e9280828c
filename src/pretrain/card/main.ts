// npm run model-card: bundled and started by scripts/model-card.mjs in the repository root.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { writeWhole } from '../../disk/writeWhole.ts';
import type { PretrainRecord } from '../output.ts';
import type { ModelCard } from './card.ts';
import { measureCard } from './measure.ts';
import type { Extent } from './measure.ts';
import { openSubject } from './subject.ts';
import { keptCards, placeTables, shippedFolder, sizesFile } from './place.ts';
import { paperTables, sizesTable } from './table.ts';
import { messageOf } from '../../core/text/messageOf.ts';

const usage = `npm run model-card -- [options]
  --folder FOLDER     the model that is measured (default ${shippedFolder}, whose tables are written into
                      README.md; those of another folder are printed)
  --compare FOLDERS   other sizes, separated by commas: measured too, and kept in sizes.json beside the card
  --workers N         1 to 4 (default 2)
  --quick             a tenth of the measurements, printed and not kept
`;

const thread = new URL('./replicaThread.mjs', import.meta.url);
const started = performance.now();

async function cardOf(folder: string, workers: number, extent: Extent): Promise<ModelCard> {
  const record = JSON.parse(await readFile(join(folder, 'pretraining.json'), 'utf8')) as PretrainRecord;
  const subject = await openSubject(folder, workers, thread);
  try {
    const card = await measureCard(subject, record, extent, (what) => {
      const seconds = ((performance.now() - started) / 1000).toFixed(0);
      process.stderr.write(`${seconds} s: ${record.size}, ${what}\n`);
    });
    if (extent === 'full') await writeWhole(join(folder, 'card.json'), `${JSON.stringify(card, null, 2)}\n`);
    return card;
  } finally {
    await subject.stop();
  }
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      folder: { type: 'string', default: shippedFolder },
      compare: { type: 'string', default: '' },
      workers: { type: 'string', default: '2' },
      quick: { type: 'boolean', default: false },
    },
  });
  const workers = Number(values.workers);
  if (!Number.isInteger(workers) || workers < 1 || workers > 4) throw new TypeError('--workers: not 1 to 4');
  const extent: Extent = values.quick ? 'quick' : 'full';
  const card = await cardOf(values.folder, workers, extent);
  let others: ModelCard[];
  if (values.compare === '') {
    others = await keptCards(values.folder, card, (text) => process.stderr.write(text));
  } else {
    others = [];
    for (const folder of values.compare.split(',')) others.push(await cardOf(folder, workers, extent));
    if (extent === 'full') await writeWhole(sizesFile(values.folder), `${JSON.stringify(others, null, 2)}\n`);
  }
  const cards = [...others, card].sort((a, b) => a.size.parameters - b.size.parameters);
  const tables = `${sizesTable(cards)}\n\n${paperTables(card)}`;
  const print = (text: string) => process.stdout.write(text);
  await placeTables(tables, { folder: values.folder, extent }, { readme: 'README.md', print });
}

try {
  await main();
} catch (error) {
  const isUsage = error instanceof TypeError;
  process.stderr.write(`${messageOf(error)}\n${isUsage ? `\n${usage}` : ''}`);
  process.exitCode = isUsage ? 2 : 1;
}
