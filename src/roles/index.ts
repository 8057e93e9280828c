export * from './format.ts';
export { expectedScore } from './scores.ts';
