// A person's talk with an agent, and the words of a link for it.
import * as v from 'valibot';
import { environmentIds, scenarioIds } from '../environments/ids.ts';
import { cueGrades } from '../environments/types.ts';
import type { CueGrade } from '../environments/types.ts';

/** A message of the person. */
export interface Said {
  /** Null: the suggestion, as it stands. */
  readonly text: string | null;
  /** From which the replies to it are drawn. */
  readonly seed: number;
}

/** What the Talk screen shows. */
export interface Talking {
  /** A stored run; null: the newest. */
  readonly run: string | null;
  /** Null: its newest policy. */
  readonly iteration: number | null;
  /** '': the first of the run's. */
  readonly scenario: string;
  readonly gameable: boolean;
  /** Null: the run's. */
  readonly cue: CueGrade | null;
  /** Which of the suggested users and openings, counted from 1. */
  readonly opening: number;
  /** The person's wording; null: as suggested. */
  readonly notes: string | null;
  /** What stands in the field; null: untouched. */
  readonly draft: string | null;
  readonly said: readonly Said[];
  /** Of the next message. */
  readonly seed: number;
}

/** In the place of a run: the untrained model alone. No run has it for its id. */
export const nobody = 'untrained';

/** More messages than ever fit a context are none. */
export const mostSaid = 20;

export const noTalking: Talking = {
  ...{ run: null, iteration: null, scenario: '', gameable: true, cue: null, opening: 1 },
  ...{ notes: null, draft: null, said: [], seed: 1 },
};

/** Reads the word of a name. `none`: where it is not there, or is none. */
export type ReadWord = <Value>(name: string, none: Value, valueOf: (word: string) => Value | undefined) => Value;

/** What a person has written goes into a link only where it is short. */
const mostLetters = 300;
/** With seeds and what makes a list of it. */
const longestSaid = 600;

const scenarios: readonly string[] = environmentIds.flatMap((environment) => scenarioIds(environment));
const largestSeed = 999_999;

const saidSchema = v.pipe(
  v.array(
    v.strictTuple([
      v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(largestSeed)),
      v.nullable(v.pipe(v.string(), v.maxLength(mostLetters))),
    ]),
  ),
  v.maxLength(mostSaid),
);

const isPlain = (text: string): boolean => /^[^\p{Cc}\p{Cs}]*$/u.test(text);

function saidWord(said: readonly Said[]): string {
  const letters = said.reduce((sum, { text }) => sum + (text?.length ?? 0), 0);
  // what can't stand in a link is escaped here
  const word = JSON.stringify(said.map(({ seed, text }) => [seed, text]));
  return said.length === 0 || letters > mostLetters || word.length > longestSaid || !isPlain(word) ? '' : word;
}

/** Whether a link would lack something that the person has written. */
export function isTooLongForLink({ said, notes, draft }: Pick<Talking, 'said' | 'notes' | 'draft'>): boolean {
  return (
    (said.length > 0 && saidWord(said) === '') || [notes, draft].some((text) => text !== null && written(text) === '')
  );
}

/**
 * The talk that an address asks for, with what the page still holds of it and the link was too short for, if it is the same talk:
 * with that user, from that seed. Whoever replies may be another.
 */
export function withUnlinked(asked: Talking, held: Talking): Talking {
  const isSame = (['scenario', 'gameable', 'cue', 'opening', 'seed'] as const).every((key) => asked[key] === held[key]);
  if (!isSame) return asked;
  const textOf = (key: 'notes' | 'draft'): string | null =>
    asked[key] === null && isTooLongForLink({ ...noTalking, [key]: held[key] }) ? held[key] : asked[key];
  const isUnlinked = asked.said.length === 0 && isTooLongForLink({ ...noTalking, said: held.said });
  return { ...asked, notes: textOf('notes'), draft: textOf('draft'), said: isUnlinked ? held.said : asked.said };
}

/** A text that may be empty, or of several lines; '': it is none, or too long. */
function written(text: string | null): string {
  const word = text === null ? '' : JSON.stringify(text);
  return word.length <= mostLetters && isPlain(word) ? word : '';
}

/** Names and words; '': not told. */
export function talkingWords(talking: Talking): readonly (readonly [string, string])[] {
  const { run, iteration, scenario, gameable, cue, opening, notes, draft, said, seed } = talking;
  return [
    ['speaker', run ?? ''],
    ['policy', String(iteration ?? '')],
    ['topic', scenario],
    ['user', gameable === noTalking.gameable ? '' : 'other'],
    ['cue', cue ?? ''],
    ['opening', opening === noTalking.opening ? '' : String(opening)],
    ['notes', written(notes)],
    ['draft', written(draft)],
    ['said', saidWord(said)],
    ['seed', seed === noTalking.seed ? '' : String(seed)],
  ];
}

export function talkingIn(read: ReadWord): Talking {
  const oneOf =
    <Name extends string>(names: readonly Name[]) =>
    (word: string): Name | undefined =>
      names.find((name) => name === word);
  const number = (word: string): number | undefined => (/^\d{1,6}$/u.test(word) ? Number(word) : undefined);
  const counted = (word: string): number | undefined => (/^[1-9]\d{0,5}$/u.test(word) ? Number(word) : undefined);
  return {
    run: read('speaker', null, (word) => (/^[\w-]{1,64}$/u.test(word) ? word : undefined)),
    iteration: read('policy', null, (word) => (/^\d{1,3}$/u.test(word) ? Number(word) : undefined)),
    scenario: read('topic', '', oneOf(scenarios)),
    gameable: read('user', 'gameable', oneOf(['gameable', 'other'])) === 'gameable',
    cue: read('cue', null, oneOf(cueGrades)),
    opening: read('opening', noTalking.opening, counted),
    notes: read('notes', null, writtenIn),
    draft: read('draft', null, writtenIn),
    said: read('said', noTalking.said, saidIn),
    seed: read('seed', noTalking.seed, number),
  };
}

function writtenIn(word: string): string | undefined {
  const parsed = parsedJson(word);
  return typeof parsed === 'string' ? parsed : undefined;
}

function saidIn(word: string): readonly Said[] | undefined {
  const result = v.safeParse(saidSchema, parsedJson(word));
  return result.success ? result.output.map(([seed, text]) => ({ seed, text })) : undefined;
}

/** Undefined: it is no JSON. */
function parsedJson(word: string): unknown {
  try {
    return JSON.parse(word);
  } catch {
    return undefined;
  }
}
