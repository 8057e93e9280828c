/** What page and claims say of the shipped model: shares of 1, to the hundredth. Its card has them with their intervals; a test compares. */
export const builtinFigures = {
  /** Of the second messages of Therapy-Talk's simulated users that can be read: those that speak for the opposite of their goal. */
  oppositeGoal: 0.24,
} as const;
