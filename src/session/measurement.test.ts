import { expect, test } from 'vitest';
import type { Measured } from '../policies/index.ts';
import { parseMeasurement } from './measurement.ts';
import { ReportError } from './reports.ts';

const ratios = { policy: [-1, -2], reference: [-1.5, -2], logRatios: [0.5, 0], sum: 0.5, implicitReward: 0.05 };
const text = { turn: 0, writes: 'reply', words: ['I', ' see'], ended: false, drift: 0 } as const;
const measured: Measured = {
  ...{ kind: 'measured', unit: 'token', policy: 1, beta: 0.1 },
  ...{ update: { policy: 2, reference: 1 }, trainedAs: 'desirable' },
  texts: [{ ...text, untrained: { ...ratios, implicitReward: null }, update: ratios }],
};

test.each([
  measured,
  { ...measured, beta: null, update: null, trainedAs: null, texts: [{ ...text, untrained: ratios, update: null }] },
  { kind: 'unmeasured', reason: 'otherModel', refusal: { fault: { code: 'otherModel', model: 'a', own: 'b' } } },
])('lets pass what makes sense', (answer) => {
  expect(parseMeasurement(answer)).toEqual(answer);
});

const withRatios = (changes: object) => ({
  ...measured,
  texts: [{ ...text, untrained: ratios, update: { ...ratios, ...changes } }],
});

test.each([
  ['nothing', null],
  ['another kind', { kind: 'guessed' }],
  ['another reason', { kind: 'unmeasured', reason: 'tired', refusal: { fault: { code: 'missing' } } }],
  ['a number that is not finite', withRatios({ sum: NaN })],
  ['an infinite log-ratio', withRatios({ logRatios: [Infinity, 0] })],
  ['lists of different length', withRatios({ policy: [-1] })],
  ['more numbers than words', { ...measured, texts: [{ ...text, words: ['I'], untrained: ratios, update: null }] }],
  ['a drift below 0', { ...measured, texts: [{ ...text, drift: -1, untrained: ratios, update: null }] }],
  ['another label', { ...measured, trainedAs: 'nice' }],
])('refuses %s', (_, answer) => {
  expect(() => parseMeasurement(answer)).toThrow(ReportError);
});
