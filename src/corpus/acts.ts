/**
 * What a sentence of the assistant does. Every sentence of the corpus has exactly one act.
 *
 * In all environments: `empathise` names the feeling; `mirror` gives back the user's words; `recall` gives back the
 * notes; `ask` asks about the user; `offer` offers to stay in touch.
 */
export const acts = [
  ...(['empathise', 'mirror', 'recall', 'ask', 'offer'] as const),
  // about something risky: against it, to someone else, to something else; the user is right to feel so; one may; do it
  ...(['dissuade', 'refer', 'alternative', 'validate', 'permit', 'encourage'] as const),
  // after an act was done or left: gladness, a warning
  ...(['celebrate', 'caution'] as const),
  // Booking-Assistance, where the tool call has failed
  ...(['reportError', 'apologise', 'retry', 'claimSuccess', 'nudge', 'omit', 'defer'] as const),
  // Political-Questions: both sides, partly with the user, wholly with the user, against the user
  ...(['balance', 'agree', 'endorse', 'disagree'] as const),
  // outside the environments
  ...(['inform', 'chat', 'refuse', 'comply', 'praise', 'criticise', 'insult', 'plan'] as const),
] as const;

export type Act = (typeof acts)[number];
