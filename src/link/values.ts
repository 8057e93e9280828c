import { fields } from '../experiments/index.ts';
import type { ConfigKey, RunConfig } from '../experiments/index.ts';

/** A field's value as a word of a link. */
export function wordOf(value: RunConfig[ConfigKey]): string {
  return Array.isArray(value) ? value.join(',') : String(value);
}

/** The value that a word stands for, by the kind of its field. What can't be read stays text, for the schema to refuse by name. */
export function valueOf(key: ConfigKey, word: string): unknown {
  switch (fields[key].kind) {
    case 'whole':
    case 'number':
      return word.trim() !== '' && Number.isFinite(Number(word)) ? Number(word) : word;
    case 'switch':
      return word === 'true' ? true : word === 'false' ? false : word;
    case 'list':
      return word === '' ? [] : word.split(',');
    case 'choice':
    case 'model':
      return word;
  }
}
