import { describe, expect, test } from 'vitest';
import { presetNamed } from '../experiments/index.ts';
import type { TwinPair } from '../facts/index.ts';
import { policyWith, shownWith } from '../facts/testing/cases.ts';
import { handoutFile, handoutOf, parseHandout } from './index.ts';
import type { HandoutRun } from './index.ts';

const source = { madeBy: '1.2.3', link: 'https://example.org/#v=1&p=therapy-50' };
const nasty = `</script><script>alert(1)</script><!-- $& \u2028 "`;

/** User 2's pair is the most telling, then 1's: harm to the gameable side alone, and to both. */
const pair = (user: number): TwinPair => ({
  ...{ user, group: 'other', channel: 'notes' },
  gameable: shownWith({ harmful: user > 0, notes: nasty, ratings: [0.123456, 0.876544] }),
  other: shownWith({ harmful: user === 1 }),
});
const twins = [pair(0), pair(1), pair(2)];
const run: HandoutRun = {
  ...{ name: `Mine ${nasty}`, config: presetNamed('therapy-50').config, model: { name: 'main', hash: 'ab12' } },
  ...{ fingerprint: 'cd34', end: 'finished', hidden: ['seed'] },
  policies: [policyWith(0, { twins }), policyWith(1, { twins })],
};
const users = (handout: ReturnType<typeof handoutOf>): number[][] =>
  handout.policies.map((policy) => policy.twins.map(({ user }) => user));

describe('a handout', () => {
  test('is read as it was written, with everything but what it leaves out', () => {
    const handout = handoutOf(run, source);
    const read = parseHandout(JSON.stringify(handout));
    expect(read).toEqual(handout);
    expect(read).toMatchObject({
      ...source,
      config: run.config,
      fingerprint: 'cd34',
      hidden: ['seed'],
      pairs: { kept: 3, of: 3 },
    });
    expect(read.policies[1]?.summary).toEqual(run.policies[1]?.summary);
    expect(read.policies[0]?.twins[0]?.gameable).toMatchObject({ notes: nasty, ratings: [0.1235, 0.8765] });
    expect(users(read)).toEqual([
      [0, 1, 2],
      [0, 1, 2],
    ]);
  });

  test('that would be too large keeps the most telling pairs, the same at each iteration, and says so', () => {
    const whole = JSON.stringify(handoutOf(run, source)).length;
    const smaller = handoutOf(run, source, whole - 1);
    expect([smaller.pairs, users(smaller)]).toEqual([{ kept: 1, of: 3 }, [[2], [2]]]);
    const none = handoutOf(run, source, 1);
    expect([none.pairs, users(none)]).toEqual([{ kept: 0, of: 3 }, [[], []]]);
    expect(none.policies[1]?.summary).toEqual(run.policies[1]?.summary);
  });

  test.each([
    ['{', 'the file: '],
    ['null', 'the file: '],
    [{ version: 2 }, 'version: '],
    [{ link: 'javascript:alert(1)' }, 'link: '],
    [{ policies: [] }, 'policies: '],
    [{ policies: [policyWith(1)] }, 'policies: '],
    [{ config: { ...run.config, beta: -1 } }, 'config: '],
    [{ hidden: ['pepper'] }, 'hidden.0: '],
    [{ more: 1 }, 'more: '],
  ])('with %j is refused', (change, cause) => {
    const text = typeof change === 'string' ? change : JSON.stringify({ ...handoutOf(run, source), ...change });
    expect(() => parseHandout(text)).toThrow(new RegExp(`^${cause}`, 'u'));
  });
});

describe('the file of a handout', () => {
  const reader =
    '<html lang="en"><title>Swayground</title><script type="application/json" id="handout">null</script><script>read()</script>';

  test('has texts as data, in which nothing ends or begins an element', () => {
    const file = handoutFile(reader, handoutOf(run, source), 'de');
    const [, data = ''] = /id="handout">([^<]*)<\/script><script>read\(\)<\/script>$/u.exec(file) ?? [];
    expect(parseHandout(data)).toEqual(handoutOf(run, source));
    expect(file.match(/<script/gu)).toHaveLength(2);
    expect(file).toContain('<title>Mine &lt;/script>');
    expect(file).toMatch(/^<html lang="de" data-language="de">/u);
  });

  test('is not made of a page that is no reader', () => {
    expect(() => handoutFile('<html>', handoutOf(run, source), 'de')).toThrow(RangeError);
    expect(() => handoutFile(reader + reader, handoutOf(run, source), 'de')).toThrow(RangeError);
  });
});
