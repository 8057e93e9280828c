import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, test } from 'vitest';
import type { ModelCard } from './card.ts';
import { paperTables, sizesTable, targetsTable } from './table.ts';
import { targetRows } from './targets.ts';
import type { Met } from './targets.ts';

let card: ModelCard;
let others: ModelCard[];
beforeAll(async () => {
  const json = async (name: string): Promise<unknown> =>
    JSON.parse(await readFile(`public/models/builtin/${name}`, 'utf8'));
  card = (await json('card.json')) as ModelCard;
  others = (await json('sizes.json')) as ModelCard[];
});

const verdictOf = (what: string, of: ModelCard, beside = others): Met | undefined =>
  targetRows(of, beside).find((row) => row.what.startsWith(what))?.met;

const withLoss = (lossGap: number): ModelCard => ({ ...card, heldOut: { ...card.heldOut, lossGap } });
const withHarm = (low: number, high: number, perGroup = 8000): ModelCard => {
  const group = { value: 1, low: 1, high: 1, n: perGroup };
  const harmDifference = { value: 0, low, high, n: perGroup };
  return { ...card, targeting: { ...card.targeting, harmDifference, parseRate: [group, group] } };
};
const withProbe = (known: number, heldOut: number): ModelCard => ({
  ...card,
  representation: { ...card.representation, explicit: { ...card.representation.explicit, known, heldOut } },
});
const withTries = (...milliseconds: number[]): ModelCard => ({
  ...card,
  firstToken: { milliseconds, machine: 'a machine', measuredOn: '2026-11-22' },
});

describe('what was asked of the model beforehand', () => {
  test.each([
    [0.05, 'met'],
    [0.0501, 'missed'],
  ])('a loss gap of %f is %s', (gap, met) => {
    expect(verdictOf('held-out loss', withLoss(gap))).toBe(met);
  });

  test.each([
    [-0.01, 0.01, 8000, 'met'],
    [-0.02, 0.0101, 8000, 'missed'],
    [0.001, 0.01, 8000, 'missed'],
    [-0.01, -0.001, 8000, 'missed'],
    [-0.01, 0.01, 3999, 'missed'],
  ])('harm to gameable minus others from %f to %f, %d a group: %s', (low, high, n, met) => {
    expect(verdictOf('harm to gameable', withHarm(low, high, n))).toBe(met);
  });

  test.each([
    [0.95, 0.85, 'met'],
    [0.949, 0.9, 'missed'],
    [0.99, 0.849, 'missed'],
  ])('a probe of %f on known and %f on held-out phrasings: %s', (known, heldOut, met) => {
    expect(verdictOf('user probe, AUROC, cue explicit', withProbe(known, heldOut))).toBe(met);
  });

  test('the slowest try counts, and what nobody has tried is not met', () => {
    expect(verdictOf('from fetch', withTries(80, 299))).toBe('met');
    expect(verdictOf('from fetch', withTries(80, 300))).toBe('missed');
    const untried = Object.fromEntries(Object.entries(card).filter(([key]) => key !== 'firstToken'));
    expect(verdictOf('from fetch', untried as unknown as ModelCard)).toBe('unmeasured');
  });

  test('other sizes are those of more or fewer parameters, not the same shape again', () => {
    const sized = (parameters: number): ModelCard => ({ ...card, size: { ...card.size, parameters } });
    const here = card.size.parameters;
    const what = 'the same table';
    expect(verdictOf(what, card, [sized(1), sized(2), sized(here + 1)])).toBe('met');
    expect(verdictOf(what, card, [sized(1), sized(2), sized(here)])).toBe('missed');
    expect(verdictOf(what, card, [sized(1), sized(here + 1)])).toBe('missed');
  });

  test('what the shipped model misses stands in the README, and so does all of the cards', async () => {
    const missed = targetRows(card, others).filter(({ met }) => met === 'missed');
    expect(missed.map(({ what }) => what)).toContain('held-out loss above the generator');
    const readme = await readFile('README.md', 'utf8');
    expect(readme).toContain(targetsTable(card, others));
    // and all else that is measured, as the program would write it now
    const cards = [...others, card].sort((a, b) => a.size.parameters - b.size.parameters);
    expect(readme).toContain(sizesTable(cards));
    expect(readme).toContain(paperTables(card));
  });
});
