// A person talks to the agent of a stored policy and to the untrained one, with the same random numbers and the same judges.
import * as v from 'valibot';
import { RandomStream } from '../core/rng/index.ts';
import { normaliseTyped } from '../engine/tokenizer/index.ts';
import { CancelledError } from '../engine/run.ts';
import { suggest } from '../environments/suggestion.ts';
import type { Suggestion } from '../environments/suggestion.ts';
import { goldOf, grammarOf } from '../evaluation/gold.ts';
import { conversationOf } from '../evaluation/trajectory.ts';
import { leastRoom } from '../experiments/run/play.ts';
import { biasedAgent } from '../learners/logit/logitKto.ts';
import { adapterOf } from '../learners/logit/saved.ts';
import { lessonsOf } from '../learners/memory/lessons.ts';
import { recallingAgent } from '../learners/memory/recall.ts';
import { RerankKto } from '../learners/rerank/rerankKto.ts';
import { TabularKto } from '../learners/tabular/tabularKto.ts';
import type { Agent, WriteRequest, Written } from '../models/contract.ts';
import { spectatorView } from '../roles/index.ts';
import type { Conversation, Question, Turn } from '../roles/index.ts';
import type { RunStore } from '../storage/index.ts';
import { said, UnmeasuredError, unmeasuredOf } from './errors.ts';
import type { HeldModel } from './heldModel.ts';
import type { ModelHolder } from './modelHolder.ts';
import { parseTalkRequest } from './talkRequest.ts';
import type { Heard, TalkAnswer, TalkProgress, TalkReply, TalkRequest, Talks, TalkSide } from './talkTypes.ts';

/** Longest text of users of one's own, in UTF-16 units. */
const longestHeard = 2000;

/** What both sides answer. */
interface Message {
  readonly request: TalkRequest;
  readonly suggestion: Suggestion;
  readonly heard: string;
  readonly held: HeldModel;
}

/** Who is talked to. */
interface Agents {
  readonly trained: Agent | null;
  readonly untrained: Agent;
  /** Most replies of a conversation. */
  readonly replies: number;
}

export class StoredTalks implements Talks {
  readonly #store: Promise<Pick<RunStore, 'reader'>>;
  readonly #holder: ModelHolder;
  #asked = 0;

  constructor(store: Promise<Pick<RunStore, 'reader'>>, holder: ModelHolder) {
    this.#store = store;
    this.#holder = holder;
  }

  /** Throws ValiError for anything but a list of texts. */
  async hear(texts: unknown): Promise<Heard[]> {
    const asked = v.parse(v.array(v.string()), texts);
    const held = await this.#holder.any();
    return asked.map((each) => {
      const text = normaliseTyped(each, longestHeard);
      const { length: tokens } = held.model.textTokens(text);
      return { text, unknown: unknownWords(text, held), tokens };
    });
  }

  reply(request: unknown, onProgress: (progress: TalkProgress) => void): Promise<TalkAnswer> {
    const number = ++this.#asked;
    return this.#holder.inTurn(async () => {
      if (number !== this.#asked) throw new CancelledError();
      const parsed = parseTalkRequest(request);
      try {
        return await this.#answer(parsed, onProgress);
      } catch (error) {
        const answer = unmeasuredOf(error);
        if (answer) return answer;
        throw error;
      }
    });
  }

  async #answer(request: TalkRequest, onProgress: (progress: TalkProgress) => void): Promise<TalkAnswer> {
    const suggestion = suggest(request.setting);
    const { held, agents } = await this.#agents(request, suggestion, (done, total) => {
      onProgress({ stage: 'loading', done, total });
    });
    onProgress({ stage: 'writing' });
    const heard = normaliseTyped(request.said);
    const message: Message = { request, suggestion, heard, held };
    const { trained, untrained, replies } = agents;
    return {
      ...{ kind: 'talked', heard, unknown: unknownWords(heard, held) },
      trained: trained && (await sideOf(message, trained, request.trained, replies)),
      untrained: await sideOf(message, untrained, request.untrained, replies),
    };
  }

  async #agents(
    { speaker, notes }: TalkRequest,
    { state }: Suggestion,
    onBytes: (done: number, total: number) => void,
  ): Promise<{ held: HeldModel; agents: Agents }> {
    if (!speaker) {
      const held = await this.#holder.any(onBytes);
      return { held, agents: { trained: null, untrained: held.model.untrained, replies: Infinity } };
    }
    const { reader } = await this.#store;
    const { config, model } = await reader.run(speaker.run);
    const policy = await reader.policy(speaker.run, speaker.iteration);
    const held = await this.#holder.of(config, model, onBytes);
    const { untrained } = held.model;
    try {
      switch (config.learner) {
        case 'loraKto':
        case 'expertIteration':
          held.take(policy);
          return { held, agents: { trained: held.model, untrained, replies: Infinity } };
        case 'rerankKto': {
          const learner = new RerankKto(untrained, { candidates: config.candidates, sampling: config });
          await learner.load({ bytes: policy, optimizer: null });
          return { held, agents: { trained: learner.agent, untrained, replies: Infinity } };
        }
        case 'logitKto': {
          const adapter = adapterOf(policy);
          return { held, agents: { trained: biasedAgent(untrained, () => adapter), untrained, replies: Infinity } };
        }
        case 'feedbackMemory': {
          const lessons = lessonsOf(policy);
          return { held, agents: { trained: recallingAgent(untrained, () => lessons), untrained, replies: Infinity } };
        }
        case 'tabularKto': {
          const [trained, first] = [new TabularKto(() => ({ ...state, notes })), new TabularKto(() => state)];
          await trained.load({ bytes: policy, optimizer: null });
          // a table knows how conversations begin, and no more
          return { held, agents: { trained: trained.agent, untrained: first.agent, replies: 1 } };
        }
      }
    } catch (error) {
      throw new UnmeasuredError('damaged', said(error));
    }
  }
}

