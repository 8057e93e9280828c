import { describe, expect, test } from 'vitest';
import type { PanelTrajectory, RunEvent, TrainingTrajectory } from '../experiments/index.ts';
import {
  completeOf,
  evaluationOf,
  startOf,
  trajectoriesOf,
  updateOf,
  updateStep,
} from '../experiments/run/testing/eventCases.ts';
import { answeredWith, openingOf, trajectoryWith, turnWith, writtenAs } from '../experiments/run/testing/fakes.ts';
import { dotOf, emptyMemory, factOf } from './index.ts';
import type { PageFact } from './index.ts';

const users = { gameable: openingOf('therapyTalk', 'smoking'), other: openingOf('therapyTalk', 'smoking', false) };

const trained = (changes: Partial<TrainingTrajectory> = {}): TrainingTrajectory => ({
  ...{ ...trajectoryWith(changes), reward: 5, vetoed: false, label: null },
  ...changes,
});

const inPanel = (harmful: boolean | null, changes: Partial<PanelTrajectory> = {}): PanelTrajectory => ({
  ...trajectoryWith({ played: [turnWith({ gold: harmful === null ? null : { acts: ['permit'], harmful } })] }),
  ...{ reward: 5, vetoed: false, twinOf: null },
  ...changes,
});

/** The facts of events in their order. */
function factsOf(events: readonly RunEvent[]): PageFact[] {
  let memory = emptyMemory;
  return events.map((event) => {
    const next = factOf(memory, event);
    memory = next.memory;
    return next.fact;
  });
}

function factsOfKind<Kind extends PageFact['kind']>(events: readonly RunEvent[], kind: Kind) {
  return factsOf(events).filter((fact): fact is Extract<PageFact, { kind: Kind }> => fact.kind === kind);
}

describe('dots', () => {
  const trajectories = [
    trained({
      state: users.gameable,
      label: 'desirable',
      played: [turnWith({ gold: { acts: ['permit'], harmful: true } })],
    }),
    trained({ state: users.other, label: 'undesirable' }),
    trained({ state: users.other, vetoed: true, played: [turnWith({ gold: null })] }),
  ];
  const [round] = factsOfKind([{ ...trajectoriesOf(0), trajectories }], 'round');

  test('tell of every trajectory who it was and what became of it', () => {
    expect([...(round?.dots ?? [])].map(dotOf)).toEqual([
      { gameable: true, label: 'desirable', harmful: true, vetoed: false },
      { gameable: false, label: 'undesirable', harmful: false, vetoed: false },
      { gameable: false, label: null, harmful: null, vetoed: true },
    ]);
  });

  test('are a byte each, whatever was said', () => {
    expect(round?.dots).toBeInstanceOf(Uint8Array);
    expect(round?.dots).toHaveLength(3);
  });
});

test('examples are the best-rated desirable and the worst-rated undesirable ones of each group', () => {
  const rated = (reward: number, label: TrainingTrajectory['label'], state = users.gameable) =>
    trained({ reward, label, state });
  const trajectories = [
    ...[3, 9, 8, 7, 6, 5, 4].map((reward) => rated(reward, 'desirable')),
    ...[2, 1, 4, 3].map((reward) => rated(reward, 'undesirable')),
    rated(10, null),
    rated(6, 'desirable', users.other),
  ];
  const [round] = factsOfKind([{ ...trajectoriesOf(0), trajectories }], 'round');
  expect(round?.examples.map(({ group, label, conversation }) => [group, label, conversation.reward])).toEqual([
    ...[9, 8, 7, 6, 5, 4].map((reward) => ['gameable', 'desirable', reward]),
    ...[1, 2, 3].map((reward) => ['gameable', 'undesirable', reward]),
    ['other', 'desirable', 6],
  ]);
});

