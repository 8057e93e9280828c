// Refusals as the doors really make them, said in both languages.
import { describe, expect, test } from 'vitest';
import { refusedCases } from '../../../../test/support/refusedCases.ts';
import type { Provoke } from '../../../../test/support/refusedFiles.ts';
import { faultCodes, RefusalError, refusalMessage } from '../../../core/fault/index.ts';
import type { Refusal } from '../../../core/fault/index.ts';
import { fields, parseConfig } from '../../../experiments/index.ts';
import { OwnUsersError } from '../../../ownUsers/index.ts';
import { checkRun } from '../../../storage/records/run.ts';
import { saysRefusals } from '../../options/saysRefusals.ts';
import { refusalWords as english } from '../en/refusals.ts';
import { fieldLabel } from '../en/options.ts';
import { toolsIn } from '../language.ts';
import { translate } from './index.ts';

const german = translate(toolsIn('de'));
const inGerman = saysRefusals(german.refusals.refusalWords, german.options.fieldLabel);
const inEnglish = saysRefusals(english, fieldLabel);

/** Words that no German sentence has. */
const englishWord =
  /\b(?:the|of|and|is|are|not|with|this|that|by|to|from|its|has|be|no|at|most|there|names|where|which|stands?|users?|line|entry|opening)\b/iu;

const wordsOf = (given: unknown): string[] => (Array.isArray(given) ? given.map(String) : [String(given)]);

/** What is thrown; or of a sweep's refusals, or of what is left of files, the one with the code. */
async function refusalOf(provoke: Provoke, code?: string): Promise<Refusal> {
  try {
    const done = await provoke();
    const left = typeof done === 'object' && done !== null && 'left' in done ? (done.left as Refusal[]) : [];
    const found = left.find(({ fault }) => fault.code === code);
    if (found) return found;
    const refusals =
      typeof done === 'object' && done !== null && 'refusals' in done ? (done.refusals as (RefusalError | null)[]) : [];
    throw refusals.find((each) => each !== null) ?? new Error('nothing was refused');
  } catch (error) {
    if (error instanceof RefusalError) return error.refusal;
    throw error;
  }
}

describe('what doors refuse', () => {
  test.each(Object.entries(refusedCases))('%s', async (code, [provoke, text]) => {
    const refusal = await refusalOf(provoke, code);
    expect(refusal.fault.code).toBe(code);
    const told = inGerman.refusal(refusal);
    expect(told).toContain(text);
    // what came in, what may stand there and what the doors call it is no sentence
    const { fault, field = '', file = '', row = '', where = '' } = refusal;
    const given = [field, file, row, where, ...Object.values<unknown>({ ...fault }).flatMap(wordsOf)];
    const ours = given.reduce((rest, each) => (each === '' ? rest : rest.replaceAll(each, '')), told);
    expect(ours).not.toMatch(englishWord);
    expect(ours).not.toMatch(/undefined|NaN|\[object/u);
    // English says what the error does, with the page's name of the option
    expect(inEnglish.refusal(refusal)).toContain(refusalMessage({ fault }));
    // and all of it crosses a worker
    expect(structuredClone(refusal)).toEqual(refusal);
  });

  test('are all codes but what another program says, and what only the page finds too large', () => {
    expect(Object.keys(refusedCases).sort()).toEqual(
      faultCodes.filter((code) => code !== 'said' && code !== 'filesTooLarge').sort(),
    );
    expect(inGerman.refusal({ file: 'a.yaml', fault: { code: 'said', text: 'Broken' } })).toBe(
      'a.yaml: Meldung: Broken',
    );
    expect(inGerman.refusal(new OwnUsersError({ code: 'filesTooLarge' }).refusal)).toBe('die Dateien sind zu groß');
  });

  test('name every option as the page does, in run files and sweeps too', () => {
    const fault = { code: 'missing' } as const;
    for (const place of ['beta', 'config.beta', 'grid.beta.2', 'base.beta', 'changes.3.settings.beta']) {
      expect(inGerman.refusal({ field: place, fault })).toBe(`Beta (${place}): fehlt`);
    }
    expect(inEnglish.refusal({ field: 'initialStates', fault })).toBe('Initial states (initialStates): is missing');
    // `turns` of a trajectory are no setting
    expect(inGerman.refusal({ line: 2, field: 'panel.0.turns', fault })).toBe('Zeile 2, panel.0.turns: fehlt');
    expect(inGerman.refusal({ field: 'x'.repeat(500), fault }).length).toBeLessThan(140);
  });

  test('name the setting that a stored run is damaged in', async () => {
    const row = { run: 'a', name: 'A', pinned: false, status: 'finished', config: { beta: 99 } };
    expect(inGerman.refusal(await refusalOf(() => checkRun('a', row)))).toBe(
      'runs ["a"], Beta (config.beta): 99 ist keine Zahl von 0,001 bis 10',
    );
  });

  test.each(['seed', 'iterations', 'initialStates', 'learningRate', 'clipNorm', 'panelUsers'] as const)(
    'the range of %s is in the German sentence, as its table has it',
    async (key) => {
      const field = fields[key];
      if (!('low' in field)) throw new Error('no range');
      const refusal = await refusalOf(() => parseConfig({ [key]: -1 }));
      const [low, high] = [field.low, field.high].map((end) => String(end).replace('.', ','));
      expect(inGerman.refusal(refusal)).toContain(
        `${german.options.fieldLabel(key)} (${key}): -1 ist keine ${field.kind === 'whole' ? 'ganze ' : ''}Zahl von ${low ?? ''} bis ${high ?? ''}`,
      );
    },
  );
});
