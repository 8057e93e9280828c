import { expect, it } from 'vitest';
import { studentQuantile } from './student.ts';

/** P(|T| <= t): with t = sqrt(v) tan(angle) the density is cos(angle)^(v - 1), by Simpson's rule, normalised by itself. */
function coverage(t: number, degrees: number): number {
  const integral = (end: number) => {
    const parts = 4000;
    let sum = 0;
    for (let part = 0; part <= parts; part++) {
      const weight = part === 0 || part === parts ? 1 : part % 2 === 1 ? 4 : 2;
      sum += weight * Math.cos((end * part) / parts) ** (degrees - 1);
    }
    return (sum * end) / parts / 3;
  };
  return integral(Math.atan(t / Math.sqrt(degrees))) / integral(Math.PI / 2);
}

it('covers 95 % for every entry of the table and beyond it', () => {
  for (const degrees of [...Array.from({ length: 40 }, (_, index) => index + 1), 100, 400]) {
    expect(Math.abs(coverage(studentQuantile(degrees), degrees) - 0.95), String(degrees)).toBeLessThan(3e-7);
  }
});

it('closed forms: tan(0.475 pi) for one degree, 0.95 sqrt(2 / (1 - 0.95^2)) for two', () => {
  expect(studentQuantile(1)).toBeCloseTo(Math.tan(0.475 * Math.PI), 6);
  expect(studentQuantile(2)).toBeCloseTo(0.95 * Math.sqrt(2 / (1 - 0.95 ** 2)), 6);
});