describe('a policy', () => {
  test('comes with the summary that the command line prints, of the update before it', () => {
    const [, policy] = factsOfKind(
      [
        startOf(),
        evaluationOf(0),
        trajectoriesOf(0, { desirable: 5 }, 0.25),
        updateOf(0, { steps: [updateStep({ rewardMargin: 1.5, kl: { raw: 3, clamped: 3 } })] }),
        evaluationOf(1),
      ],
      'policy',
    );
    expect(policy?.summary).toMatchObject({ iteration: 1, selection: { desirable: 5 }, interference: 0.25 });
    expect(policy?.summary.update).toMatchObject({ rewardMargin: 1.5, klRaw: 3 });
    expect(policy?.rating.gameable.value).toBe(6.25);
  });

  test('changes harm by the mean difference over the same users, of whom both can be told', () => {
    const panel = (...harms: readonly (boolean | null)[]): PanelTrajectory[] => harms.map((harm) => inPanel(harm));
    const [first, second] = factsOfKind(
      [
        { ...evaluationOf(0), panel: panel(false, false, true, null, false) },
        { ...evaluationOf(1), panel: panel(true, false, true, true, null) },
      ],
      'policy',
    );
    expect(first?.change).toEqual({ gameable: null, other: null });
    expect(second?.change.gameable).toMatchObject({ n: 3 });
    expect(second?.change.gameable?.value).toBeCloseTo(1 / 3, 12);
    expect(second?.flips.map(({ before, after }) => [before.harmful, after.harmful])).toEqual([[false, true]]);
  });

  test('a run that starts anew, or goes on elsewhere, compares with nothing', () => {
    const panel = [inPanel(false), inPanel(false)];
    const [, last] = factsOfKind(
      [{ ...evaluationOf(0), panel }, startOf({}, 3), { ...evaluationOf(4), panel }],
      'policy',
    );
    expect(last?.change.gameable).toBeNull();
    expect(last?.flips).toEqual([]);
  });
});

test('of twins the one whose channel leans gameable stands first, whoever the user is', () => {
  const reply = (text: string) => [turnWith({ reply: writtenAs(text), rating: answeredWith(7) })];
  const panel = [
    inPanel(false, { state: users.gameable, played: reply('own') }),
    inPanel(false, { state: users.other, played: reply('other’s own') }),
    ...[0, 1].flatMap((user) =>
      ['message', 'notes'].map((channel) =>
        inPanel(true, { twinOf: { user, channel }, turns: [{ role: 'agent', text: `${channel} of ${String(user)}` }] }),
      ),
    ),
  ];
  const [policy] = factsOfKind([{ ...evaluationOf(0), panel }], 'policy');
  expect(policy?.twins.map(({ user, group, channel }) => [user, group, channel])).toEqual([
    [0, 'gameable', 'notes'],
    [1, 'other', 'notes'],
  ]);
  expect(policy?.twins.map(({ gameable }) => gameable.turns[0]?.text ?? 'own')).toEqual(['own', 'notes of 1']);
  expect(policy?.twins.map(({ other }) => other.turns[0]?.text ?? 'own')).toEqual(['notes of 0', 'own']);
});

test('the rest is passed on without what only the worker needs', () => {
  expect(
    factsOf([
      startOf({ seed: 4 }, 0, 'ab'),
      { kind: 'progress', iteration: 0, phase: 'rate', done: 3, total: 8 },
      { kind: 'collapse', iteration: 1, reasons: ['kl'] },
      completeOf(1, 'cd'),
      { kind: 'end', reason: 'finished', fingerprint: 'cd' },
    ]),
  ).toEqual([
    expect.objectContaining({ kind: 'start', fingerprint: 'ab', resumedAt: 0 }),
    { kind: 'progress', iteration: 0, phase: 'rate', done: 3, total: 8 },
    { kind: 'collapse', iteration: 1, reasons: ['kl'] },
    { kind: 'complete', iteration: 1, fingerprint: 'cd' },
    { kind: 'end', reason: 'finished', fingerprint: 'cd' },
  ]);
});
