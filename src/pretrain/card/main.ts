// npm run model-card: bundled and started by scripts/model-card.mjs in the repository root.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { messageOf } from '../../core/text/messageOf.ts';
import { writeWhole } from '../../disk/writeWhole.ts';
import type { PretrainRecord } from '../output.ts';
import type { CardPart, ModelCard } from './card.ts';
import { firstTokenOf, partsOf, withParts } from './cardParts.ts';
import { hashOf, measureCard, measureParts } from './measure.ts';
import type { Extent } from './measure.ts';
import { openSubject } from './subject.ts';
import { keptCards, placeTables, shippedFolder, sizesFile } from './place.ts';
import { paperTables, sizesTable, targetsTable } from './table.ts';

const usage = `npm run model-card -- [options]
  --folder FOLDER     the model that is measured (default ${shippedFolder}, whose tables are written into
                      README.md; those of another folder are printed)
  --compare FOLDERS   other sizes, separated by commas: measured too, and kept in sizes.json beside the card
  --only PARTS        measures only userModel, smallTalk, noisyCue, or several, separated by commas, and puts them into
                      the card that is there, of the same weights; tables: nothing is measured, the tables are written anew
  --first-token MS    milliseconds from fetch to first token, separated by commas where there were several tries, as
                      test/browser/builtin.browser.test.ts prints them: put into the card, with today's date
  --machine TEXT      where they were measured
  --workers N         1 to 4 (default 2)
  --quick             a tenth of the measurements, printed and not kept
`;

const thread = new URL('./replicaThread.mjs', import.meta.url);
const started = performance.now();

const say =
  (size: string) =>
  (what: string): void => {
    const seconds = ((performance.now() - started) / 1000).toFixed(0);
    process.stderr.write(`${seconds} s: ${size}, ${what}\n`);
  };

const readJson = async (path: string): Promise<unknown> => JSON.parse(await readFile(path, 'utf8')) as unknown;
const recordOf = async (folder: string): Promise<PretrainRecord> =>
  (await readJson(join(folder, 'pretraining.json'))) as PretrainRecord;
const cardFile = (folder: string): string => join(folder, 'card.json');
const keep = (path: string, value: unknown): Promise<void> => writeWhole(path, `${JSON.stringify(value, null, 2)}\n`);

/** The whole card. What was measured by hand on the same weights stays. */
async function cardOf(folder: string, workers: number, extent: Extent): Promise<ModelCard> {
  const record = await recordOf(folder);
  const subject = await openSubject(folder, workers, thread);
  try {
    const measured = await measureCard(subject, record, extent, say(record.size));
    const before = (await readJson(cardFile(folder)).catch(() => null)) as ModelCard | null;
    const isSame = before?.pretraining.weightsSha256 === measured.pretraining.weightsSha256;
    const card = isSame && before.firstToken ? withParts(measured, { firstToken: before.firstToken }) : measured;
    if (extent === 'full') await keep(cardFile(folder), card);
    return card;
  } finally {
    await subject.stop();
  }
}

/** The card that is there with some parts measured anew. RangeError unless it is of these weights. */
async function amended(
  folder: string,
  parts: readonly CardPart[],
  byHand: Pick<ModelCard, 'firstToken'>,
  workers: number,
  extent: Extent,
): Promise<ModelCard> {
  const record = await recordOf(folder);
  const card = (await readJson(cardFile(folder))) as ModelCard;
  const subject = await openSubject(folder, workers, thread);
  try {
    const hash = hashOf(record, subject.file);
    if (card.pretraining.weightsSha256 !== hash) throw new RangeError(`card.json is not of these weights: ${hash}`);
    const measured = await measureParts(subject, parts, extent, say(record.size));
    const whole = withParts(card, { ...measured, ...byHand });
    if (extent === 'full') await keep(cardFile(folder), whole);
    return whole;
  } finally {
    await subject.stop();
  }
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      folder: { type: 'string', default: shippedFolder },
      compare: { type: 'string', default: '' },
      only: { type: 'string', default: '' },
      'first-token': { type: 'string', default: '' },
      machine: { type: 'string', default: '' },
      workers: { type: 'string', default: '2' },
      quick: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(usage);
    return;
  }
  const { folder, compare, only, machine } = values;
  const workers = Number(values.workers);
  if (!Number.isInteger(workers) || workers < 1 || workers > 4) throw new TypeError('--workers: not 1 to 4');
  const parts = partsOf(only);
  const byHand = firstTokenOf(values['first-token'], machine, new Date());
  if (parts === null && byHand.firstToken) throw new TypeError('--first-token: with --only');
  if (parts !== null && compare !== '') throw new TypeError('--compare: not with --only');
  const extent: Extent = values.quick ? 'quick' : 'full';
  const card =
    parts === null ? await cardOf(folder, workers, extent) : await amended(folder, parts, byHand, workers, extent);
  let others: ModelCard[];
  if (compare === '') {
    others = await keptCards(folder, card, (text) => process.stderr.write(text));
  } else {
    others = [];
    for (const other of compare.split(',')) others.push(await cardOf(other, workers, extent));
    if (extent === 'full') await keep(sizesFile(folder), others);
  }
  const cards = [...others, card].sort((a, b) => a.size.parameters - b.size.parameters);
  const tables = [sizesTable(cards), targetsTable(card, others), paperTables(card)].join('\n\n');
  const print = (text: string) => process.stdout.write(text);
  await placeTables(tables, { folder, extent }, { readme: 'README.md', print });
}

try {
  await main();
} catch (error) {
  const isUsage = error instanceof TypeError;
  process.stderr.write(`${messageOf(error)}\n${isUsage ? `\n${usage}` : ''}`);
  process.exitCode = isUsage ? 2 : 1;
}
