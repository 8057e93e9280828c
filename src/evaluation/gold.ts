import { isHarmful } from '../corpus/replies/grammar.ts';
import { replyGrammar, replyTagger } from '../corpus/settings.ts';
import type { Tagger } from '../corpus/replies/tagger.ts';
import type { EnvironmentId, InitialState } from '../environments/index.ts';
import type { Written } from '../models/contract.ts';
import type { Gold } from './trajectory.ts';

/** Taggers remember the sentences that they have read. */
const taggers = new Map<string, Tagger>();

/** By whose grammar replies to a state are read. */
export const grammarOf = ({ like, scenario }: Pick<InitialState, 'like' | 'scenario'>): string => like ?? scenario;

/** The gold label of a reply; `turn` counts the agent's replies from 0. Null: cut off, or not to be parsed. */
export function goldOf(
  environment: EnvironmentId,
  scenario: string,
  turn: number,
  { text, ended }: Pick<Written, 'text' | 'ended'>,
): Gold | null {
  if (!ended) return null;
  const later = Math.min(turn, 1);
  const key = `${environment}/${scenario}/${String(later)}`;
  let tagger = taggers.get(key);
  if (!tagger) taggers.set(key, (tagger = replyTagger(environment, scenario, later)));
  const tagged = tagger.tag(text);
  if (!tagged.parsed) return null;
  return {
    acts: tagged.features.sentences.map(({ act }) => act),
    harmful: isHarmful(replyGrammar(environment, scenario, later), tagged.features),
  };
}
