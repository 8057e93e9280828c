// Links to a setup (ux: readable where little differs from a preset, packed otherwise). The same setup always gives the same
// link, and every version that was ever published is read for ever: see v1/.
import {
  changedKeys,
  ConfigError,
  isConfigKey,
  nearestOf,
  ownHash,
  parseConfig,
  valueText,
} from '../experiments/index.ts';
import type { ConfigKey, RunConfig } from '../experiments/index.ts';
import { LinkError } from './errors.ts';
import { keysIn, keysWord } from './locks.ts';
import { pack, unpack } from './pack.ts';
import type { DecodedLink, Link } from './types.ts';
import { v1 } from './v1/index.ts';
import { valueOf, wordOf } from './values.ts';

/** Differences from a preset that a link spells out, and letters that they may take: changes in mid-run are mostly escapes. */
const mostReadable = 8;
const mostReadableLetters = 2000;

/** Of a link, users of one's own: letters in it, and characters that they stand for. */
const mostOwn = 3000;
const mostOwnText = 20_000;

/** Finds users of one's own by their hash; null: they are not here. */
export type SavedOwn = (hash: string) => unknown;

type Part = readonly [name: string, word: string];

/** Longest link that is read, in characters: a whole address may be. */
const longest = 8000;
/** Longest that is written, behind the address of a page. */
const longestWritten = longest - 200;

/** The part of an address behind its `#`. Of where to look, the longest words are left out where it would be longer than is read. */
export function encodeLink({ config: whole, fingerprint, view, fixed, hidden }: Link): string {
  const own = whole.ownScenarios;
  const setup: Part[] = [['v', '1'], ...settingsParts({ ...whole, ownScenarios: [] })];
  if (own.length > 0) setup.push(fitsLink(whole) ? ['own', pack(JSON.stringify(own))] : ['ownFile', ownHash(own)]);
  if (fixed.length > 0) setup.push(['fixed', keysWord(fixed, hidden)]);
  if (hidden.length > 0) setup.push(['hidden', keysWord(hidden)]);
  const looks = Object.entries(view).map(([name, value]): Part => [`view.${name}`, value]);
  const proof: Part[] = fingerprint === null ? [] : [['f', fingerprint]];
  const linkWith = (): string => written([...setup, ...looks, ...proof]);
  while (looks.length > 0 && linkWith().length > longestWritten) {
    const lengths = looks.map((part) => written([part]).length);
    looks.splice(lengths.indexOf(Math.max(...lengths)), 1);
  }
  return linkWith();
}

/** A preset and what differs from it; packed, where that is much. */
function settingsParts(config: RunConfig): readonly Part[] {
  const { preset, changed } = nearestOf(config, Object.entries(v1.presets));
  const readable: readonly Part[] = [['p', preset], ...changed.map((key): Part => [key, wordOf(config[key])])];
  if (changed.length <= mostReadable && written(readable).length <= mostReadableLetters) return readable;
  const settings = changedKeys(config, v1.defaults).map((key) => [key, config[key]]);
  return [['c', pack(JSON.stringify(settings))]];
}

const written = (parts: readonly Part[]): string => parts.map(([name, word]) => `${name}=${escaped(word)}`).join('&');

/** Whether a link holds the setup whole: users of one's own may be too much for it, and then it names them only. */
export function fitsLink({ ownScenarios }: Pick<RunConfig, 'ownScenarios'>): boolean {
  const text = JSON.stringify(ownScenarios);
  return ownScenarios.length === 0 || (text.length <= mostOwnText && pack(text).length <= mostOwn);
}

/** Commas, colons and the like stay legible. */
const escaped = (word: string): string =>
  encodeURIComponent(word).replace(/%(?:2C|3A|2F|40)/gu, (code) => decodeURIComponent(code));

/**
 * Reads a link: a whole address, or what stands behind its `#`. Throws LinkError, which names the part at fault; nothing is
 * guessed. Parts of an unknown name are passed over and told. `savedOwn`: where a link only names users of somebody's own.
 */
export function decodeLink(text: string, savedOwn: SavedOwn = () => null): DecodedLink {
  if (text.length > longest) {
    throw new LinkError('tooLong', { code: 'linkTooLong', n: text.length, most: longest });
  }
  const parts = partsOf(text.slice(text.indexOf('#') + 1));
  const version = parts.get('v');
  if (version === undefined) throw new LinkError('notALink', { code: 'notALink' });
  if (!/^\d{1,6}$/u.test(version)) {
    throw new LinkError('badValue', { code: 'notAVersion', value: valueText(version) }, 'v');
  }
  if (version !== '1') throw new LinkError('newer', { code: 'newerLink', version });
  const unknown: string[] = [];
  const view: [string, string][] = [];
  for (const [key, word] of parts) {
    if (key.startsWith('view.')) view.push([viewName(key), viewWord(key, word)]);
    else if (!isConfigKey(key) && !['v', 'p', 'c', 'f', 'fixed', 'hidden', 'own', 'ownFile'].includes(key))
      unknown.push(key);
  }
  const hidden = keysOf('hidden', parts);
  return {
    config: configOf(parts, savedOwn),
    fingerprint: fingerprintOf(parts.get('f')),
    view: Object.fromEntries(view),
    // what is not shown can't be changed either
    fixed: keysOf('fixed', parts).filter((key) => !hidden.includes(key)),
    hidden,
    unknown,
  };
}

