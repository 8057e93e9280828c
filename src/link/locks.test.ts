import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { configKeys, defaults } from '../experiments/index.ts';
import type { ConfigKey } from '../experiments/index.ts';
import { decodeLink, encodeLink } from './codec.ts';
import { keysIn, keysWord } from './locks.ts';

const plain = { config: defaults, fingerprint: null, view: {} } as const;
const sorted = (keys: readonly ConfigKey[]): ConfigKey[] => configKeys.filter((key) => keys.includes(key));

describe('locks in a link', () => {
  test('are named one by one, or all but those that are free, whichever is shorter', () => {
    expect(keysWord(['veto', 'seed'])).toBe('veto,seed');
    expect(keysWord(configKeys)).toBe('*');
    expect(keysWord(configKeys.filter((key) => key !== 'seed' && key !== 'veto'))).toBe('*,-seed,-veto');
    // what is hidden need not be left out of what is fixed
    const fixed = configKeys.filter((key) => key !== 'seed' && key !== 'veto');
    expect(encodeLink({ ...plain, fixed, hidden: ['veto'] })).toContain('&fixed=*,-seed&hidden=veto');
    expect(keysWord([])).toBe('');
  });

  test('come back from any link, each field in one list', () => {
    const lock = fc.constantFrom('free', 'fixed', 'hidden');
    fc.assert(
      fc.property(fc.array(lock, { minLength: configKeys.length, maxLength: configKeys.length }), (locks) => {
        const of = (wanted: string): ConfigKey[] => configKeys.filter((_, i) => locks[i] === wanted);
        const [fixed, hidden] = [of('fixed'), of('hidden')];
        const link = encodeLink({ ...plain, fixed, hidden });
        const read = decodeLink(link);
        expect([sorted(read.fixed), sorted(read.hidden)]).toEqual([fixed, hidden]);
        expect(encodeLink({ ...plain, ...read })).toBe(link);
      }),
    );
  });

  test('a field that is fixed and hidden is hidden', () => {
    expect(decodeLink('v=1&p=booking&fixed=beta,seed&hidden=seed')).toMatchObject({
      fixed: ['beta'],
      hidden: ['seed'],
    });
  });

  test.each([
    ['fixed', 'mood', 'fixed: there is no field "mood"'],
    ['fixed', '', 'fixed: there is no field ""'],
    ['hidden', 'seed,-veto', 'hidden: there is no field "-veto"'],
    ['fixed', '*,seed', 'fixed: there is no field "seed"'],
    ['fixed', '*,-mood', 'fixed: there is no field "-mood"'],
    ['fixed', '*,-toString', 'fixed: there is no field "-toString"'],
    ['fixed', '*,*', 'fixed: there is no field "*"'],
    ['hidden', 'seed,beta,seed', 'hidden: "seed" is there twice'],
    ['fixed', '*,-seed,-seed', 'fixed: "seed" is there twice'],
  ])('%s=%s is refused', (name, word, message) => {
    expect(() => keysIn(name, word)).toThrow(message);
    expect(() => decodeLink(`v=1&p=booking&${name}=${word}`)).toThrow(message);
  });
});
