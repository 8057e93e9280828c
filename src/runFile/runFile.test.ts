import { describe, expect, test } from 'vitest';
import { localReplica } from '../../test/support/localReplica.ts';
import { ownScenario } from '../../test/support/ownCase.ts';
import { smallConfig, smallRunEvents } from '../../test/support/runCase.ts';
import { config, fingerprints, handMade, progress } from '../../test/support/runFileCase.ts';
import { scenarioIds } from '../environments/ids.ts';
import { Summary } from '../experiments/index.ts';
import { lineOf, RunFileError, RunReader } from './index.ts';
import type { RunFileEnd, StoredEvent } from './index.ts';

const linesOf = (events: readonly StoredEvent[]): string[] => events.map((event) => lineOf(event) ?? '');
const lines = linesOf(handMade);

function readAll(given: readonly string[]): { events: StoredEvent[]; end: RunFileEnd } {
  const reader = new RunReader();
  const events = given.flatMap((line) => reader.read(line) ?? []);
  return { events, end: reader.end() };
}

function refused(given: readonly string[]): RunFileError {
  try {
    readAll(given);
  } catch (error) {
    if (error instanceof RunFileError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

/** The lines with a change in the content of one, counted from 0. */
function changed(index: number, from: string, to: string): string[] {
  expect(lines[index]).toContain(from);
  return lines.with(index, (lines[index] ?? '').replace(from, to));
}

describe('a run file', () => {
  test('begins with a header', () => {
    expect(JSON.parse(lines[0] ?? '')).toEqual({
      ...{ format: 'swayground run', version: 1, config, model: { name: 'tiny', hash: 'b'.repeat(64) } },
      fingerprint: fingerprints[0],
    });
  });

  test('is read where users are one’s own and a cue did nothing, as no run is begun any more', () => {
    const played = {
      ...config,
      cue: 'none',
      ownScenarios: [ownScenario('Mine', scenarioIds(config.environment)[0] ?? '')],
    };
    const header = JSON.stringify({ ...(JSON.parse(lines[0] ?? '') as object), config: played });
    expect(readAll([header, ...lines.slice(1)]).events[0]).toMatchObject({ kind: 'start', config: played });
  });

  test('has an event on each line, bytes and numbers of checkpoints as base64', () => {
    for (const line of lines) expect(line).not.toContain('\n');
    expect(lines[2]).toBe(
      `{"kind":"complete","checkpoint":{"iteration":0,"fingerprint":"${fingerprints[0]}","learner":{"bytes":"AQL6AA==",` +
        `"optimizer":{"steps":2,"power1":0.9,"power2":0.99,"firstMoment":"zczMPQAAAMA=","secondMoment":"X3CJMAAAAAA="}}}}`,
    );
    expect(lineOf(progress)).toBeNull();
  });

  test('comes back as it was, also numbers that lie inside a larger buffer', () => {
    expect(readAll(lines)).toEqual({ events: handMade, end: { iteration: 1, reason: 'finished' } });
    const inside = Float32Array.of(9, 1.5, 9).subarray(1, 2);
    const optimizer = { steps: 1, power1: 1, power2: 1, firstMoment: inside, secondMoment: inside };
    const checkpoint = { iteration: 0, fingerprint: fingerprints[0], learner: { bytes: new Uint8Array(), optimizer } };
    const line = lineOf({ kind: 'complete', checkpoint }) ?? '';
    const { events } = readAll([...lines.slice(0, 2), line]);
    expect(events[2]).toEqual({ kind: 'complete', checkpoint });
    const collapsed = { kind: 'complete', checkpoint: { ...checkpoint, collapsed: true } } as const;
    expect(readAll([...lines.slice(0, 2), lineOf(collapsed) ?? '']).events[2]).toEqual(collapsed);
  });

  test('holds a real run, from which it can be resumed and summed up', async () => {
    const config = smallConfig({ iterations: 1, optimizer: 'kept', scratchpad: true, veto: 'normal' });
    const events = await smallRunEvents(config, [localReplica()]);
    const read = readAll(events.map((event) => lineOf(event) ?? ''));
    expect(read).toEqual({ events, end: { iteration: 1, reason: 'finished' } });
    const sum = (all: readonly StoredEvent[]) => {
      const summary = new Summary();
      for (const event of all) summary.add(event);
      return summary.result();
    };
    expect(sum(read.events).iterations).toHaveLength(2);
    const [, first] = read.events.filter((event) => event.kind === 'complete');
    expect(first?.checkpoint.learner.optimizer?.firstMoment.some((each) => each !== 0)).toBe(true);
  });

  test('does not begin in the middle of a run', () => {
    const [start] = handMade;
    if (start?.kind !== 'start') throw new Error('no start');
    expect(() => lineOf({ ...start, resumedAt: 3 })).toThrow('iteration 3');
  });
});

describe('a file that was interrupted', () => {
  test('is read as far as it goes, wherever it is cut off', () => {
    const whole = lines.join('\n');
    const header = lines[0]?.length ?? 0;
    for (let length = header; length < whole.length; length += 97) {
      const { events, end } = readAll(whole.slice(0, length).split('\n'));
      expect(events).toEqual(handMade.slice(0, events.length));
      const complete = events.filter(({ kind }) => kind === 'complete').length;
      expect(end).toEqual({ iteration: complete === 0 ? null : complete - 1, reason: 'interrupted' });
    }
  });

  test('tells that its run was cancelled', () => {
    const end = lineOf({ kind: 'end', reason: 'cancelled', fingerprint: fingerprints[0] }) ?? '';
    expect(readAll([...lines.slice(0, 4), end]).end).toEqual({ iteration: 0, reason: 'cancelled' });
  });

  test('has at least a header', () => {
    expect(refused([]).message).toBe('line 1: the file is empty');
    expect(refused(['']).message).toBe('line 1: the file is empty');
    expect(refused([(lines[0] ?? '').slice(0, -1)]).message).toBe('line 1: is not JSON');
  });

  test('is cut off at its end alone', () => {
    const damaged = lines.with(3, (lines[3] ?? '').slice(0, 100));
    expect(refused(damaged).message).toBe('line 4: is not JSON');
    expect(readAll([...damaged.slice(0, 4), '', '']).events).toHaveLength(3);
  });
});

describe('refused, with line, field and fault', () => {
  test.each<[string, string[], string]>([
    ['something else', ['{"a":1}'], 'line 1, format: is missing'],
    ['a list', ['[]'], 'line 1, format: is missing'],
    ['another format', changed(0, 'swayground run', 'other'), 'line 1, format: "other" is not "swayground run"'],
    ['a newer version', changed(0, '"version":1', '"version":2,"more":0'), 'line 1, version: 2 is not 1, the one'],
    ['a setting', changed(0, '"beta":3', '"beta":-7'), 'line 1, config.beta: -7 is not a number from'],
    ['an unknown setting', changed(0, '"beta"', '"bet"'), 'line 1, config.bet: there is no such field'],
    ['a fingerprint', changed(0, '"fingerprint":"0', '"fingerprint":"x'), 'line 1, fingerprint: not 64 hexadecimal'],
    ['no event', lines.with(1, '7'), 'line 2: 7 is not Object'],
    [
      'an event of no kind',
      changed(1, '"evaluation"', '"valuation"'),
      'line 2, kind: "valuation" is not "trajectories"',
    ],
    ['a second header', lines.with(1, lines[0] ?? ''), 'line 2, kind: is missing'],
    [
      'an unknown field',
      changed(3, '"sample":1', '"sample":1,"a":2'),
      'line 4, trajectories.0.a: there is no such field',
    ],
    ['a field that is missing', changed(3, '"sample":1,', ''), 'line 4, trajectories.0.sample: is missing'],
    [
      'a text for a number',
      changed(3, '"reward":8.5', '"reward":"8.5"'),
      'line 4, trajectories.0.reward: "8.5" is not number',
    ],
    ['no number', changed(3, '"reward":8.5', '"reward":null'), 'line 4, trajectories.0.reward: null is not number'],
    ['a label', changed(3, '"label":"desirable"', '"label":"good"'), 'line 4, trajectories.0.label: "good" is not'],
    ['an act', changed(3, '"claimSuccess"]', '"lie"]'), 'line 4, trajectories.0.played.0.gold.acts.0: "lie" is not'],
    ['a reply from elsewhere', changed(3, '"end":8', '"end":4'), 'line 4, trajectories.0: the replies are not those'],
    ['base64', changed(2, 'AQL6AA==', 'AQL6AA'), 'line 3, checkpoint.learner.bytes: not base64'],
    [
      'half a number',
      changed(2, 'zczMPQAAAMA=', 'AQL6'),
      'line 3, checkpoint.learner.optimizer.firstMoment: not a whole',
    ],
    [
      'moments of different length',
      changed(2, 'X3CJMAAAAAA=', 'X3CJMA=='),
      'line 3, checkpoint.learner.optimizer: moments of different length',
    ],
    [
      'an iteration twice',
      lines.toSpliced(3, 0, lines[2] ?? ''),
      'line 4, checkpoint.iteration: 0 stands where 1 is due',
    ],
    ['an iteration left out', lines.toSpliced(1, 2), 'line 2, iteration: 0 stands where an evaluation is due'],
    ['an evaluation left out', lines.toSpliced(5, 1), 'line 6: "collapse" stands behind "update"'],
    ['a training left out', lines.toSpliced(3, 2), 'line 4: "evaluation" stands behind "complete"'],
    ['an update left out', lines.toSpliced(4, 1), 'line 5: "evaluation" stands behind "trajectories"'],
    [
      'trajectories twice',
      lines.toSpliced(3, 0, lines[3] ?? ''),
      'line 5: "trajectories" stands behind "trajectories"',
    ],
    [
      'an end before the last iteration',
      [...lines.slice(0, 3), lines.slice(-1).join('').replace(fingerprints[1], fingerprints[0])],
      'line 4, reason: the run ends at iteration 0 of 1',
    ],
    [
      'an end of another run',
      lines.with(-1, lines.slice(-1).join('').replace(fingerprints[1], fingerprints[0])),
      'line 9, fingerprint: is not that of the last iteration',
    ],
    [
      'more iterations than its config has',
      [
        ...lines.slice(0, -1),
        ...[3, 4].map((at) => (lines[at] ?? '').replace('"iteration":0', '"iteration":1')),
      ].concat((lines[1] ?? '').replace('"iteration":0', '"iteration":2')),
      'line 11, iteration: is beyond the run’s last, 1',
    ],
    ['a channel', changed(5, '"channel":"notes"', '"channel":"evil"'), 'line 6, panel.1.twinOf.channel: "evil" is not'],
    ['lines behind the end', [...lines, lines[1] ?? ''], 'line 10: stands behind the end of the run'],
  ])('%s', (_, given, message) => {
    const error = refused(given);
    expect(error.message).toContain(message);
    expect(error).toMatchObject({ code: 'badRunFile', line: Number(/^line (\d+)/u.exec(message)?.[1]) });
  });
});