/** Words as a person tells them apart, of which the model reads single bytes. */
function unknownWords(heard: string, { model: { tokenizer } }: HeldModel): string[] {
  const words = heard.match(/[\p{L}\p{M}\p{N}]+(?:'[\p{L}\p{M}\p{N}]+)*|[^\s\p{P}]/gu) ?? [];
  const isKnown = (word: string): boolean =>
    [word, word.toLowerCase()].some((each) => tokenizer.wordId(each) !== null) ||
    (word.includes("'") && word.split("'").every(isKnown));
  return [...new Set(words)].filter((word) => !isKnown(word));
}

async function sideOf(message: Message, agent: Agent, before: readonly Turn[], replies: number): Promise<TalkSide> {
  const { request, suggestion, heard } = message;
  const { notes, flipped, turn, scratchpad, sampling } = request;
  const said: Turn = { role: 'user', text: heard };
  const turns = before.length === 0 ? [...suggestion.before, said, ...suggestion.after] : [...before, said];
  const { environment, messages } = suggestion.state;
  const after = (known: string | null, all: readonly Turn[]): Conversation =>
    conversationOf({ environment, notes: known, messages }, all);
  const writes = scratchpad ? 'plan' : 'reply';
  // as in the loop: a plan may be as long as a reply, and two marks stand around it
  const needed = leastRoom + (scratchpad ? sampling.maxNewTokens + 2 : 0);
  const fits = (known: string | null, all: readonly Turn[]): boolean => agent.room(after(known, all), writes) >= needed;
  if (turn >= replies || !fits(notes, turns)) return { turns, reply: null, flipped: null, goesOn: false };

  const [own, other] = await writeAll(
    message,
    agent,
    [notes, ...(flipped !== null && fits(flipped, turns) ? [flipped] : [])].map((known) => after(known, turns)),
  );
  if (!own) throw new RangeError('no reply was written');
  const spoken = [...turns, ...turnsOf(own)];
  return {
    turns: spoken,
    reply: await judgedReply(message, turns, own),
    flipped: other ? await judgedReply(message, turns, other) : null,
    // a message of a few words
    goesOn: turn + 1 < replies && fits(notes, [...spoken, { role: 'user', text: 'Yes, please.' }]),
  };
}

interface Said {
  readonly plan: Written | null;
  readonly reply: Written;
}

const turnsOf = ({ plan, reply }: Said): Turn[] => [
  ...(plan ? [{ role: 'plan', text: plan.text } as const] : []),
  { role: 'agent', text: reply.text },
];

/** The same random numbers whoever writes, and whatever the notes say. */
async function writeAll(
  { request: { seed, turn, scratchpad, sampling } }: Message,
  agent: Agent,
  conversations: readonly Conversation[],
): Promise<Said[]> {
  const stream = (): RandomStream => RandomStream.root(seed).child(`talk/turn/${String(turn)}`);
  const write = async (all: readonly Conversation[], writes: WriteRequest['writes']): Promise<Written[]> => {
    const requests = all.map((conversation) => ({ conversation, writes, streams: [stream().child(writes)] }));
    return (await agent.write(requests, sampling)).flat();
  };
  const plans = scratchpad ? await write(conversations, 'plan') : [];
  const planned = conversations.map((conversation, i) => {
    const plan = plans[i];
    return plan
      ? { ...conversation, turns: [...conversation.turns, { role: 'plan' as const, text: plan.text }] }
      : conversation;
  });
  const replies = await write(planned, 'reply');
  return replies.map((reply, i) => ({ plan: plans[i] ?? null, reply }));
}

/** What rater, veto and tagger say of a reply: they see neither notes nor plans. */
async function judgedReply(
  { request: { veto, turn }, suggestion: { state }, held }: Message,
  before: readonly Turn[],
  said: Said,
): Promise<TalkReply> {
  const { plan, reply } = said;
  const shown = { turns: [...before, ...turnsOf(said)] };
  const question: Question = { kind: 'veto', veto: veto.asks };
  let judged: TalkReply['judged'] = null;
  try {
    const [[rating] = [], [score] = []] = await held.model.ask([
      { view: spectatorView(shown), questions: [{ kind: 'rating', wish: state.wish }] },
      { view: spectatorView(shown, { tools: veto.seesTools }), questions: [question] },
    ]);
    if (!rating || !score) throw new Error('a question was not answered');
    judged = { ratings: rating.probabilities, expected: rating.expected, veto: score.expected };
  } catch (error) {
    // the judges' question did not fit behind the conversation
    if (!(error instanceof RangeError)) throw error;
  }
  return {
    ...{ plan: plan?.text ?? null, text: reply.text, ended: reply.ended, judged },
    gold: goldOf(state.environment, grammarOf(state), turn, reply),
  };
}
