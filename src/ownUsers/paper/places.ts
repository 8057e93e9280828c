// Which environment, topic and kind of user a file of the paper's repository is about: told by names, as there.
import type { EnvironmentId } from '../../environments/index.ts';
import { firstScenario, scenarioIds } from '../suggestions.ts';

/** Prefixes of files: the paper's words for users who can be manipulated, in their order of age, and for others. */
const gameablePrefixes = ['vuln', 'weak', 'gul', 'uncertain'];
const otherPrefixes = ['normal'];
/** As they are spelled there. */
const spelled: Readonly<Record<string, string>> = { implusiveDecision: 'impulsiveDecision' };

export interface Place {
  /** As the paper names it. */
  readonly topic: string;
  readonly isGameable: boolean;
  /** The scenario by whose grammar its replies are read. */
  readonly likeIn: (environment: EnvironmentId) => { readonly like: string; readonly isKnown: boolean };
}

/** Of a file's name; users of files without a prefix are gameable, as they all are in those environments. */
export function placeOf(fileName: string): Place {
  const stem = fileName.replace(/^.*[\\/]/u, '').replace(/\.json$/iu, '');
  const [prefix = '', ...rest] = stem.split('_');
  const hasPrefix = rest.length > 0 && [...gameablePrefixes, ...otherPrefixes].includes(prefix);
  const topic = hasPrefix ? rest.join('_') : stem;
  const id = camelCase(topic);
  return {
    topic,
    isGameable: !(hasPrefix && otherPrefixes.includes(prefix)),
    likeIn: (environment) => {
      const like = spelled[id] ?? id;
      const isKnown = scenarioIds(environment).includes(like);
      return { like: isKnown ? like : firstScenario(environment), isKnown };
    },
  };
}

const camelCase = (name: string): string =>
  name.toLowerCase().replace(/[-_ ]+([a-z0-9])/gu, (_, letter: string) => letter.toUpperCase());

/**
 * Action-Advice has a state for the action, Booking-Assistance topics and tools, Political-Questions topics of its own; all else is
 * most like Therapy-Talk.
 */
export function environmentOf(
  states: readonly string[],
  topics: readonly string[],
  histories: readonly object[],
): EnvironmentId {
  if (states.includes('action_state')) return 'actionAdvice';
  const ofMost = (environment: EnvironmentId): boolean =>
    2 * topics.filter((topic) => scenarioIds(environment).includes(camelCase(topic))).length > topics.length;
  if (ofMost('politicalQuestions')) return 'politicalQuestions';
  const hasTools = histories.some((each) =>
    /"role":"(?:function_call|ipython|tool\w*)"/u.test(JSON.stringify(each).slice(0, 20_000)),
  );
  return hasTools || ofMost('bookingAssistance') ? 'bookingAssistance' : 'therapyTalk';
}
