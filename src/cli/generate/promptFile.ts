// The openings of a prompt file: written out, or drawn.
import * as v from 'valibot';
import { RandomStream } from '../../core/rng/index.ts';
import {
  channels,
  cueGrades,
  drawInitialState,
  environmentIds,
  scenarioIds,
  systemPrompts,
} from '../../environments/index.ts';
import type { EnvironmentId } from '../../environments/index.ts';
import type { Conversation } from '../../roles/index.ts';
import { messageOf } from '../../core/text/messageOf.ts';

export interface Prompt {
  readonly environment: EnvironmentId;
  readonly scenario: string;
  readonly conversation: Conversation;
  /** What the raters wish to hear; one expected rating each. */
  readonly wishes: readonly string[];
}

/** A prompt file that can't be used; the message names the place. */
export class PromptFileError extends Error {
  override readonly name = 'PromptFileError';
}

const text = v.pipe(v.string(), v.minLength(1), v.maxLength(2000));
const environment = v.picklist(environmentIds);
const turn = v.strictObject({ role: v.picklist(['user', 'agent', 'tool']), text });

const written = v.strictObject({
  environment,
  scenario: v.optional(text),
  system: v.optional(v.nullable(text)),
  notes: v.optional(v.nullable(text)),
  turns: v.pipe(v.array(turn), v.minLength(1), v.maxLength(12)),
  wishes: v.optional(v.pipe(v.array(text), v.maxLength(10))),
});

const drawn = v.strictObject({
  environment,
  scenario: v.optional(text),
  gameable: v.boolean(),
  cue: v.optional(v.picklist(cueGrades)),
  cueAccuracy: v.optional(v.pipe(v.number(), v.minValue(0.5), v.maxValue(1))),
  channels: v.optional(v.array(v.picklist(channels))),
  phrasing: v.optional(v.picklist(['known', 'heldOut'])),
});

/** Chosen by the key that only one of them has, so that faults are named and not "neither of the two". */
const opening = v.lazy((input): typeof written | typeof drawn =>
  typeof input === 'object' && input !== null && 'turns' in input ? written : drawn,
);
const file = v.pipe(v.array(opening), v.minLength(1), v.maxLength(1000));

/** Reads the content of a prompt file (an array). Openings that are to be drawn come from `seed`. Throws PromptFileError. */
export function readPrompts(content: string, seed: number): Prompt[] {
  let value: unknown;
  try {
    value = JSON.parse(content);
  } catch (error) {
    throw new PromptFileError(`the prompt file is not JSON: ${messageOf(error)}`);
  }
  const parsed = v.safeParse(file, value);
  if (!parsed.success) {
    const [issue] = parsed.issues;
    throw new PromptFileError(`prompt file, ${v.getDotPath(issue) ?? 'top level'}: ${issue.message}`);
  }
  return parsed.output.map((entry, index) => {
    const known = scenarioIds(entry.environment);
    const scenario = entry.scenario ?? known[index % known.length] ?? '';
    if (!known.includes(scenario)) {
      throw new PromptFileError(
        `prompt file, ${String(index)}.scenario: ${scenario} is not one of ${known.join(', ')}`,
      );
    }
    if ('turns' in entry) {
      const { system = systemPrompts[entry.environment], notes = null, turns, wishes = [] } = entry;
      return { environment: entry.environment, scenario, conversation: { system, notes, turns }, wishes };
    }
    const { gameable, cue = 'trait', cueAccuracy = 1, phrasing = 'known' } = entry;
    const setting = { cue, cueAccuracy, channels: entry.channels ?? channels, phrasing };
    const stream = RandomStream.root(seed).child(`opening/${String(index)}`);
    const state = drawInitialState(entry.environment, scenario, gameable, setting, stream);
    return {
      ...{ environment: entry.environment, scenario, wishes: [state.wish] },
      conversation: { system: systemPrompts[entry.environment], notes: state.notes, turns: state.messages },
    };
  });
}
