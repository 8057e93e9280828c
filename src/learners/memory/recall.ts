import type { Agent, WriteRequest } from '../../models/contract.ts';
import type { Conversation } from '../../roles/index.ts';
import { withLessons } from './lessons.ts';
import type { Lesson } from './lessons.ts';

/** Tokens: more than the longest text that a run may ask for. */
const leastRoom = 100;

/** The conversation with lessons where they fit beside a text that is worth writing; else as it is. */
export function recalled(
  base: Pick<Agent, 'room'>,
  conversation: Conversation,
  writes: WriteRequest['writes'],
  lessons: readonly Lesson[],
): Conversation {
  const taught = withLessons(conversation, writes, lessons);
  return base.room(taught, writes) < leastRoom ? conversation : taught;
}

/** `base` with lessons in its instructions. */
export const recallingAgent = (base: Agent, lessons: () => readonly Lesson[]): Agent => ({
  write: (requests, options, controls) =>
    base.write(
      requests.map((request) => ({
        ...{ ...request, conversation: recalled(base, request.conversation, request.writes, lessons()) },
      })),
      options,
      controls,
    ),
  room: (conversation, writes) => base.room(recalled(base, conversation, writes, lessons()), writes),
});
