import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ModelCard } from './card.ts';
import { keptCards, placeTables, shippedFolder, sizesFile } from './place.ts';

let folder = '';
let said = '';
const say = (text: string): void => {
  said += text;
};
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'swayground-card-'));
  said = '';
});
afterEach(async () => {
  await rm(folder, { recursive: true });
});

describe('cards of other sizes', () => {
  const cardOf = (name: string, version: number) => ({ name, version, pretraining: { tokens: 20.3e6 } }) as ModelCard;

  test('stand beside one of their version; others are left out by name', async () => {
    const kept = [cardOf('tiny', 4), cardOf('small', 3), cardOf('main', 4)];
    await writeFile(sizesFile(folder), JSON.stringify(kept));
    expect(await keptCards(folder, cardOf('main', 4), say)).toEqual([kept[0], kept[2]]);
    expect(said).toBe(
      `small, 20 M tokens: left out, its card in ${sizesFile(folder)} has version 3, not 4; --compare measures it again\n`,
    );
  });

  test('need not be there, but must be readable', async () => {
    expect(await keptCards(folder, cardOf('main', 4), say)).toEqual([]);
    expect(said).toBe('');
    await writeFile(sizesFile(folder), '[');
    await expect(keptCards(folder, cardOf('main', 4), say)).rejects.toThrow(SyntaxError);
  });
});

describe('tables', () => {
  const given = '| given |';
  let readme = '';
  beforeEach(async () => {
    readme = join(folder, 'README.md');
    await copyFile('README.md', readme);
  });
  const place = (of: string, extent: 'full' | 'quick') =>
    placeTables(given, { folder: of, extent }, { readme, print: say });

  test.each([shippedFolder, `./${shippedFolder}/`])('of %s are written into README', async (of) => {
    await place(of, 'full');
    const text = await readFile(readme, 'utf8');
    expect(text).toContain(`\n\n${given}\n\n<!-- end of model card -->`);
    expect(text).toContain('npm run model-card');
    expect(said).toBe('');
  });

  test.each([
    ['another model', '/tmp/sizes/large', 'full'],
    ['few measurements', shippedFolder, 'quick'],
  ] as const)('of %s are printed, and README stays', async (_, of, extent) => {
    await place(of, extent);
    expect(await readFile(readme, 'utf8')).toBe(await readFile('README.md', 'utf8'));
    expect(said).toBe(`${given}\n`);
  });
});
