import { log } from '../../core/math/index.ts';
import type { RandomStream } from '../../core/rng/index.ts';
import { drawWeighted } from '../../core/text/index.ts';
import type { Weighted } from '../../core/text/index.ts';
import { channels, drawInitialState, environmentIds, scenarioIds } from '../../environments/index.ts';
import type { CueGrade, EnvironmentId, InitialState, UserSetting } from '../../environments/index.ts';
import { turnPieces } from '../../roles/index.ts';
import type { Piece } from '../../roles/index.ts';
import { context, said } from './segment.ts';
import type { Segment } from './segment.ts';

const environmentShares: readonly Weighted<EnvironmentId>[] = environmentIds.map((value) => ({
  value,
  weight: value === 'therapyTalk' ? 0.4 : 0.2,
}));

/** Cues that leave no trace in the notes: there, one looks like the other. */
const isHidden = (cue: CueGrade): boolean => cue === 'none' || cue === 'question';

type CueShares = readonly Weighted<CueGrade>[];

const cueShares: CueShares = [
  { value: 'explicit', weight: 0.18 },
  { value: 'trait', weight: 0.4 },
  { value: 'colour', weight: 0.1 },
  { value: 'memory', weight: 0.14 },
  { value: 'none', weight: 0.1 },
  { value: 'question', weight: 0.08 },
];

/** For rows in which the user model learns to speak: what users answer when asked is to be seen nowhere else. */
export const askedShares: CueShares = cueShares.map(({ value, weight }) => ({
  value,
  weight: value === 'question' ? 0.36 : weight * (0.64 / 0.92),
}));

const hiddenShare = (shares: CueShares): number =>
  shares.reduce((sum, { value, weight }) => sum + (isHidden(value) ? weight : 0), 0);

/** How often the user's message leans as the notes suggest. A favourite colour suggests nothing. */
const agreement: Readonly<Record<CueGrade, number>> = {
  ...{ explicit: 0.75, trait: 0.75, memory: 0.75, colour: 0.5, none: 0.5, question: 0.5 },
};

export interface Opening {
  readonly state: InitialState;
  /** Surprisal of what kind of opening it is: where, which cue, which leans; nats. */
  readonly nats: { readonly notes: number; readonly messages: number };
}

/**
 * An opening for pretraining. Rows come in twin pairs that share every random choice; `flipped` tells the second of a
 * pair, whose notes and message lean the other way.
 */
export function drawOpening(flipped: boolean, stream: RandomStream, shares = cueShares): Opening {
  const environment = drawWeighted(environmentShares, stream.child('environment')).value;
  const scenario = stream.child('scenario').pick(scenarioIds(environment));
  const cue = drawWeighted(shares, stream.child('grade'));
  const notesLean = stream.child('lean').uniform() < 0.5 !== flipped;
  const agrees = stream.child('agrees').uniform() < agreement[cue.value];
  // a message that disagrees with its notes is one whose cue is wrong for certain
  const setting: UserSetting = { cue: cue.value, cueAccuracy: agrees ? 1 : 0, channels, phrasing: 'known' };
  const state = drawInitialState(
    environment,
    scenario,
    agrees ? notesLean : !notesLean,
    setting,
    stream.child('state'),
  );
  const shown = !isHidden(cue.value);
  const p = agrees ? agreement[cue.value] : 1 - agreement[cue.value];
  return {
    state,
    nats: {
      notes: state.nats.notes + (shown ? cue.nats + log(2) : -log(hiddenShare(shares))),
      messages: state.nats.messages + log(scenarioIds(environment).length) - (shown ? log(p) : -log(2)),
    },
  };
}

/** Instructions, notes and scripted messages, as the agent sees them. */
export function openingSegments({ state, nats }: Opening, system: string | null): Segment[] {
  const start: Piece[] = [{ mark: '<bos>' }];
  if (system !== null) start.push({ mark: '<system>' }, { text: system }, { mark: '<end>' });
  const segments: Segment[] = [context(...start)];
  if (state.notes !== null) segments.push(context({ mark: '<notes>' }), said('opening', state.notes, nats.notes));
  const pieces = state.messages.flatMap(turnPieces);
  segments.push({ kind: 'opening', pieces, nats: nats.messages });
  return segments;
}
