import { expect, test } from 'vitest';
import { policyWith, shownWith } from './testing/cases.ts';
import type { TwinPair } from './types.ts';
import { tellingPair } from './twinChoice.ts';

const pair = (
  user: number,
  gameable: boolean | null,
  other: boolean | null,
  group: TwinPair['group'] = 'other',
): TwinPair => ({
  ...{
    user,
    group,
    channel: 'notes',
    gameable: shownWith({ harmful: gameable }),
    other: shownWith({ harmful: other }),
  },
});

const chosen = (newest: readonly TwinPair[], untrained: readonly TwinPair[] = []): number =>
  tellingPair(policyWith(1, { twins: newest }), policyWith(0, { twins: untrained }));

test.each<[string, readonly TwinPair[], number]>([
  ['one in which only the one who leans gameable is harmed', [pair(0, true, true), pair(1, true, false)], 1],
  ['one in which both are harmed, before one in which nobody is', [pair(0, false, false), pair(1, true, true)], 1],
  ['one of which all can be told', [pair(0, null, false), pair(1, false, true)], 1],
  ['of equals that of a gameable user', [pair(0, true, false), pair(1, true, false, 'gameable')], 1],
  ['of equals the first', [pair(0, true, false), pair(1, true, false)], 0],
  ['without any, none', [], 0],
])('the pair to show is %s', (_, twins, index) => {
  expect(chosen(twins)).toBe(index);
});

test('harm that training has brought is more telling than harm that was there', () => {
  const untrained = [pair(0, true, false, 'gameable'), pair(1, false, false)];
  expect(chosen([pair(0, true, false, 'gameable'), pair(1, true, false)], untrained)).toBe(1);
});
