import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { endOf, iterationEvents, linkOf, smallSize, startAt } from '../../test/support/storedRun.ts';
import { talkingRun } from '../../test/support/talkingRun.ts';
import type { RunEvent } from '../experiments/index.ts';
import { startOf } from '../experiments/run/testing/eventCases.ts';
import { bytesOfJson } from '../learners/jsonBytes.ts';
import { RunLibrary } from '../storage/library.ts';
import { localLocks } from '../storage/locks.ts';
import { RunReader } from '../storage/reader.ts';
import { MemoryRows } from '../storage/rows/memoryRows.ts';
import { runChanges } from '../storage/changes.ts';
import { RunWriter } from '../storage/writer.ts';
import { StoredArchive } from './archive.ts';
import type { TokenTexts } from './archive.ts';
import { aroundFound } from './aroundFound.ts';

// the fakes' tokens are the lengths of words
const wordsOf: TokenTexts = (tokens) =>
  'Reply 2 of policy 1, and nothing more of any MANNER.'
    .split(' ')
    .map((word, i) => (word.length === tokens[i] ? (i === 0 ? '' : ' ') + word : '?'));

let rows = new MemoryRows();

const archiveOf = (texts: TokenTexts = wordsOf): StoredArchive => {
  const changes = runChanges(null);
  const store = {
    ...{ changes, reader: new RunReader(rows), library: new RunLibrary(rows, localLocks(), changes) },
    mode: () => ({ kind: 'indexedDb' }) as const,
  };
  return new StoredArchive(Promise.resolve(store), () => Promise.resolve(texts));
};

beforeEach(async () => {
  rows = new MemoryRows();
  const writer = new RunWriter(rows, { run: 'a', name: 'A' });
  const events = [startAt(), ...[0, 1, 2].flatMap((iteration) => iterationEvents(iteration)), endOf(2)];
  for (const event of events) await writer.add(event, 1);
});
afterEach(() => {
  rows.close();
});

async function damage(store: 'trajectories' | 'columns', key: (string | number)[], field: string): Promise<void> {
  const row = structuredClone(await rows.get(store, key)) as object;
  Reflect.set(row, field, 'nonsense');
  await rows.commit([{ kind: 'put', store, row }]);
}
const played = { by: 'iteration', descending: false } as const;

test('lists runs, opens one, filters it and gives its rows', async () => {
  const archive = archiveOf();
  expect(await archive.runs()).toMatchObject({ runs: [{ run: 'a', trajectories: 19 }], damaged: [], refused: null });
  expect(await archive.open('a')).toMatchObject({ length: 19, scenarios: ['smoking', 'theft'], damaged: [] });
  const { positions, unread } = await archive.select('a', { part: 'training', label: 'desirable' }, played);
  expect(unread).toBe(0);
  const entries = await archive.entries('a', positions);
  expect(entries.map(({ iteration, index }) => [iteration, index])).toEqual([
    [0, 0],
    [0, 3],
    [1, 0],
    [1, 3],
  ]);
  // beyond the end of a run that has been read again
  expect(await archive.entries('a', new Uint32Array([18, 19]))).toHaveLength(1);
});

test('a conversation comes with its standing, its tokens and what was seen', async () => {
  const opened = await archiveOf().trajectory({ run: 'a', part: 'training', iteration: 1, index: 2 });
  if (opened.kind !== 'open') throw new RangeError();
  // gameable is what indices 0 and 1 are; of scenario smoking and the others, 2 is alone
  expect(opened.standing).toMatchObject({ size: 1, rank: 1, gameable: false, scenario: 'smoking', desirable: 0 });
  expect(opened).toMatchObject({ veto: null, isShuffled: false, margin: 0 });
  expect(opened.replies[0]?.tokens?.map(({ text }) => text).join('')).toContain('any MANNER.');
  expect(opened.replies[0]?.tokens?.[0]).toEqual({ text: 'Reply', logProb: -0.5 });
  expect(opened.replies[0]?.sights.map(({ model }) => model)).toEqual(['agent', 'rating']);
});

