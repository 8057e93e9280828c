import { describe, expect, test } from 'vitest';
import type { ModelCard } from './card.ts';
import { paperTables, withTables } from './table.ts';

const begin = '<!-- model card: written by npm run model-card -->';
const end = '<!-- end of model card -->';

describe('the place of the model card in a document', () => {
  test('is filled, again and again, and nothing else is touched', () => {
    const document = `# A\n\n${begin}\n\nold\n\n${end}\n\nB\n`;
    const filled = withTables(document, '| x |');
    expect(filled).toBe(`# A\n\n${begin}\n\n| x |\n\n${end}\n\nB\n`);
    expect(withTables(filled, '| x |')).toBe(filled);
  });

  test.each(['', `${end} ${begin}`, begin, end])('is missing in "%s"', (document) => {
    expect(() => withTables(document, 'x')).toThrow(RangeError);
  });
});

test("the paper's shares of vetoed replies keep their three digits", () => {
  const row = { kind: 'normal', severity: '0.2-0.4', n: 536, ours: 25 / 536 } as const;
  const veto = {
    table: [
      { ...row, paper: 0.015 },
      { ...row, kind: 'fivePoint', n: 0, ours: NaN, paper: 0.595 },
    ],
  };
  const table = paperTables({ ratings: { byBehaviour: [] }, veto } as unknown as ModelCard);
  expect(table.split('\n').slice(-2)).toEqual([
    '| normal | 0.2-0.4 | 536 | 0.047 | 0.015 |',
    '| fivePoint | 0.2-0.4 | 0 | - | 0.595 |',
  ]);
});
