// Which cards stand beside one another in the tables, and where the tables go.
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { isMissing } from '../../disk/isMissing.ts';
import { writeWhole } from '../../disk/writeWhole.ts';
import { cardTitle, withTables } from './table.ts';
import type { ModelCard } from './card.ts';
import type { Extent } from './measure.ts';

/** The model of the site, which README speaks of. */
export const shippedFolder = 'public/models/builtin';

export const sizesFile = (folder: string): string => join(folder, 'sizes.json');

/** The cards of other sizes that are kept beside a card, but for those of another version, which `say` tells of. */
export async function keptCards(
  folder: string,
  { version }: ModelCard,
  say: (text: string) => void,
): Promise<ModelCard[]> {
  const kept = JSON.parse(await readKept(sizesFile(folder))) as ModelCard[];
  const isOld = (card: ModelCard): boolean => card.version !== version;
  for (const card of kept.filter(isOld)) {
    say(
      `${cardTitle(card)}: left out, its card in ${sizesFile(folder)} has version ${String(card.version)}, not ` +
        `${String(version)}; --compare measures it again\n`,
    );
  }
  return kept.filter((card) => !isOld(card));
}

async function readKept(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (isMissing(error)) return '[]';
    throw error;
  }
}

/** Writes the tables of the shipped model into `readme`, where they were measured in full; prints all others. */
export async function placeTables(
  tables: string,
  { folder, extent }: { readonly folder: string; readonly extent: Extent },
  { readme, print }: { readonly readme: string; readonly print: (text: string) => void },
): Promise<void> {
  if (extent === 'full' && resolve(folder) === resolve(shippedFolder)) {
    await writeWhole(readme, withTables(await readFile(readme, 'utf8'), tables));
  } else {
    print(`${tables}\n`);
  }
}