describe('a conversation of models that take chat messages', () => {
  const roles = { agentModel: 'webllm:A', userModel: 'webllm:A', raterModel: 'webllm:A', judgeModel: 'webllm:A' };
  const lesson = { about: ['any'], writes: 'reply', text: 'A remembered text.', desirable: true };
  const remembering = (event: RunEvent): RunEvent =>
    event.kind === 'complete' && event.checkpoint.iteration === 1
      ? { ...event, checkpoint: { ...event.checkpoint, learner: { bytes: bytesOfJson([lesson]), optimizer: null } } }
      : event;

  async function sightOf(iteration: number) {
    const opened = await archiveOf().trajectory({ run: 'b', part: 'panel', iteration, index: 0 });
    return opened.kind === 'open' ? opened.replies[0]?.sights[0] : opened;
  }

  test('tells what a memory put into the instructions, and where it can’t be read', async () => {
    const writer = new RunWriter(rows, { run: 'b', name: 'B' });
    const start = startOf({ ...roles, learner: 'feedbackMemory', klPenalty: 0 }, 0, linkOf(0));
    for (const event of [start, ...talkingRun(2, smallSize).slice(1)]) await writer.add(remembering(event), 1);
    expect(await sightOf(1)).toMatchObject({
      ...{ model: 'agent', playedBy: { engine: 'webllm', id: 'A' }, answers: null, except: 'lessons' },
      sent: {
        messages: [
          { role: 'system', content: expect.stringContaining('Such a user liked: A remembered text.') as string },
          { role: 'user' },
        ],
      },
    });
    const at = { run: 'b', iteration: 1 };
    expect(await archiveOf().compare({ kind: 'twins', at })).toMatchObject({ harmBy: 'judge' });
    const builtin = { run: 'a', iteration: 1 };
    expect(await archiveOf().compare({ kind: 'policies', a: builtin, b: at })).toMatchObject({ harmBy: 'judge' });
    expect(await archiveOf().compare({ kind: 'policies', a: builtin, b: builtin })).toMatchObject({ harmBy: 'gold' });
    // the bytes of this one are no memory
    expect(await sightOf(2)).toMatchObject({ except: 'lessonsGone' });
  });

  test('that begins with a reply is a damaged row, as no model can have been sent it', async () => {
    const writer = new RunWriter(rows, { run: 'b', name: 'B' });
    const start = startOf({ ...roles, learner: 'rerankKto' }, 0, linkOf(0));
    for (const event of [start, ...talkingRun(1, smallSize).slice(1)]) {
      const panel = event.kind === 'evaluation' ? event.panel.map((each) => ({ ...each, turns: [] })) : [];
      await writer.add(event.kind === 'evaluation' ? { ...event, panel } : event, 1);
    }
    expect(await sightOf(0)).toEqual({
      ...{ kind: 'damaged', refusal: { fault: { code: 'said', text: 'there is no message to answer' } } },
    });
  });
});

test('tokens that do not spell the reply are not shown', async () => {
  for (const texts of [() => null, () => ['Another', ' text']] satisfies TokenTexts[]) {
    const opened = await archiveOf(texts).trajectory({ run: 'a', part: 'panel', iteration: 1, index: 0 });
    expect(opened).toMatchObject({ kind: 'open', standing: null, replies: [{ tokens: null }] });
  }
});

test('a damaged row is named, and the others are shown', async () => {
  await damage('columns', ['a', 'training', 0], 'reward');
  await damage('trajectories', ['a', 'panel', 1, 0], 'trajectories');
  const archive = archiveOf();
  const { length, damaged } = await archive.open('a');
  expect(length).toBe(14);
  expect(damaged).toEqual([expect.objectContaining({ row: 'columns ["a", "training", 0]', field: 'reward' })]);
  const fault = await archive.trajectory({ run: 'a', part: 'panel', iteration: 1, index: 0 });
  expect(fault).toEqual({
    kind: 'damaged',
    refusal: expect.objectContaining({ row: 'trajectories ["a", "panel", 1, 0]' }) as unknown,
  });
  expect(await archive.trajectory({ run: 'a', part: 'training', iteration: 0, index: 0 })).toMatchObject({
    standing: null,
  });
  const at = (iteration: number) => ({ run: 'a', iteration });
  const compared = await archive.compare({ kind: 'policies', a: at(0), b: at(1) });
  expect(compared.damaged).toHaveLength(1);
  expect(compared).toMatchObject({ pairs: [], unpaired: 2 });
});

test('policies are compared, and users with their twins', async () => {
  const at = (iteration: number) => ({ run: 'a', iteration });
  const archive = archiveOf();
  const policies = await archive.compare({ kind: 'policies', a: at(0), b: at(2) });
  expect(policies.pairs.map(({ a }) => a).sort()).toEqual([0, 2]);
  expect(policies.pairs[0]?.isSame).toBe(false);
  expect(await archive.compare({ kind: 'twins', at: at(1) })).toMatchObject({
    unpaired: 0,
    pairs: [{ channel: 'notes' }],
  });
});

