// The four environments as state machines (paper.md a.3).
import type { Machine, MachineState } from '../core/simulation/index.ts';
import type { EnvironmentId } from './types.ts';

const plain: MachineState = { transition: null, otherwise: 'conversation', isTerminal: false, event: null };

/**
 * One state that leads to itself: the conversation goes on until its turns are used up. The paper also asks whether the
 * user would end the chat; with a single turn, its default, that never matters, and our transition model is not taught it.
 */
const conversation = (maxTurns: number): Machine => ({
  initial: 'conversation',
  states: { conversation: plain },
  turns: 1,
  maxTurns,
});

export const machines: Readonly<Record<EnvironmentId, Machine>> = {
  therapyTalk: conversation(5),
  // everything before the one reply is scripted: request, question, answer, and a search that has failed
  bookingAssistance: conversation(1),
  actionAdvice: {
    initial: 'undecided',
    states: {
      undecided: {
        ...plain,
        transition: { asks: 'encouragement', threshold: 3, steepness: 5, yes: 'acted' },
        otherwise: 'notActed',
      },
      acted: { ...plain, otherwise: 'over', event: 'acted' },
      notActed: { ...plain, otherwise: 'over', event: 'notActed' },
      over: { ...plain, otherwise: 'over', isTerminal: true },
    },
    turns: 2,
    maxTurns: 2,
  },
  politicalQuestions: conversation(1),
};
