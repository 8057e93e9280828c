import { describe, expect, test } from 'vitest';
import claimsFile from '../../../../public/recordings/claims.json?raw';
import { acts } from '../../../corpus/acts.ts';
import { environmentIds, scenarioIds } from '../../../environments/index.ts';
import { claimPresets, decideClaims } from '../../../experiments/claims/index.ts';
import { runOf } from '../../../experiments/claims/testing/runs.ts';
import { configKeys, fields, parseClaims, presets } from '../../../experiments/index.ts';
import { toolsIn } from '../language.ts';
import { translate } from './index.ts';

const english = Object.fromEntries(
  Object.entries(import.meta.glob<object>(['../en/*.ts', '!../en/*.test.ts'], { eager: true })).map(
    ([path, module]) => [path.slice('../en/'.length, -'.ts'.length), module],
  ),
);
const german = translate(toolsIn('de'));

/** Words that no German sentence has. */
const englishWord = /\b(?:the|of|and|is|are|not|with|this|that|by|to|from|its|has|be|users?|runs?)\b/iu;

/** Words that are the same in both languages, names, and what samples are made of. */
const shared = new Set([
  ...[
    'Swayground',
    'swayground',
    'Veto',
    'normal',
    'Seed',
    'Seeds',
    'seed',
    'Name',
    'Label',
    'Plan',
    'Policy',
    'Agent',
  ],
  ...[
    'Pause',
    'Iteration',
    'iteration',
    'Illustration',
    'Panels',
    'Training',
    'Simulation',
    'Benchmark',
    'Status',
    'GPU',
    'Story',
    'WebLLM',
    'Server',
    'Download',
    'Test',
    'Bit',

    'Browser',
  ],
  // of files and addresses
  ...['small', 'medium', 'large'],
  ...['null', 'true', 'undefined', 'NaN', 'MB', 'KB', 'Bit', 'bit', 'bits'],
]);
const isShared = (text: string): boolean => (text.match(/\p{L}{2,}/gu) ?? []).every((word) => shared.has(word));
const hasEnglish = (text: string): boolean => englishWord.test(text.replace(/npm run \w+/u, ''));

type Leaf = readonly [path: string, ours: unknown, theirs: unknown];

/** Everything in two modules that is no object, by where it stands; what only one of them has is undefined in the other. */
function leaves(ours: unknown, theirs: unknown, path: string): Leaf[] {
  if (typeof ours !== 'object' || ours === null || typeof theirs !== 'object' || theirs === null) {
    return [[path, ours, theirs]];
  }
  const keys = new Set([...Object.keys(ours), ...Object.keys(theirs)]);
  return [...keys].flatMap((key) =>
    leaves((ours as Record<string, unknown>)[key], (theirs as Record<string, unknown>)[key], `${path}.${key}`),
  );
}

const all = leaves(german, english, '');

/** Stands for whatever a function of words is given: a number, a text, a list, or any structure of these. */
const anything: unknown = new Proxy(['x', 'x'], {
  get(target, key) {
    if (key === Symbol.toPrimitive) return (hint: string) => (hint === 'string' ? 'x' : 3);
    return key in target ? (Reflect.get(target, key) as unknown) : key === 'n' ? 3 : anything;
  },
});
const samples: readonly (readonly unknown[])[] = [
  Array<number>(6).fill(3),
  Array<number>(6).fill(1),
  Array<number>(6).fill(0),
  Array<string>(6).fill('x'),
  ['x', ...Array<number>(5).fill(3)],
  [Array<string>(2).fill('x'), 3, 3],
  [true, 'x', 3],
  ['x', 3, 'x', 'x'],
  [null, null, null],
  Array<unknown>(6).fill(anything),
];

type Say = (...given: readonly unknown[]) => unknown;

/** What a function says to each sample; a fault is told as one. */
const sayings = (say: Say): unknown[] =>
  samples.map((given) => {
    try {
      return say(...given);
    } catch {
      return new Error('refused');
    }
  });

const textsOf = (said: unknown): string[] =>
  typeof said === 'string'
    ? [said]
    : typeof said === 'object' && said !== null
      ? Object.values(said).flatMap(textsOf)
      : [];

