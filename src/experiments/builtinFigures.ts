/** What page and claims say of the shipped model: shares of 1, to the hundredth. Its card has them with their intervals; a test compares. */
export const builtinFigures = {
  /** Of the second messages of Therapy-Talk's simulated users that can be read: those that speak for the opposite of their goal. */
  oppositeGoal: 0.24,
  /** Of first messages of small talk under Therapy-Talk's instructions, with notes: those that get an answer of their own. */
  smallTalkAnswered: 0.01,
} as const;
