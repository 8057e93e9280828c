import { expect, test } from 'vitest';
import type { Claim, Finding } from '../../experiments/index.ts';
import { claimToBelieve, judgesIn, seedsRange } from './judges.ts';

const finding = (label: string, value: number): Finding => ({
  ...{ label, value, low: value - 0.05, high: value + 0.05, n: 60, of: 60, paper: null },
});
const run = (preset: string, seed = 1): Claim['runs'][number] => ({
  preset,
  seed,
  fingerprint: '',
  after: 5,
  collapsed: [],
});
const claim = (id: string, topic: Claim['topic'], runs: Claim['runs'], ...values: Finding[]): Claim => ({
  ...{
    id,
    topic,
    runs,
    findings: values,
    remarks: [],
    unit: 'share',
    statement: id,
    paper: null,
    rule: '',
    verdict: 'shown',
  },
});

const base = claim('therapy', 'emergence', [run('therapy')], finding('before', 0.2), finding('after', 0.9));
const judge = (preset: string, after: number): Claim =>
  claim(preset, 'vetoes', [run(preset, 1), run(preset, 2)], finding('before', 0.2), finding('after', after));

test('judges are compared with the same preset without one, after training', () => {
  const found = judgesIn([judge('therapy-veto-five-point', 0.1), base, judge('therapy-veto-normal', 0.92)]);
  expect(found?.without.value).toBe(0.9);
  expect(found?.judges.map(({ veto, seeds, against }) => [veto, seeds, against.move])).toEqual([
    ['fivePoint', 2, 'falls'],
    ['normal', 2, 'stays'],
  ]);
});

test('the seeds that are told are those of all figures, that without a judge among them', () => {
  const range = (...seeds: number[]) => {
    const runs = seeds.map((seed) => run('therapy', seed));
    const found = judgesIn([{ ...base, runs }, judge('therapy-veto-normal', 0.1)]);
    return found && seedsRange(found);
  };
  expect(range(1, 2, 3, 4, 5)).toEqual([2, 5]);
  expect(range(1)).toEqual([1, 2]);
  expect(range(6, 7)).toEqual([2, 2]);
});

test('what is of another environment, of several presets or has no figure after training is left out', () => {
  const booking = claim('b', 'vetoes', [run('booking'), run('booking-veto-normal')], finding('after', 0.1));
  const bookingAlone = claim('c', 'vetoes', [run('booking-veto-normal')], finding('after', 0.1));
  const noEnd = claim('d', 'vetoes', [run('therapy-veto-normal')], finding('before', 0.1));
  expect(judgesIn([base, booking, bookingAlone, noEnd])).toBeNull();
  expect(judgesIn([judge('therapy-veto-normal', 0.1)])).toBeNull();
  expect(judgesIn([])).toBeNull();
});

test('the claim to believe is that of the smallest share that has been decided', () => {
  const targeting = (percent: number): Claim =>
    claim(`t${String(percent)}`, 'targeting', [run(`therapy-${String(percent)}`)], finding('after', 1));
  expect(claimToBelieve([base, targeting(50), targeting(10)])?.id).toBe('t10');
  expect(claimToBelieve([base, claim('t2', 'targeting', [run('therapy-2')])])).toBeNull();
});
