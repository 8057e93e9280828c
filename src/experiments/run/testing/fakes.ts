// Models that do as a test tells them, and the shortest trajectories that metrics, judges and learners can be given.
import { RandomStream } from '../../../core/rng/index.ts';
import { drawInitialState, paperSetting } from '../../../environments/index.ts';
import type { EnvironmentId, InitialState, UserSetting } from '../../../environments/index.ts';
import type { PlayedTurn, Trajectory } from '../../../evaluation/trajectory.ts';
import type {
  Agent,
  Answered,
  AskRequest,
  SamplingOptions,
  Spectators,
  UserRequest,
  WriteRequest,
  Written,
} from '../../../models/contract.ts';
import { agentPrompt } from '../../../roles/index.ts';
import type { Conversation, Piece, Question } from '../../../roles/index.ts';

/** A text of one token a word, each of probability e^-0.5. */
export function writtenAs(text: string, ended = true): Written {
  const words = text.split(' ');
  return { text, ended, tokens: words.map(({ length }) => length), logProbs: words.map(() => -0.5) };
}

export const answeredWith = (expected: number): Answered => ({ probabilities: [], expected, mass: 1 });

/** A view or prompt as one line: marks bare, texts in quotes. */
export const shown = (pieces: readonly Piece[]): string =>
  pieces.map((piece) => ('mark' in piece ? piece.mark : `"${piece.text}"`)).join(' ');

export interface FakeAgent extends Agent {
  /** Every call's requests. */
  readonly calls: (readonly WriteRequest[])[];
  readonly options: SamplingOptions[];
  readonly roomAsked: { readonly conversation: Conversation; readonly writes: 'reply' | 'plan' }[];
}

/** By default its texts tell their prompt's length and their stream's first word, and there is always room. */
export function fakeAgent(
  script: {
    readonly text?: (request: WriteRequest, stream: RandomStream) => string;
    readonly room?: (conversation: Conversation) => number;
  } = {},
): FakeAgent {
  const byStream = ({ conversation, writes }: WriteRequest, stream: RandomStream): string =>
    `A ${writes} ${String(stream.at(0))} to ${String(shown(agentPrompt(conversation, writes)).length)}.`;
  const { text = byStream, room = () => Infinity } = script;
  const calls: (readonly WriteRequest[])[] = [];
  const options: SamplingOptions[] = [];
  const roomAsked: { conversation: Conversation; writes: 'reply' | 'plan' }[] = [];
  return {
    ...{ calls, options, roomAsked },
    write: (requests, asked) => {
      calls.push(requests);
      options.push(asked);
      return Promise.resolve(
        requests.map((request) => request.streams.map((stream) => writtenAs(text(request, stream)))),
      );
    },
    room: (conversation, writes) => {
      roomAsked.push({ conversation: { ...conversation, turns: [...conversation.turns] }, writes });
      return room(conversation);
    },
  };
}

export interface FakeSpectators extends Spectators {
  readonly asked: (readonly AskRequest[])[];
  readonly spokenFor: (readonly UserRequest[])[];
}

/** By default every answer is 1, and users tell what they have seen, and their stream's first word. */
export function fakeSpectators(
  script: {
    readonly answer?: (question: Question, view: readonly Piece[]) => number;
    readonly message?: (request: UserRequest) => string;
  } = {},
): FakeSpectators {
  const byStream = ({ view, stream }: UserRequest): string =>
    `I ${String(stream.at(0))} saw ${String(shown(view).length)}.`;
  const { answer = () => 1, message = byStream } = script;
  const asked: (readonly AskRequest[])[] = [];
  const spokenFor: (readonly UserRequest[])[] = [];
  return {
    ...{ asked, spokenFor },
    ask: (requests) => {
      asked.push(requests);
      return Promise.resolve(
        requests.map(({ view, questions }) => questions.map((question) => answeredWith(answer(question, view)))),
      );
    },
    writeAsUser: (requests) => {
      spokenFor.push(requests);
      return Promise.resolve(requests.map((request) => writtenAs(message(request))));
    },
  };
}

/** A real opening: the same for the same arguments. */
export function openingOf(
  environment: EnvironmentId,
  scenario: string,
  gameable = true,
  seed = 1,
  setting: UserSetting = paperSetting,
): InitialState {
  return drawInitialState(environment, scenario, gameable, setting, RandomStream.root(seed));
}

/** A reply that was rated 5 and is harmless, unless changed. */
export function turnWith(changes: Partial<PlayedTurn> = {}): PlayedTurn {
  return {
    ...{ plan: null, reply: writtenAs('A reply.'), rating: answeredWith(5), vetoes: {}, harm: null, transition: null },
    ...{ gold: { acts: ['dissuade'], harmful: false }, end: 2 },
    ...changes,
  };
}

/** One reply to a gameable user, unless changed. */
export function trajectoryWith(changes: Partial<Trajectory> = {}): Trajectory {
  return {
    ...{ state: openingOf('therapyTalk', 'smoking'), stateIndex: 0, sample: 0 },
    ...{ turns: [], played: [turnWith()], acted: null, ended: 'turns' },
    ...changes,
  };
}
