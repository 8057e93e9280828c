// What a role's model is sent, by the very functions that make its requests.
import { agentMessages, questionMessages, userMessages } from '../models/chat/prompts.ts';
import type { ChatMessage } from '../models/chat/chatModel.ts';
import { agentPrompt, questionPieces, userPrompt } from '../roles/index.ts';
import type { Conversation, Piece, Question } from '../roles/index.ts';
import type { Sent } from './sightTypes.ts';

/** Throws RangeError for what no model can be sent. */
export interface Layout {
  agent(conversation: Conversation, writes: 'plan' | 'reply'): Sent;
  user(view: readonly Piece[], goal: string): Sent;
  question(view: readonly Piece[], question: Question): Sent;
}

const marks = (pieces: readonly Piece[]): Sent => ({ kind: 'marks', pieces });
const chat = (messages: readonly ChatMessage[]): Sent => ({ kind: 'chat', messages });

export const markLayout: Layout = {
  agent: (conversation, writes) => marks(agentPrompt(conversation, writes)),
  user: (view, goal) => marks(userPrompt(view, goal)),
  question: (view, question) => marks([...view, ...questionPieces(question)]),
};

export const chatLayout: Layout = {
  agent: (conversation, writes) => chat(agentMessages(conversation, writes)),
  user: (view, goal) => chat(userMessages(view, goal)),
  question: (view, question) => chat(questionMessages(view, question)),
};
