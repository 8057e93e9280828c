import { expect, test } from 'vitest';
import { refusalMessage } from '../../core/fault/index.ts';
import { ownScenario } from '../../../test/support/ownCase.ts';
import { ownHash } from '../../experiments/index.ts';
import { deskOf, isAtRisk, textOf } from './desk.ts';
import { checkedDraft, withScenario } from './draft.ts';
import type { Draft } from './draft.ts';

const none = { environment: 'therapyTalk', ownScenarios: [] } as const;
const theirs = { environment: 'therapyTalk', ownScenarios: [ownScenario('Theirs', 'smoking')] } as const;
const mine: Draft = { users: { environment: 'therapyTalk', scenarios: [ownScenario('Mine', 'smoking')] }, at: 0 };
const nothingKept = () => [];

function hashOf(draft: Draft): string {
  const checked = checkedDraft(draft);
  return 'fault' in checked ? expect.fail(refusalMessage(checked)) : ownHash(checked.scenarios);
}
const changed = withScenario(mine, { name: 'Mine, too' });
/** A run would refuse it, so it can be neither kept nor used. */
const faulty = withScenario(mine, { openings: mine.users.scenarios[0]?.openings.slice(0, 1) ?? [] });

test.each<[string, Parameters<typeof isAtRisk>, boolean]>([
  ['openings that are nowhere else', [{ draft: mine, safe: '' }, none, []], true],
  ['not what has no opening yet', [{ draft: withScenario(mine, { openings: [] }), safe: '' }, none, []], false],
  ['not what is kept', [{ draft: mine, safe: '' }, none, [{ hash: hashOf(mine) }]], false],
  ['what is otherwise than kept', [{ draft: changed, safe: '' }, none, [{ hash: hashOf(mine) }]], true],
  ['not what is in the setup', [{ draft: mine, safe: '' }, { ...none, ownScenarios: mine.users.scenarios }, []], false],
  ['what the setup had, but has no more', [{ draft: mine, safe: '' }, theirs, []], true],
  ['not what is as in its file', [{ draft: mine, safe: textOf(mine) }, none, []], false],
  ['what is otherwise than in its file', [{ draft: changed, safe: textOf(mine) }, none, []], true],
  ['what can’t be kept', [{ draft: faulty, safe: textOf(mine) }, none, []], true],
])('at risk: %s', (_, given, expected) => {
  expect(isAtRisk(...given)).toBe(expected);
});

test('a desk is found as it was left, one for each session', () => {
  const session = {};
  const desk = deskOf(session, none, nothingKept, 'My users');
  expect(desk.getState().draft.users.scenarios).toMatchObject([{ name: 'My users', openings: [] }]);
  const later = { ...mine, at: 3 };
  const left = [{ file: 'a.json', fault: { code: 'allGameable' } }] as const;
  desk.setState({ draft: later, pasted: 'Half a', left });
  const again = deskOf(session, none, nothingKept, 'My users').getState();
  expect(again).toMatchObject({ draft: later, pasted: 'Half a', left });
  expect(deskOf({}, theirs, nothingKept, 'My users').getState().draft.users.scenarios).toEqual(theirs.ownScenarios);
});

test('a setup with other users takes the place of what is safe, and of nothing else', () => {
  const session = {};
  const desk = deskOf(session, none, nothingKept, 'My users');
  desk.setState({ draft: mine, pasted: 'Half a' });
  expect(deskOf(session, theirs, nothingKept, 'My users').getState().draft).toEqual(mine);
  // once it has been kept, it still stands until the setup is another one again
  const keeps = () => [{ hash: hashOf(mine) }];
  expect(deskOf(session, theirs, keeps, 'My users').getState().draft).toEqual(mine);
  expect(deskOf(session, none, keeps, 'My users').getState()).toMatchObject({
    draft: { users: { scenarios: [{ name: 'My users' }] } },
    pasted: 'Half a',
  });
});

test('users that came with a setup, untouched, go with it', () => {
  const session = {};
  deskOf(session, theirs, nothingKept, 'My users');
  expect(deskOf(session, none, nothingKept, 'My users').getState().draft.users.scenarios).toMatchObject([
    { name: 'My users', openings: [] },
  ]);
});
