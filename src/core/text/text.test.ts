import { describe, expect, test } from 'vitest';
import { RandomStream } from '../rng/index.ts';
import { allTexts, countTexts, drawPattern, drawWeighted, drawYes, eachLiteral, slotNames, tidy } from './index.ts';
import { PatternError } from './pattern.ts';

const stream = RandomStream.root(3);

describe('patterns', () => {
  test('list their texts and slots', () => {
    const nested = '[a [b|c]|{x}] {y}.';
    expect(allTexts(nested)).toEqual(['A b {y}.', 'A c {y}.', '{x} {y}.']);
    expect(countTexts(nested)).toBe(3);
    expect(slotNames(nested)).toEqual(['x', 'y']);
    const literals: string[] = [];
    eachLiteral(nested, (text) => literals.push(text));
    expect(literals).toEqual(['a ', 'b', 'c', ' ', '.']);
  });

  test('are drawn with their surprisal: as often as exp(-nats)', () => {
    const seen = new Map<string, number>();
    const draws = 8000;
    for (let i = 0; i < draws; i++) {
      const { text, nats } = drawPattern('[a [b|c]|{x}] {y}.', { x: 'one', y: 'two' }, stream);
      expect(nats).toBeCloseTo(text === 'One two.' ? Math.log(2) : Math.log(4), 12);
      seen.set(text, (seen.get(text) ?? 0) + 1);
    }
    expect([...seen.keys()].sort()).toEqual(['A b two.', 'A c two.', 'One two.']);
    expect(Math.abs((seen.get('One two.') ?? 0) / draws - 0.5)).toBeLessThan(4 * Math.sqrt(0.25 / draws));
    expect(Math.abs((seen.get('A b two.') ?? 0) / draws - 0.25)).toBeLessThan(4 * Math.sqrt(0.1875 / draws));
  });

  test('name what is missing', () => {
    expect(() => drawPattern('Hello {name}.', {}, stream)).toThrow('nothing is known for {name} in "Hello {name}."');
  });

  test.each([
    ['[a|b', 'a "[" without its "]" in "[a|b"'],
    ['a]', 'a "]" without its beginning in "a]"'],
    ['a|b', 'a "|" without its beginning in "a|b"'],
    ['{a', 'a "{" without its "}" in "{a"'],
    ['[a}]', 'a "}" without its beginning in "[a}]"'],
  ])('%s is refused', (faulty, message) => {
    expect(() => allTexts(faulty)).toThrow(PatternError);
    expect(() => allTexts(faulty)).toThrow(message);
  });
});

test.each([
  ['you  are here .', 'You are here.'],
  [' what ? yes ! no', 'What? Yes! No'],
  ['a , b', 'A, b'],
  ['Fine', 'Fine'],
])('tidy writes %j as %j', (text, wanted) => {
  expect(tidy(text)).toBe(wanted);
});

describe('weights', () => {
  test('need not add up to 1; nothing of weight 0 is drawn', () => {
    const items = [
      { value: 'a', weight: 3 },
      { value: 'b', weight: 0 },
      { value: 'c', weight: 1 },
    ];
    const drawn = Array.from({ length: 4000 }, () => drawWeighted(items, stream));
    for (const { value, nats } of drawn) expect(nats).toBeCloseTo(value === 'a' ? Math.log(4 / 3) : Math.log(4), 12);
    const share = drawn.filter(({ value }) => value === 'c').length / drawn.length;
    expect(Math.abs(share - 0.25)).toBeLessThan(4 * Math.sqrt(0.1875 / drawn.length));
    expect(drawn.some(({ value }) => value === 'b')).toBe(false);
    expect(() => drawWeighted([{ value: 'a', weight: 0 }], stream)).toThrow(RangeError);
    expect(() => drawWeighted([], stream)).toThrow(RangeError);
  });

  test('a certain answer costs nothing', () => {
    expect(drawYes(1, stream)).toEqual({ value: true, nats: 0 });
    expect(drawYes(0, stream)).toEqual({ value: false, nats: 0 });
    const { value, nats } = drawYes(0.2, stream);
    expect(nats).toBeCloseTo(-Math.log(value ? 0.2 : 0.8), 12);
  });
});