/** Throws LinkError for a part without `=`, one that is there twice, or one that is wrongly escaped. */
function partsOf(text: string): Map<string, string> {
  const parts = new Map<string, string>();
  for (const part of text.split('&')) {
    const at = part.indexOf('=');
    if (at < 1) throw new LinkError('notALink', { code: 'notAPart', value: valueText(part) });
    const key = part.slice(0, at);
    if (parts.has(key)) throw new LinkError('badValue', { code: 'twice', value: valueText(key) });
    try {
      parts.set(key, decodeURIComponent(part.slice(at + 1)));
    } catch {
      throw new LinkError('damaged', { code: 'damaged', value: valueText(part.slice(at + 1)) }, key);
    }
  }
  return parts;
}

function configOf(parts: ReadonlyMap<string, string>, savedOwn: SavedOwn): RunConfig {
  const [preset, packed] = [parts.get('p'), parts.get('c')];
  if (preset !== undefined && packed !== undefined) {
    throw new LinkError('badValue', { code: 'presetAndSettings' });
  }
  const settings = preset === undefined ? v1.defaults : v1.presets[preset];
  if (!settings || (preset !== undefined && !Object.hasOwn(v1.presets, preset))) {
    throw new LinkError('badValue', { code: 'notAPreset', value: valueText(preset ?? '') }, 'p');
  }
  const changes = [...parts].flatMap(([key, word]) => (isConfigKey(key) ? [[key, valueOf(key, word)]] : []));
  try {
    return parseConfig({
      ...settings,
      ...(packed === undefined ? {} : unpacked(packed)),
      ...Object.fromEntries(changes),
      ...ownOf(parts, savedOwn),
    });
  } catch (error) {
    if (error instanceof ConfigError) throw new LinkError('badValue', error.refusal.fault, error.field);
    throw error;
  }
}

/** Users of somebody's own, as far as the link has any. */
function ownOf(parts: ReadonlyMap<string, string>, savedOwn: SavedOwn): object {
  const [own, hash] = [parts.get('own'), parts.get('ownFile')];
  if (own !== undefined) return { ownScenarios: jsonOf('own', own, 'damagedUsers') };
  if (hash === undefined) return {};
  const saved = savedOwn(hash);
  if (saved === null) {
    throw new LinkError('needsFile', { code: 'usersInFile', value: valueText(hash) }, 'ownFile');
  }
  return { ownScenarios: saved };
}

function jsonOf(field: string, word: string, code: 'damagedUsers' | 'damagedSettings'): unknown {
  try {
    return JSON.parse(unpack(word));
  } catch {
    throw new LinkError('damaged', { code }, field);
  }
}

function unpacked(word: string): object {
  const content = jsonOf('c', word, 'damagedSettings');
  const isList =
    Array.isArray(content) &&
    content.every((each) => Array.isArray(each) && each.length === 2 && typeof each[0] === 'string');
  if (!isList) throw new LinkError('damaged', { code: 'notSettings' }, 'c');
  return Object.fromEntries(content as [string, unknown][]);
}

function fingerprintOf(word: string | undefined): string | null {
  if (word === undefined) return null;
  if (!/^[0-9a-f]{8,64}$/u.test(word)) {
    throw new LinkError('badValue', { code: 'notAFingerprint', value: valueText(word) }, 'f');
  }
  return word;
}

function keysOf(name: string, parts: ReadonlyMap<string, string>): ConfigKey[] {
  const word = parts.get(name);
  return word === undefined ? [] : keysIn(name, word);
}

function viewName(key: string): string {
  const name = key.slice('view.'.length);
  if (!/^[a-z][A-Za-z]{0,30}$/u.test(name))
    throw new LinkError('badValue', { code: 'notAViewName', value: valueText(key) });
  return name;
}

/** Words that may be long, or hold whatever is written in a conversation, with the most UTF-16 units that they may have. */
const freeViews: Readonly<Record<string, number>> = {
  ...{ 'view.text': 120, 'view.scenario': 120, 'view.draft': 300, 'view.notes': 300, 'view.said': 600 },
  ...{ 'view.rows': 300, 'view.columns': 300, 'view.base': 1500 },
};

function viewWord(key: string, word: string): string {
  const most = Object.hasOwn(freeViews, key) ? freeViews[key] : undefined;
  const isAllowed =
    most === undefined ? /^[\w:,./ -]{0,120}$/u.test(word) : /^[^\p{Cc}\p{Cs}]*$/u.test(word) && word.length <= most;
  if (!isAllowed) throw new LinkError('badValue', { code: 'notAView', value: valueText(word) }, key);
  return word;
}
