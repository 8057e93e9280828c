import { expect, test } from 'vitest';
import { ConfigError } from '../experiments/index.ts';
import { completeOf } from '../experiments/run/testing/eventCases.ts';
import { reportedFault } from './port.ts';
import { parseReport, ReportError } from './reports.ts';

const { message, name, refusal } = new ConfigError('ownScenarios.0.openings.2', {
  ...{ code: 'noRoom', room: 3, needed: 60 },
});
const failed = { kind: 'failed', run: 1, name, message } as const;

test('what a run is refused for keeps its fault on the way from the worker', () => {
  const report = parseReport(structuredClone({ ...failed, refusal }));
  if (report.kind !== 'failed') throw new Error(report.kind);
  expect(reportedFault(report)).toEqual({ kind: 'refused', detail: message, refusal });
  expect(reportedFault({ ...failed, name: 'ResumeError', refusal })).toMatchObject({ kind: 'cantGoOn', refusal });
  expect(reportedFault({ ...failed, name: 'EngineError' })).toEqual({ kind: 'engine', detail: message });
});

test.each([
  ['of a code that this page does not know', { ...refusal, fault: { code: 'tooGreen' } }],
  ['without what its sentence is made of', { fault: { code: 'notOneOf', value: '3' } }],
  ['with a place that is none', { ...refusal, field: 7 }],
])('a refusal %s is refused itself', (_, wrong) => {
  expect(() => parseReport({ ...failed, refusal: wrong })).toThrow(ReportError);
});

test('a checkpoint comes whole from the worker, also one that a run ends with', () => {
  const { checkpoint } = completeOf(1, 'ab');
  for (const each of [checkpoint, { ...checkpoint, collapsed: true as const }]) {
    expect(parseReport({ kind: 'checkpoint', run: 1, checkpoint: each })).toMatchObject({ checkpoint: each });
  }
  expect(() => parseReport({ kind: 'checkpoint', run: 1, checkpoint: { ...checkpoint, collapsed: 1 } })).toThrow(
    ReportError,
  );
});