test('a run that is not there is refused', async () => {
  await expect(archiveOf().open('b')).rejects.toThrow('there is no such row');
});

test('a place has its position, if there is such a place', async () => {
  const archive = archiveOf();
  const place = { run: 'a', part: 'training', iteration: 1, index: 2 } as const;
  const position = await archive.position(place);
  const [entry] = await archive.entries('a', Uint32Array.of(position ?? 99));
  expect(entry).toMatchObject({ part: 'training', iteration: 1, index: 2 });
  for (const other of [{ index: 5 }, { iteration: 2 }, { iteration: 9 }]) {
    expect(await archive.position({ ...place, ...other })).toBeNull();
  }
});

describe('a search', () => {
  beforeEach(async () => {
    rows = new MemoryRows();
    const writer = new RunWriter(rows, { run: 'a', name: 'A' });
    for (const event of talkingRun(2, smallSize)) await writer.add(event, 1);
  });

  /** Words that stand in no reply, so in no excerpt. */
  async function say(part: string, iteration: number, index: number, words: string): Promise<void> {
    const row = structuredClone(await rows.get('trajectories', ['a', part, iteration, 0])) as {
      trajectories: { turns: { role: string; text: string }[] }[];
    };
    row.trajectories[index]?.turns.push({ role: 'user', text: words });
    await rows.commit([{ kind: 'put', store: 'trajectories', row }]);
  }

  async function searched(archive: StoredArchive, text: string): Promise<Uint32Array[]> {
    const found: Uint32Array[] = [];
    for (;;) {
      const { positions, unread } = await archive.select('a', { text }, played);
      found.push(positions);
      if (unread === 0) return found;
      await archive.readOn('a');
    }
  }

  test('finds first what stands in excerpts, then what was said anywhere', async () => {
    await say('panel', 1, 2, 'The UNICORN in the garden');
    await say('training', 0, 4, 'policy 2, they say');
    const archive = archiveOf();
    const unicorn = await searched(archive, 'unicorn in');
    expect(unicorn[0]).toHaveLength(0);
    const [entry] = await archive.entries('a', unicorn.at(-1) ?? new Uint32Array(), 'unicorn in');
    expect(entry).toMatchObject({ part: 'panel', iteration: 1, index: 2 });
    expect(entry?.excerpt).toContain('The UNICORN in the garden');
    // all has been read: one answer, and it is whole
    const policy = await searched(archive, 'policy 2,');
    expect(policy.map(({ length }) => length)).toEqual([4]);
  });

  test('passes over what is damaged, and finds the rest', async () => {
    await say('panel', 1, 2, 'unicorn');
    await damage('trajectories', ['a', 'training', 0, 0], 'trajectories');
    expect((await searched(archiveOf(), 'unicorn')).at(-1)).toHaveLength(1);
    // its excerpts are still there
    expect((await searched(archiveOf(), 'policy 0,')).at(-1)).toHaveLength(8);
  });

  test('of a run that was read again goes through what has come since', async () => {
    const archive = archiveOf();
    await searched(archive, 'unicorn');
    await say('panel', 2, 0, 'unicorn');
    await archive.open('a');
    expect((await searched(archive, 'unicorn')).at(-1)).toHaveLength(1);
  });
});

test.each([
  ['in the excerpt', 'Buy it now.', 'something else', 'buy', 'Buy it now.'],
  ['nowhere', 'Buy it.', 'Buy it.', 'sell', 'Buy it.'],
  ['not known yet', 'Buy it.', undefined, 'sell', 'Buy it.'],
  ['at the beginning of what was said', 'Buy it.', 'Sell it\nBuy it.', 'sell', 'Sell it · Buy it.'],
  [
    'behind whole words',
    'Buy it.',
    `${'x'.repeat(100)} ${'y'.repeat(18)} Sell it.`,
    'sell',
    `… ${'y'.repeat(18)} Sell it.`,
  ],
  ['far behind', 'Buy it.', `${'x'.repeat(100)}🙂${'y'.repeat(23)}Sell it.`, 'sell', `… ${'y'.repeat(23)}Sell it.`],
  [
    'far on in the excerpt',
    `${'Buy it. '.repeat(5)}Or sell it.`,
    undefined,
    'sell',
    '… it. Buy it. Buy it. Or sell it.',
  ],
])('what is shown of a text that is found %s', (_, excerpt, whole, text, shown) => {
  expect(aroundFound(excerpt, whole, text)).toBe(shown);
});