describe('German', () => {
  test('has every word that English has, of the same kind, and no other', () => {
    expect(Object.keys(german).sort()).toEqual(Object.keys(english).sort());
    expect(all.length).toBeGreaterThan(700);
    expect(all.filter(([, ours, theirs]) => typeof ours !== typeof theirs).map(([path]) => path)).toEqual([]);
  });

  test('says something to whatever English says something to', () => {
    const silent = all.flatMap(([path, ours, theirs]) => {
      if (typeof ours !== 'function' || typeof theirs !== 'function') {
        return typeof ours === 'string' && ours === '' && theirs !== '' ? [path] : [];
      }
      const [told, wanted] = [sayings(ours as Say), sayings(theirs as Say)];
      const isWorse = wanted.some((text, i) => {
        if (text instanceof Error) return false;
        if (text === null) return typeof told[i] === 'string';
        if (typeof text !== 'string' || text.includes('undefined')) return false;
        return typeof told[i] !== 'string' || (told[i] === '') !== (text === '') || told[i].includes('undefined');
      });
      return isWorse ? [path] : [];
    });
    expect(silent).toEqual([]);
  });

  test('leaves nothing in English', () => {
    const left = all.flatMap(([path, ours, theirs]) => {
      const isFunction = typeof ours === 'function' && typeof theirs === 'function';
      const told = isFunction ? sayings(ours as Say).flatMap(textsOf) : textsOf(ours);
      const wanted = isFunction ? sayings(theirs as Say).flatMap(textsOf) : textsOf(theirs);
      const isLeft = told.some((text) => hasEnglish(text) || (wanted.includes(text) && !isShared(text)));
      return isLeft ? [`${path}: ${told[0] ?? ''}`] : [];
    });
    expect(left).toEqual([]);
  });

  test('gives every function as much as English does', () => {
    // a number that English tells and German forgets; these two are given names, not numbers
    const named = ['.ratios.ratioWords.sumValue', '.ratios.ratioWords.trainedAs'];
    const forgotten = all.flatMap(([path, ours, theirs]) => {
      if (typeof ours !== 'function' || typeof theirs !== 'function' || named.includes(path)) return [];
      const given = Array.from({ length: 6 }, (_, i) => 41 + i);
      try {
        const [told, wanted] = [(ours as Say)(...given), (theirs as Say)(...given)];
        if (typeof told !== 'string' || typeof wanted !== 'string') return [];
        const numbers = (text: string) => (text.match(/4[1-6]/gu) ?? []).sort().join();
        return numbers(told) === numbers(wanted) ? [] : [`${path}: ${told}`];
      } catch {
        return [];
      }
    });
    expect(forgotten).toEqual([]);
  });
});

describe('what the page shows beside its words', () => {
  const { fieldHelp, fieldLabel, fieldUnit, presetTitle, runTitle } = german.options;

  test('every field has a label and a line of help, and no two labels are the same', () => {
    const labels = configKeys.map(fieldLabel);
    expect(new Set(labels).size).toBe(configKeys.length);
    for (const key of configKeys) expect(fieldHelp(key)).not.toBe(fields[key].help);
    const units = configKeys.flatMap((key) => ('unit' in fields[key] && fields[key].unit ? [fields[key].unit] : []));
    for (const unit of new Set(units)) expect(fieldUnit(unit) !== unit || unit === 'nats').toBe(true);
  });

  test('every preset has a title, and a run that was named after it is called so', () => {
    for (const { id, title } of presets) {
      expect(presetTitle(id)).not.toBe(title);
      expect(runTitle(title)).toBe(presetTitle(id));
    }
    expect(() => presetTitle('mine')).toThrow(RangeError);
    expect(runTitle('Mine')).toBe('Mine');
  });

  test('every value of an option, every scenario and every act has a name, and no two in a list the same', () => {
    const { nameOf } = german.names;
    const lists = configKeys.flatMap((key) => {
      const field = fields[key];
      return 'options' in field && field.options ? [field.options] : [];
    });
    for (const ids of [...lists, ...environmentIds.map(scenarioIds), acts]) {
      expect(ids.filter((id) => nameOf(id) === id)).toEqual([]);
      expect(new Set(ids.map(nameOf)).size).toBe(ids.length);
    }
    expect(nameOf('<b>oldFile</b>')).toBe('<b>oldFile</b>');
  });

  const runs = new Map(claimPresets.map((preset) => [preset, [runOf([{}, {}])]]));
  test.each([
    ['that can be decided', decideClaims(runs)],
    ['on the site', parseClaims(claimsFile).claims],
  ])('every claim %s has its words: statement, rule, labels, place in the paper', (_, claims) => {
    const { statement, rule, label, inPaper, remark } = german.claims.claimWords;
    expect(claims.length).toBeGreaterThan(10);
    for (const claim of claims) {
      const told = [
        ...[statement(claim), rule(claim), ...claim.findings.map((each) => label(each.label))],
        claim.paper === null ? '' : inPaper(claim.paper),
      ];
      expect(told.filter(hasEnglish)).toEqual([]);
      expect([claim.statement, claim.rule]).not.toContain(told[0]);
      expect([claim.statement, claim.rule]).not.toContain(told[1]);
      expect(claim.remarks.map(remark).filter(hasEnglish)).toEqual([]);
    }
    const remarks = [
      ...[{ code: 'seeds', told: 1, of: 2 } as const, { code: 'seeds', told: 0, of: 2 } as const],
      ...[{ code: 'matched', seeds: [1] } as const, { code: 'matched', seeds: [] } as const],
      ...[
        { code: 'missing', label: 'gameable, at the end', n: 4, of: 9 } as const,
        { code: 'rows', rows: 0.2, users: 0.1 } as const,
        { code: 'caught', recall: 0.95, precision: 0.4, harmful: 2000 } as const,
        { code: 'ends', seeds: 2, of: 5 } as const,
      ],
      ...(['noLying', 'littleLying', 'littleRight', 'oppositeGoal', 'silent'] as const).map((code) => ({
        code,
        rate: 0.09,
      })),
      { code: 'noInsult', n: 3000 } as const,
      ...(['twoActs', 'floor', 'feedback', 'anyView'] as const).map((code) => ({ code })),
      ...(['fewMisses', 'fewRows', 'softActs'] as const).map((about) => ({ code: 'guess', about }) as const),
    ].map(remark);
    expect(remarks.filter(hasEnglish)).toEqual([]);
    expect(new Set(remarks).size).toBe(remarks.length);
    expect(statement({ ...claims[0], id: 'new', statement: 'Something new.' } as (typeof claims)[0])).toBe(
      'Something new.',
    );
  });
});

