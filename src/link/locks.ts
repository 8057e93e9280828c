// Fields named in a link, for what is fixed and what is hidden: one by one, or `*`, all, with those left out: `*,-seed,-veto`.
import { configKeys, isConfigKey, valueText } from '../experiments/index.ts';
import type { ConfigKey } from '../experiments/index.ts';
import { LinkError } from './errors.ts';

const all = '*';

/** The shorter of both forms. `spoken`: fields that another part of the link takes, so that `*` need not leave them out. */
export function keysWord(keys: readonly ConfigKey[], spoken: readonly ConfigKey[] = []): string {
  const rest = configKeys.filter((key) => !keys.includes(key) && !spoken.includes(key));
  const [named, allBut] = [keys.join(','), [all, ...rest.map((key) => `-${key}`)].join(',')];
  return keys.length > 0 && allBut.length < named.length ? allBut : named;
}

/** The fields that a word names; of `*` in the table's order. Throws LinkError for what is no field or is there twice. `name`: of the part. */
export function keysIn(name: string, word: string): ConfigKey[] {
  const words = word.split(',');
  const isAll = words[0] === all;
  const named = (isAll ? words.slice(1) : words).map((each) => {
    const key = isAll && each.startsWith('-') ? each.slice(1) : each;
    if (!isConfigKey(key) || (isAll && key === each))
      throw new LinkError('badValue', { code: 'noField', value: valueText(each) }, name);
    return key;
  });
  const twice = named.find((key, i) => named.indexOf(key) !== i);
  if (twice !== undefined) throw new LinkError('badValue', { code: 'twice', value: valueText(twice) }, name);
  return isAll ? configKeys.filter((key) => !named.includes(key)) : named;
}
