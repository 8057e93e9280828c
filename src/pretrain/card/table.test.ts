import { describe, expect, test } from 'vitest';
import { withTables } from './table.ts';

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
