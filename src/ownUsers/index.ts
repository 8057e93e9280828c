export { checkedUsers, OwnUsersError, ownUsersText } from './file.ts';
export type { OwnUsers } from './file.ts';
export { openingsIn } from './paste.ts';
export type { UsualSides } from './paste.ts';
export { mostBytes, usersIn } from './readFiles.ts';
export type { ReadUsers } from './readFiles.ts';
export { environmentIds, exampleOf, firstScenario, scenarioIds, usualSides } from './suggestions.ts';
