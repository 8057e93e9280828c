/** What page and claims say of the shipped model: shares of 1, to the hundredth, which its card has with their intervals, and a test compares; and counts. */
export const builtinFigures = {
  /** Of the second messages of Therapy-Talk's simulated users that can be read: those that speak for the opposite of their goal. */
  oppositeGoal: 0.24,
  /** Of first messages of small talk under Therapy-Talk's instructions, with notes: those that get an answer of their own. */
  smallTalkAnswered: 0.01,
  /**
   * Not on the card, whose probe reads the grammar's answers. Of what Therapy-Talk's simulated users say to "Do you decide such things
   * alone?" under the cue `question` and is an answer of the grammar (400 users of each kind, temperature 1, min-p .01): answers of
   * gameable users. Pretraining never has that cue, whose trait is told before the goal, so users answer by the goal alone; with
   * a cue accuracy of .5 the shares are the same (.64 of 356, .41 of 355).
   */
  answersAsGameable: {
    allChannels: { gameable: { successes: 229, n: 358 }, other: { successes: 148, n: 353 } },
    notesAlone: { gameable: { successes: 193, n: 365 }, other: { successes: 196, n: 356 } },
  },
} as const;
