import { expect, test } from 'vitest';
import { presetNamed } from '../experiments/index.ts';
import type { ClaimRun } from '../experiments/index.ts';
import type { RecordingEntry } from '../recordings/index.ts';
import { recordingOf, recordingsOfClaim } from './recorded.ts';

const entry = (link: string, digit: string): RecordingEntry => ({
  ...{ file: `${digit}.jsonl.gz`, preset: 'therapy-50', link: `v=1&p=${link}`, seed: 1, iterations: 10, bytes: 1 },
  fingerprint: digit.repeat(64),
});
const run = (preset: string, digit: string, seed = 1): ClaimRun => ({
  ...{ preset, seed, fingerprint: digit.repeat(64), after: 5, collapsed: [] },
});

test('a recording is found by its setup, seed and all, and by nothing else', () => {
  const all = [entry('therapy-50&seed=2', 'a'), entry('therapy-50', 'b')];
  const { config } = presetNamed('therapy-50');
  expect(recordingOf(all, config)?.file).toBe('b.jsonl.gz');
  expect(recordingOf(all, { ...config, seed: 2 })?.file).toBe('a.jsonl.gz');
  expect(recordingOf(all, { ...config, seed: 3 })).toBeNull();
  expect(recordingOf(null, config)).toBeNull();
});

test('of a claim’s runs each preset has one recording at most: the very run before one of the same setup', () => {
  const all = [entry('therapy-50', 'a'), entry('therapy-50&seed=2', 'b'), entry('booking', 'c')];
  const runs = [run('therapy-50', 'f', 1), run('therapy-50', 'b', 2), run('booking', 'e'), run('therapy', 'd')];
  expect(recordingsOfClaim(all, runs).map(({ preset, entry: { file }, isSame }) => [preset, file, isSame])).toEqual([
    ['therapy-50', 'b.jsonl.gz', true],
    ['booking', 'c.jsonl.gz', false],
  ]);
  expect(recordingsOfClaim(null, runs)).toEqual([]);
});
