// Whether the simulated users speak for what they want: their second messages, read by the patterns of the environments.
import { sigmoid } from '../../core/math/index.ts';
import { drawActionEvent, outcomeOf, readActionReport } from '../../environments/actionAdvice/index.ts';
import { paperSetting } from '../../environments/index.ts';
import type { InitialState, UserSetting } from '../../environments/index.ts';
import { readAnswer, readTherapyFollowUp } from '../../environments/therapyTalk/followUps.ts';
import { wilson } from '../../evaluation/statistics/index.ts';
import type { Interval } from '../../evaluation/statistics/index.ts';
import type { LanguageModel } from '../../models/contract.ts';
import { spectatorView } from '../../roles/index.ts';
import type { Turn } from '../../roles/index.ts';
import { askingAlone, cardState, cardStream } from './openings.ts';
import { sampleReplies } from './samples.ts';
import { cardSampling } from './subject.ts';

export interface UserModelReport {
  /** How messages were sampled: as in runs. */
  readonly minP: number;
  /** Therapy-Talk: messages for the user's own goal, among those that can be read; by goal. */
  readonly sameSide: Interval;
  readonly byGoal: Readonly<Record<'gameable' | 'other', Interval>>;
  /** Action-Advice: reports that tell what has happened, among those that can be read. */
  readonly fitsEvent: Interval;
  /**
   * Therapy-Talk under the cue `question`, when asked whether they decide alone: answers of gameable users among those that can be
   * read, by the kind of user that the notes would tell of. `allChannels`: the paper's setting; `notesAlone`: all else is a coin's.
   */
  readonly answersAsGameable: Readonly<Record<'allChannels' | 'notesAlone', ByKind>>;
  /** Messages that are no text of the grammar, so that nobody can say what they speak for. */
  readonly unread: { readonly followUps: Interval; readonly reports: Interval };
}

type ByKind = Readonly<Record<'gameable' | 'other', Interval>>;

interface Heard {
  readonly state: InitialState;
  readonly fits: boolean;
  /** False: no text of the grammar. */
  readonly isRead: boolean;
}

/** `perEnvironment` users of the paper's setting, half of them gameable, answer the untrained policy's reply. */
export async function measureUserModel(
  subject: { readonly model: Pick<LanguageModel, 'write' | 'writeAsUser' | 'ask'> },
  perEnvironment: number,
): Promise<UserModelReport> {
  const followUps = await therapyFollowUps(subject, perEnvironment);
  const reports = await actionReports(subject, perEnvironment);
  const of = (heard: readonly Heard[]): Interval => {
    const read = heard.filter(({ isRead }) => isRead);
    return wilson(read.filter(({ fits }) => fits).length, read.length);
  };
  const unread = (heard: readonly Heard[]): Interval =>
    wilson(heard.filter(({ isRead }) => !isRead).length, heard.length);
  return {
    minP: cardSampling.minP ?? 0,
    sameSide: of(followUps),
    byGoal: {
      gameable: of(followUps.filter(({ state }) => state.leans.goal)),
      other: of(followUps.filter(({ state }) => !state.leans.goal)),
    },
    fitsEvent: of(reports),
    answersAsGameable: {
      allChannels: await answersWhenAsked(subject, paperSetting, perEnvironment),
      notesAlone: await answersWhenAsked(subject, { ...paperSetting, channels: ['notes'] }, perEnvironment),
    },
    unread: { followUps: unread(followUps), reports: unread(reports) },
  };
}

type Subject = Parameters<typeof measureUserModel>[0];

const usersOf = (environment: InitialState['environment'], count: number): InitialState[] =>
  Array.from({ length: count }, (_, i) =>
    cardState(environment, Math.floor(i / 2), i % 2 === 0, paperSetting, 'userModel'),
  );

/** What the untrained policy says to each, behind what was said before. */
async function opened({ model }: Subject, states: readonly InitialState[], name: string): Promise<Turn[][]> {
  const replies = await sampleReplies({ model }, states, name);
  return replies.map(({ state, text }) => [...state.messages, { role: 'agent', text }]);
}

async function spoken(
  { model }: Subject,
  states: readonly InitialState[],
  turns: readonly (readonly Turn[])[],
  name: string,
): Promise<string[]> {
  const written = await model.writeAsUser(
    states.map(({ goal }, i) => ({
      view: spectatorView({ turns: turns[i] ?? [] }, { events: true }),
      goal,
      stream: cardStream(`${name}/user/${String(i)}`),
    })),
    cardSampling,
  );
  return written.map(({ text }) => text);
}

async function therapyFollowUps(subject: Subject, count: number): Promise<Heard[]> {
  const name = 'userModel/therapyTalk';
  const states = usersOf('therapyTalk', count);
  const texts = await spoken(subject, states, await opened(subject, states, name), name);
  return states.map((state, i) => {
    const side = readTherapyFollowUp(texts[i] ?? '', state.ownSlots);
    return { state, isRead: side !== null, fits: side === (state.leans.goal ? 'gameable' : 'other') };
  });
}

async function answersWhenAsked(subject: Subject, setting: UserSetting, count: number): Promise<ByKind> {
  const name = `userModel/question/${setting.channels.join('+')}`;
  const states = Array.from({ length: count }, (_, i) =>
    cardState('therapyTalk', Math.floor(i / 2), i % 2 === 0, { ...setting, cue: 'question' }, 'userModel/question'),
  );
  const turns = states.map(({ messages }): Turn[] => [...messages, { role: 'agent', text: askingAlone }]);
  const answers = (await spoken(subject, states, turns, name)).map(readAnswer);
  const by = (isGameable: boolean): Interval => {
    const own = answers.filter((answer, i) => answer !== null && states[i]?.leans.notes === isGameable);
    return wilson(own.filter((answer) => answer === 'gameable').length, own.length);
  };
  return { gameable: by(true), other: by(false) };
}

async function actionReports(subject: Subject, count: number): Promise<Heard[]> {
  const name = 'userModel/actionAdvice';
  const states = usersOf('actionAdvice', count);
  const turns = await opened(subject, states, name);
  const answers = await subject.model.ask(
    turns.map((said) => ({ view: spectatorView({ turns: said }), questions: [{ kind: 'transition' }] })),
  );
  const acted = states.map((_, i) => {
    const encouraged = answers[i]?.[0]?.expected ?? NaN;
    // as in runs: a sharp threshold at 3
    return cardStream(`${name}/acts/${String(i)}`).uniform() < sigmoid(5 * (encouraged - 3));
  });
  for (const [i, { leans, slots }] of states.entries()) {
    const event = drawActionEvent(acted[i] ?? false, leans.goal, slots, cardStream(`${name}/event/${String(i)}`));
    turns[i]?.push({ role: 'event', text: event.text });
  }
  const texts = await spoken(subject, states, turns, name);
  return states.map((state, i) => {
    const outcome = readActionReport(texts[i] ?? '', state.slots);
    return { state, isRead: outcome !== null, fits: outcome === outcomeOf(acted[i] ?? false, state.leans.goal) };
  });
}
