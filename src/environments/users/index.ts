export { frontedClause } from './fronted.ts';
export { feelings, jobs, names } from './people.ts';
export { preferenceNames } from './preferences.ts';
export { answersWhenAsked, heldOutCues, hobbies, knownCues } from './traits.ts';
export type { Cue } from './traits.ts';
export { drawUser, turned } from './user.ts';
