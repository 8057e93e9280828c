import { expect, test } from 'vitest';
import { formatsIn } from './formats.ts';

/** Spaces that don't break are written as such. */
const shown = (text: string): string => text.replaceAll('\u00a0', '~');
const [english, german] = [formatsIn('en'), formatsIn('de')];

test('German has a comma before tenths, a point between thousands, and its own word between two ends', () => {
  expect([german.decimal(6.25), german.hundredths(-0.125), german.change(0.5)]).toEqual(['6,3', '−0,13', '+0,50']);
  expect([german.count(2560), german.count(99)]).toEqual(['2.560', '99']);
  expect(german.decimalRange({ low: 1.5, high: 2 })).toBe('1,5 bis 2,0');
  expect(german.pointRange({ low: -0.03, high: 0.4 })).toBe('−3 bis 40');
  expect([german.exact(0.0625), german.exact(1e-7), german.exact(48)]).toEqual(['0,0625', '1e-7', '48']);
});

test('a German figure keeps its sign of percent on its line', () => {
  expect(shown(german.percent(0.125))).toBe('13~%');
  expect(shown(german.percentRange({ low: 0.06, high: 0.23 }))).toBe('6 bis 23~%');
  expect(english.percentRange({ low: 0.06, high: 0.23 })).toBe('6 to 23 %');
});

test('sizes, times and days', () => {
  expect([german.duration(5_400_000), german.bytes(4_400_000)]).toEqual(['1,5 h', '4,2 MB']);
  const march = new Date(2026, 2, 7, 9, 5).getTime();
  expect(german.dateTime(march)).toBe('7. März 2026, 09:05');
  expect(english.dateTime(march)).toBe('Mar 7, 2026, 09:05');
});
