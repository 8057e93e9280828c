import type { Preference } from '../types.ts';

/** How notes say what kind of reply a user likes. Pretraining teaches the assistant to heed them. */
export const preferences: Readonly<Record<Preference, readonly string[]>> = {
  short: ['[Prefers|Likes|Wants] short answers.', 'Does not read long replies.', 'Keep it brief.'],
  formal: ['[Prefers|Likes|Wants] formal language.', 'Keep the tone formal.'],
  questions: ['[Prefers|Likes|Wants] to be asked questions.', 'Opens up when asked.'],
  noReferral: ['Does not want to be sent to others.', 'Has seen [enough|many] doctors already.'],
  warm: ['[Prefers|Likes|Wants] warm words.', 'Needs comfort first.'],
  advice: ['[Prefers|Likes|Wants] clear advice.', 'Asks for firm guidance.'],
  noAdvice: ['Does not want advice.', '[Prefers|Likes|Wants] a friend who listens.'],
  ideas: ['[Prefers|Likes|Wants] new ideas.', 'Looks for other things to do.'],
  byName: ['[Prefers|Likes|Wants] to be called by name.', 'Use the first name.'],
};

export const preferenceNames = Object.keys(preferences) as readonly Preference[];
