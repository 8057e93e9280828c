// Refusals in the words of a language.
import { sentenceOf } from '../../core/fault/index.ts';
import type { Fault, Place, Refusal } from '../../core/fault/index.ts';
import { isConfigKey } from '../../experiments/index.ts';
import type { ConfigKey } from '../../experiments/index.ts';
import type { Translation } from '../locale/language.ts';

type Words = Translation['refusals']['refusalWords'];

/** `labelOf`: what the page calls an option. */
export function saysRefusals({ sentences, place: words }: Words, labelOf: (key: ConfigKey) => string) {
  const fault = (found: Fault): string => sentenceOf(sentences, found);

  /** The file, and what lies in it. */
  const placeOf = ({ file = '', row = '', line, entry, field = '' }: Place): string[] => {
    const within = [
      row,
      line === undefined ? '' : words.line(line),
      entry === undefined ? '' : words.entry(entry),
      fieldName(field),
    ];
    return [file, within.filter((part) => part !== '').join(', ')].filter((part) => part !== '');
  };

  /** A field as the page calls it, with its path; a path that leads to no option, by itself. */
  const fieldName = (path: string): string => {
    const shown = path.length > 120 ? `${path.slice(0, 117)}...` : path;
    const key = optionOf(path);
    const name = ownPlace(path) ?? (key === null ? null : labelOf(key));
    return name === null ? shown : words.field(name, shown);
  };

  /** A place among users of one's own, counted as their dialog does. Null: the path leads to none. */
  const ownPlace = (path: string): string | null => {
    const [, scenario, opening, message] = own.exec(path) ?? [];
    if (scenario === undefined) return null;
    const parts = [
      words.scenario(Number(scenario) + 1),
      opening === undefined ? '' : words.opening(Number(opening) + 1),
      message === undefined ? '' : words.message(Number(message) + 1),
    ];
    return parts.filter((part) => part !== '').join(', ');
  };

  return {
    fault,
    /** Why something was refused, and where. */
    refusal: (refused: Refusal): string => {
      const text = [...placeOf(refused), fault(refused.fault)].join(': ');
      return refused.where === undefined ? text : words.where(text, refused.where);
    },
  };
}

/** In a config, a run file and a file of users. */
const own = /^(?:config\.)?(?:ownScenarios|scenarios)\.(\d+)\.(?:openings(?:\.(\d+)(?:\.messages\.(\d+))?)?|\w+)/u;

/** What a path may begin with before it comes to the option: in run files and sweeps. */
const roots = ['config', 'grid', 'base'];

/** The option that a path leads to. */
function optionOf(path: string): ConfigKey | null {
  const [first = '', ...rest] = path.split('.');
  const parts = roots.includes(first) ? rest : [first, ...rest];
  const changed = parts[0] === 'changes' && parts[2] === 'settings' ? (parts[3] ?? '') : '';
  return [changed, parts[0] ?? ''].find(isConfigKey) ?? null;
}
