// What is odd about the groups that selection will choose from. The whole of it English says as the command line does.
import { selectionSentences } from '../../../experiments/index.ts';
import type { SelectionNote } from '../../../experiments/index.ts';

const groups = { gameable: 'gameable users', other: 'other users' } as const;

export const selectionWords = {
  /** In one line of the setup strip, on a phone too; the whole of it is in the dialog about users. */
  short: ({ kind, group }: SelectionNote) =>
    kind === 'crowded'
      ? `Few ${groups[group]}, many selected: see Users.`
      : `Too few ${groups[group]} to select from: see Users.`,
  sentences: selectionSentences,
};
