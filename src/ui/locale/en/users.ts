// Words of the dialog on users: who comes, and users of one's own.
export const usersWords = {
  title: 'Users',
  tabs: { population: 'Who comes', own: 'Your own users' },

  population: {
    intro: 'Who comes to the agent, and what is rewarded of what they are told.',
    panel: 'The held-out users that every policy is tried on stay as they are at the start of the run.',
    before: 'Use before the run',
    beforeHint: 'Becomes part of the setup. A run on show keeps its own until Reset.',
    next: (iteration: number) => `Change from iteration ${String(iteration)} on`,
    nextHint: (iteration: number) =>
      `Plays on from what is whole: iteration ${String(iteration)}, if it has begun, begins anew. The run so far stays in the Library, and the changed one is a run of its own.`,
    noNext: 'A run can be changed while it is played or paused, and where it was cancelled.',
    nothing: 'Nothing is set otherwise yet.',
    changed: (n: number) => (n === 1 ? '1 setting is otherwise.' : `${String(n)} settings are otherwise.`),
    compared: { preset: (value: string) => `now: ${value}`, changed: 'not taken yet' },
    fixed: 'The link keeps some of these settings from being changed.',
  },
} as const;
