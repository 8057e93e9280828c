// Configs for property tests, made from the table of fields.
import fc from 'fast-check';
import { changeableKeys, configKeys, fields } from '../../src/experiments/index.ts';
import type { Field } from '../../src/experiments/index.ts';

/** Any value that a field takes. */
function valueOf(field: Field): fc.Arbitrary<unknown> {
  switch (field.kind) {
    case 'whole':
      return fc.integer({ min: field.low, max: Math.min(field.high, 2 ** 31 - 1) });
    case 'number':
      return fc.double({ min: field.low, max: field.high, noNaN: true }).map((x) => (x === 0 ? 0 : x));
    case 'switch':
      return fc.boolean();
    case 'choice':
      return fc.constantFrom(...field.options);
    case 'model':
      return fc.constantFrom('builtin', 'webllm:Qwen2.5-0.5B-Instruct-q4f16_1-MLC', 'server:qwen2.5:7b/a&b=c');
    case 'list':
      return fc.subarray([...(field.options ?? [])], { minLength: field.least });
    case 'structure':
      return structures[field.of];
  }
}

/** In the first iteration, which every run has. */
const anyChange = fc
  .record(Object.fromEntries(changeableKeys.map((key) => [key, valueOf(fields[key])])), { requiredKeys: ['veto'] })
  .map((settings) => ({ iteration: 0, settings }));

const structures = { ownScenarios: fc.constant([]), changes: fc.array(anyChange, { maxLength: 1 }) };

/** A level on its veto's scale, from any number from 0 to 5. */
function levelFor(veto: string | undefined, level: unknown): number {
  const from = Number(level);
  if (from === 0 || veto === undefined || veto === 'none') return from;
  return veto.startsWith('fivePoint') ? Math.max(1.5, from) : from / 5;
}

/** Any settings of any of the fields, whether or not they go together, but that a veto's level is on its scale and there is something to select from. */
export const anyChanges = fc
  .record(Object.fromEntries(configKeys.map((key) => [key, valueOf(fields[key])])), { requiredKeys: [] })
  .map(({ vetoLevel, changes, ...rest }): Readonly<Record<string, unknown>> => {
    const inMidRun = (changes as { readonly settings: Readonly<Record<string, unknown>> }[] | undefined)?.map(
      ({ settings, ...change }) => ({
        ...change,
        settings: { ...settings, vetoLevel: levelFor(settings['veto'] as string, settings['vetoLevel'] ?? 0) },
      }),
    );
    const perState = { trajectoriesPerState: Math.max(2, Number(rest['trajectoriesPerState'] ?? 2)) };
    return {
      ...rest,
      ...(rest['selectionLevel'] === 'state' && perState),
      ...(vetoLevel !== undefined && { vetoLevel: levelFor(rest['veto'] as string | undefined, vetoLevel) }),
      ...(inMidRun && { changes: inMidRun }),
    };
  });
