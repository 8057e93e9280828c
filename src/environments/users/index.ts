export { drawNotes } from './notes.ts';
export type { Notes } from './notes.ts';
export { feelings, jobs, names } from './people.ts';
export { preferences, preferenceNames } from './preferences.ts';
export { answersWhenAsked, heldOutCues, hobbies, knownCues } from './traits.ts';
export type { Cue } from './traits.ts';
export { drawUser, turned } from './user.ts';
export type { User } from './user.ts';