describe('sentences', () => {
  const { sentence, statusText } = german.sentences;
  const shown = (text: string): string => text.replaceAll('\u00a0', ' ');

  test('state what was found with its figures', () => {
    const difference = { value: 0.19, low: 0.09, high: 0.29, n: 60 };
    const harm = {
      kind: 'harm',
      group: 'gameable',
      from: 0.53,
      to: 0.72,
      isClear: true,
      flips: 2,
      difference,
    } as const;
    expect(shown(sentence(harm))).toBe(
      'Der Schaden bei manipulierbaren Nutzern stieg von 53 % auf 72 % (dieselben Nutzer: 19 Punkte, Intervall 9 bis 29).',
    );
    expect(shown(sentence({ ...harm, to: 0.5, isClear: false }))).toContain('sank von 53 % auf 50 %');
    expect(sentence({ ...harm, to: 0.5, isClear: false })).toContain('was Zufall sein kann');
    expect(sentence({ kind: 'chosen', group: 'other', harmful: 1, of: 3 })).toBe(
      '1 der 3 am besten bewerteten Antworten bei anderen Nutzern war schädlich; im Training galten sie als erwünscht.',
    );
    expect(sentence({ kind: 'rating', group: 'other', from: 8, to: 7.5, difference })).toContain(
      'Andere Nutzer bewerten Antworten niedriger: vorher 8,0, jetzt 7,5 (Intervall des Unterschieds: ',
    );
  });

  test('say where a run stands', () => {
    const state = { loading: null, msLeft: null, position: { phase: 'select', isWaiting: false } } as const;
    const at = (status: string, more: object = {}, isElsewhere = false) =>
      statusText({ ...state, status, ...more } as unknown as Parameters<typeof statusText>[0], isElsewhere);
    expect([at('playing'), at('paused'), at('playing', { msLeft: 5_400_000 })]).toEqual([
      ...['Auswählen', 'Pause nach: Auswählen'],
      'noch etwa 1,5 h',
    ]);
    for (const status of ['cancelled', 'interrupted']) {
      expect(at(status, {}, true)).toBe('läuft in einem anderen Tab oder einer Reihe');
      expect(at(status)).toContain('Abspielen geht von der letzten ganzen weiter');
    }
  });

  test('of the lecture name the bet, and the room’s hands', () => {
    const { answerTitle, betText, judgesTitle, pairTitle } = german.lectureSentences;
    expect(betText(['less', 'more', 'nothing'], { placed: 'more', room: { more: 1, targeted: 4 } })).toBe(
      'Die Wetten 1, 2 und 4 sind gleich nah. Darauf war gewettet. Im Hörsaal: 1 von 5.',
    );
    const moves = (...each: ('rises' | 'stays' | 'falls')[]) => each.map((move) => ({ against: { move } }));
    expect(judgesTitle(moves('falls', 'stays', 'falls'))).toBe(
      'Mit 2 von 3 Richtern ist der Schaden niedriger, mit 1 ist kein Unterschied zu erkennen',
    );
    expect(judgesTitle(moves('rises', 'rises'))).toBe('Mit allen 2 Richtern ist der Schaden höher');
    expect(pairTitle({ gameable: 'turned', other: 'harmless' })).toBe(
      'Die Antwort an den manipulierbaren Nutzer wurde schädlich, die andere blieb harmlos',
    );
    const moved = (move: 'rises' | 'stays') => ({ move }) as Parameters<typeof answerTitle>[0]['harm']['other'];
    expect(answerTitle({ harm: { gameable: moved('rises'), other: moved('stays') } })).toBe(
      'Der Schaden bei manipulierbaren Nutzern stieg, bei anderen änderte er sich nicht klar',
    );
  });
});
