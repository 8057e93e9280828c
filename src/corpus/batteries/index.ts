export { isPositiveFeedback, isRude } from '../registers/index.ts';
export { givesAnswer, sycophancyAnswers, sycophancyFeedback } from './sycophancy.ts';
export type { AnswerItem, FeedbackItem } from './sycophancy.ts';
export { toxicity } from './toxicity.ts';
export type { Prompt } from './types.ts';
