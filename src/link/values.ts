import { fields } from '../experiments/index.ts';
import type { ConfigKey, RunConfig } from '../experiments/index.ts';

/** A field's value as a word of a link. */
export function wordOf(value: RunConfig[ConfigKey]): string {
  if (typeof value !== 'object') return String(value);
  return value.every((each) => typeof each === 'string') ? value.join(',') : JSON.stringify(value);
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
    case 'structure':
      return jsonOf(word);
  }
}

function jsonOf(word: string): unknown {
  if (word === '') return [];
  try {
    return JSON.parse(word);
  } catch {
    return word;
  }
}
