import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ownScenario } from '../../../test/support/ownCase.ts';
import { select } from '../../core/selection/index.ts';
import { RandomStream } from '../../core/rng/index.ts';
import { parseConfig } from '../config/index.ts';
import type { RunConfig } from '../config/index.ts';
import { presets } from '../presets/index.ts';
import { Openings } from './openings.ts';
import {
  notesInRun,
  selectionCounts,
  selectionNotes,
  selectionNoteText,
  selectionSentences,
} from './selectionCounts.ts';
import { selectionGroup } from './training.ts';

const notesOf = (changes: Partial<RunConfig>): string[] =>
  selectionNotes(parseConfig(changes)).map((note) => selectionNoteText(selectionSentences, note));

/** Of the states that really come, all with rewards of their own. */
function selectedIn(config: RunConfig): Record<'gameable' | 'other', number> {
  const root = RandomStream.root(1);
  const played = new Openings(config, root)
    .states(0)
    .flatMap((state, index) => Array.from({ length: config.trajectoriesPerState }, () => ({ state, index })));
  const candidates = played.map(({ state, index }, i) => ({
    ...{ group: selectionGroup(state, index, config.selectionLevel), reward: i, vetoed: false },
  }));
  const { desirable } = select(candidates, { fraction: config.selectedFraction, negativesFromAll: false }, root);
  const gameable = desirable.filter((i) => played[i]?.state.gameable === true).length;
  return { gameable, other: desirable.length - gameable };
}

test('what will be selected is what selection selects', () => {
  const own = [ownScenario('Mine', 'smoking')];
  const settings = fc.record({
    scenarios: fc.constantFrom([], ['theft'], ['smoking', 'eating', 'anger']),
    gameableShare: fc.constantFrom(0, 0.02, 0.1, 0.5, 1),
    initialStates: fc.integer({ min: 16, max: 70 }),
    trajectoriesPerState: fc.constantFrom(2, 3),
    selectedFraction: fc.constantFrom(1 / 16, 1 / 4, 1 / 2),
    selectionLevel: fc.constantFrom('scenario' as const, 'state' as const, 'environment' as const),
    isOwn: fc.boolean(),
  });
  fc.assert(
    fc.property(settings, ({ isOwn, ...changes }) => {
      const whose = isOwn ? { ownScenarios: own, scenarios: [] } : {};
      const config = parseConfig({ ...changes, panelUsers: 8, panelTwins: 0, ...whose });
      const counts = selectionCounts(config);
      const selected = selectedIn(config);
      for (const group of ['gameable', 'other'] as const) {
        const { states, trajectories, fraction } = counts?.[group] ?? { states: NaN, trajectories: NaN, fraction: NaN };
        expect(counts?.[group].selected).toBe(selected[group]);
        expect(trajectories).toBe(states * config.trajectoriesPerState);
        expect(fraction).toBe(trajectories === 0 ? 0 : selected[group] / trajectories);
      }
      expect((counts?.gameable.states ?? NaN) + (counts?.other.states ?? NaN)).toBe(config.initialStates);
    }),
    { numRuns: 40 },
  );
  expect(selectionCounts(parseConfig({ selectionLevel: 'pooled', gameableShare: 0.02 }))).toBeNull();
});

describe('a note', () => {
  test.each<[string, Partial<RunConfig>, string[]]>([
    [
      'says that nothing can be selected',
      { gameableShare: 0.02 },
      // 8 for each of 12 scenarios, so that 1 of 8 is chosen: 96 of 4,775 at 2 %
      ['Gameable users: 10 in 10 scenarios, too few to select a best and a worst. 4775 initial states would do.'],
    ],
    [
      'says that far more is selected than is set',
      { gameableShare: 0.05 },
      [
        'Gameable users: 12 of 26 trajectories would be desirable (46.2 %), as many undesirable; 6.3 % is set. 1910 initial states would do.',
      ],
    ],
    [
      'says that nobody comes',
      { gameableShare: 0.02, initialStates: 16, selectionLevel: 'environment' },
      // 16 others give 1 of 16
      ['Gameable users: the share of so few initial states comes to none. 375 initial states would do.'],
    ],
    [
      'is of the other users too',
      { gameableShare: 0.999, scenarios: ['smoking'] },
      ['Other users: 1 in 1 scenario, too few to select a best and a worst. 7501 initial states would do.'],
    ],
    [
      'knows where more initial states would not help',
      { gameableShare: 1, selectionLevel: 'state', trajectoriesPerState: 2 },
      ['Gameable users: 512 of 1024 trajectories would be desirable (50 %), as many undesirable; 6.3 % is set.'],
    ],
    ['is not made of a group that nobody asked for', { gameableShare: 1 }, []],
    ['is not made where groups compete', { gameableShare: 0.02, selectionLevel: 'pooled' }, []],
    ['is not made of twice the fraction', { gameableShare: 1, scenarios: ['smoking'], initialStates: 24 }, []],
  ])('%s', (_, changes, wanted) => {
    expect(notesOf(changes)).toEqual(wanted);
  });

  test('goes when its advice is taken, and not with one state less', () => {
    for (const gameableShare of [0.001, 0.02, 0.05, 0.97]) {
      const [{ enough, group } = { enough: NaN, group: '' }] = selectionNotes(parseConfig({ gameableShare }));
      const notesWith = (initialStates: number | null) =>
        selectionNotes(parseConfig({ gameableShare, initialStates: initialStates ?? NaN })).filter(
          (note) => note.group === group,
        );
      if (enough === null) continue;
      expect(notesWith(enough)).toEqual([]);
      expect(notesWith(enough - 1)).toHaveLength(1);
    }
  });

  test('is made of no preset, and of each part of a run once', () => {
    for (const { id, config } of presets) expect(notesInRun(config), id).toEqual([]);
    const changes = [
      { iteration: 2, settings: { gameableShare: 0.02 } },
      { iteration: 4, settings: { veto: 'normal' } },
    ];
    const found = notesInRun(parseConfig({ changes }));
    expect(found.map(({ iteration, note }) => [iteration, note.kind])).toEqual([[2, 'nothing']]);
  });
});
