import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { panel, training } from '../../test/support/storedRun.ts';
import { isHarmfulTrajectory } from '../evaluation/trajectory.ts';
import { columnsOf } from './records/columns.ts';
import { TrajectoryIndex } from './trajectoryIndex.ts';
import type { IndexEntry, TrajectoryFilter, TrajectoryOrder } from './trajectoryIndex.ts';

const sizes = { training: 40, panel: 25 };
const columns = [0, 1, 2, 11].flatMap((iteration) => [
  columnsOf({ run: 'a', part: 'training', iteration }, training(iteration, sizes.training)),
  columnsOf({ run: 'a', part: 'panel', iteration }, panel(iteration, sizes.panel)),
]);
// as the store has them: by part, then by iteration
const index = new TrajectoryIndex(columns.toSorted((a, b) => (a.part < b.part ? -1 : 1)));
const played = { by: 'iteration', descending: false } as const;
const entriesOf = (filter: TrajectoryFilter, order: TrajectoryOrder = played): IndexEntry[] =>
  [...index.select(filter, order)].map((position) => index.entry(position));

test('every trajectory is listed as it was played', () => {
  const wanted = [0, 1, 2, 11].flatMap((iteration) =>
    (['training', 'panel'] as const).flatMap((part) =>
      (part === 'training' ? training(iteration, sizes.training) : panel(iteration, sizes.panel)).map((each, at) => ({
        ...{ part, iteration, index: at, scenario: each.state.scenario, gameable: each.state.gameable },
        ...{ vetoed: each.vetoed, reward: each.reward, harmful: isHarmfulTrajectory(each) },
        label: 'label' in each ? each.label : null,
        excerpt: each.played[0]?.reply.text,
      })),
    ),
  );
  expect(entriesOf({})).toEqual(wanted);
  expect(index.length).toBe(260);
  expect(index.scenarios).toEqual(['smoking', 'theft']);
  expect(() => index.entry(260)).toThrow(RangeError);
});

/** What a filter means, said slowly. */
function passes(entry: IndexEntry, filter: TrajectoryFilter): boolean {
  const { iterations, scenarios, reward, text, ...equal } = filter;
  return (
    Object.entries(equal).every(([name, value]) => Reflect.get(entry, name) === value) &&
    (!iterations || (entry.iteration >= iterations.first && entry.iteration <= iterations.last)) &&
    (!scenarios || scenarios.includes(entry.scenario)) &&
    (!reward || (entry.reward >= reward.low && entry.reward <= reward.high)) &&
    (text === undefined || entry.excerpt.toLowerCase().includes(text.toLowerCase()))
  );
}

test('any filter and order finds what one finds who looks at each', () => {
  const iteration = fc.constantFrom(0, 1, 2, 3, 11);
  const rating = fc.integer({ min: 1, max: 10 });
  const filter = fc.record(
    {
      part: fc.constantFrom('training' as const, 'panel' as const),
      iterations: fc.record({ first: iteration, last: iteration }),
      scenarios: fc.subarray(['smoking', 'theft', 'unknown']),
      gameable: fc.boolean(),
      label: fc.constantFrom('desirable' as const, 'undesirable' as const, null),
      vetoed: fc.boolean(),
      harmful: fc.constantFrom(true, false, null),
      reward: fc.record({ low: rating, high: rating }),
      text: fc.constantFrom('', 'kind', 'MANNER', 'policy 1,', 'reply 7', 'nowhere'),
    },
    { requiredKeys: [] },
  );
  const order = fc.record({
    by: fc.constantFrom('iteration' as const, 'reward', 'scenario'),
    descending: fc.boolean(),
  });
  const all = entriesOf({});
  const number = ({ scenario, reward, iteration: of }: IndexEntry, by: TrajectoryOrder['by']): number =>
    by === 'reward' ? reward : by === 'scenario' ? index.scenarios.indexOf(scenario) : of;
  fc.assert(
    fc.property(filter, order, (asked, { by, descending }) => {
      const passing = all.filter((entry) => passes(entry, asked));
      const sign = descending ? -1 : 1;
      const wanted =
        by === 'iteration'
          ? descending
            ? passing.reverse()
            : passing
          : passing.sort((a, b) => sign * (number(a, by) - number(b, by)));
      expect(entriesOf(asked, { by, descending })).toEqual(wanted);
    }),
    { numRuns: 300 },
  );
});

describe('an excerpt', () => {
  const excerptOf = (...replies: string[]): string => {
    const [first] = training(0, 1);
    const [turn] = first?.played ?? [];
    if (!first || !turn) throw new Error('there is no turn');
    const turns = replies.map((text) => ({ ...turn, reply: { ...turn.reply, text } }));
    return columnsOf({ run: 'a', part: 'training', iteration: 0 }, [{ ...first, played: turns }]).excerpts[0] ?? '';
  };

  test('has all replies, cut at 160 characters and never through one', () => {
    expect(excerptOf('One.', 'Two.')).toBe('One. … Two.');
    expect(excerptOf('x'.repeat(161))).toBe('x'.repeat(160));
    expect(excerptOf(`${'x'.repeat(159)}🙂`)).toBe('x'.repeat(159));
    expect(excerptOf(`${'x'.repeat(158)}🙂y`)).toBe(`${'x'.repeat(158)}🙂`);
    expect(excerptOf()).toBe('');
  });
});

test('an index without trajectories is empty', () => {
  const empty = new TrajectoryIndex([]);
  expect([...empty.select({ text: 'a', gameable: true }, { by: 'reward', descending: true })]).toEqual([]);
});
