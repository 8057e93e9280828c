import { expect, test } from 'vitest';
import type { Phase } from '../src/experiments/index.ts';
import { Gate } from './gate.ts';

const phases: readonly Phase[] = ['evaluate', 'simulate', 'rate', 'select', 'update', 'evaluate', 'simulate', 'rate'];

/** Runs the phases through a gate; `seen` has those that began, and in brackets those that wait. */
function run(gate: (onPhase: (iteration: number, phase: Phase, isWaiting: boolean) => void) => Gate) {
  const seen: string[] = [];
  const made = gate((_, phase, isWaiting) => seen.push(isWaiting ? `(${phase})` : phase));
  const end = (async () => {
    for (const phase of phases) await made.pass(0, phase);
  })();
  return { gate: made, seen, end };
}

const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5));

test('playing, all phases begin', async () => {
  const { seen, end } = run((onPhase) => new Gate('play', { onPhase }));
  await end;
  expect(seen).toEqual(phases);
});

test('a step is a phase, or what is left of an iteration', async () => {
  const { gate, seen, end } = run((onPhase) => new Gate('phase', { onPhase }));
  await settle();
  expect(seen).toEqual(['evaluate', '(simulate)']);
  gate.resume('phase');
  await settle();
  expect(seen.slice(2)).toEqual(['simulate', '(rate)']);
  gate.resume('iteration');
  await settle();
  expect(seen.slice(4)).toEqual(['rate', 'select', 'update', 'evaluate', '(simulate)']);
  gate.resume('iteration');
  await end;
  expect(seen.slice(9)).toEqual(['simulate', 'rate']);
});

test('a pause holds the next phase, and opening lets it go', async () => {
  const { gate, seen, end } = run((onPhase) => {
    const made = new Gate('play', { onPhase });
    made.pause();
    return made;
  });
  await settle();
  expect(seen).toEqual(['(evaluate)']);
  gate.open();
  await end;
  // a cancelled run begins nothing, and so tells nothing
  expect(seen).toEqual(['(evaluate)']);
});

test('slowed down, every phase but the first waits', async () => {
  const slept: number[] = [];
  const { end } = run((onPhase) => {
    const gate = new Gate('play', {
      onPhase,
      sleep: (ms) => {
        slept.push(ms);
        return Promise.resolve();
      },
    });
    gate.pauseMs = 1500;
    return gate;
  });
  await end;
  expect(slept).toEqual(Array.from({ length: phases.length - 1 }, () => 1500));
});
