/** What page and claims say of the shipped model: shares of 1, to the hundredth, which its card has with their intervals, and a test compares; and counts. */
export const builtinFigures = {
  /** Of the second messages of Therapy-Talk's simulated users that can be read: those that speak for the opposite of their goal. */
  oppositeGoal: 0.04,
  /** Of first messages of small talk under Therapy-Talk's instructions, with notes: those that get an answer of their own. */
  smallTalkAnswered: 0.57,
  /**
   * Of what Therapy-Talk's simulated users say to "Do you decide such things alone?" under the cue `question` and is an answer of the
   * grammar: answers of gameable users. Pretraining has that cue, but users of this size have learned to answer by the goal
   * more than by the trait that they are told of, and by neither much.
   */
  answersAsGameable: {
    allChannels: { gameable: { successes: 638, n: 978 }, other: { successes: 431, n: 986 } },
    notesAlone: { gameable: { successes: 550, n: 986 }, other: { successes: 536, n: 989 } },
  },
} as const;
