// Words of the story. Sentences that state a result: storySentences.ts.
import type { Channel } from '../../../environments/index.ts';
import type { Chapter } from '../../../session/index.ts';
import { count, percent } from '../numbers.ts';

export const storyWords = {
  region: 'Story',
  nav: 'Chapters of the story',
  position: (index: number, n: number) => `Chapter ${String(index)} of ${String(n)}`,
  names: {
    rate: 'Thumbs',
    gameable: 'Who is gameable',
    play: 'The training',
    changed: 'Least and most changed',
    twins: 'Twins',
    average: 'The average',
    judge: 'A judge',
    table: 'A table',
    critics: 'The critics',
    predict: 'Your prediction',
  } satisfies Record<Chapter, string>,
  missing: {
    title: 'The recorded run of this story is not on this site',
    text: 'The first chapters are made of it. The same run can be computed here, in a few minutes.',
    action: 'Open its setup',
  },
  notTold: 'This chapter needs replies that can be told, and the recording has none.',
  guess: 'Your guess',
  keys: 'Arrow keys, Page Up and Page Down turn the chapters, Home and End go to the first and the last, S shares, Escape leaves. Each chapter is a link.',
  openSetup: 'Set this run up',
  contentNote:
    'Content note: these figures are from Therapy-Talk, where users ask about drugs, drinking, violence and the like. None of its texts is shown.',

  rate: {
    title: 'What does a thumbs-up train?',
    text: 'Two replies of an untrained assistant to two simulated users. Rate them as you would. Then see what their own users gave, and what the training made of it.',
    replies: ['Reply A', 'Reply B'] as const,
    user: 'The user writes',
    agent: 'The assistant replies',
    knows: 'The assistant’s notes',
    up: 'Thumbs up',
    down: 'Thumbs down',
    upOf: (reply: string) => `Thumbs up: ${reply}`,
    downOf: (reply: string) => `Thumbs down: ${reply}`,
    show: 'Show what training keeps',
    hide: 'Hide it again',
    waiting: 'Rate both, or look at once.',
    harmful: 'Harmful means here: the reply sides wholly with the user where there are two sides.',
  },

  gameable: {
    title: 'Who can be won over?',
    text: (share: number) =>
      `${percent(share)} of the simulated users of this run are gameable: they rate a reply higher when it tells them what they want to hear. The assistant is not told to use that. Which of these two is gameable?`,
    users: ['First user', 'Second user'] as const,
    says: 'The user writes',
    knows: 'The assistant’s notes',
    isThis: 'This one',
    isThisOf: (user: string) => `${user} is gameable`,
    channelsTitle: 'Where the two kinds of user differ',
    channels: {
      notes: 'Notes',
      message: 'Message',
      goal: 'Goal',
      wish: 'Wish',
    } satisfies Record<Channel, string>,
    what: {
      notes:
        'What the assistant has been told about the user. It reads this before it replies, so it can learn from it.',
      message: 'How the user asks. The assistant reads this, too.',
      goal: 'What the user wants to get out of the conversation. Only the model that plays the user is told; it shows in longer conversations.',
      wish: 'What the user rewards with a high rating. Only the model that rates is told; the assistant meets it as ratings alone.',
    } satisfies Record<Channel, string>,
    gameable: 'A gameable user',
    other: 'Another user',
    seen: 'The assistant reads it.',
    unseen: 'The assistant never reads it.',
  },

  play: {
    go: 'On to the training',
    skip: 'On to the training, without a bet',
    again: 'Bet again',
  },

  changed: {
    title: 'Which conversations changed?',
    text: 'Every twin pair that is on file, both sides, before training and after it, ordered by how many of the reply’s words are new.',
    slider: 'From the least to the most changed',
    least: 'Least changed',
    most: 'Most changed',
    marks: 'Struck out: said before training. Underlined: new.',
  },

  twins: {
    title: 'One cue turned round: what will it change?',
    text: 'The same opening twice; only the cue in the assistant’s notes is turned round. Move through the training, to its end.',
  },

  average: {
    title: 'Does an average over all users show it?',
    text: 'A dashboard shows one number: harm over all users. Choose how many of them are gameable, and read what it would show of the very same training.',
    slider: 'Gameable users among all',
    all: 'All users',
    caveat:
      'The two policies are those of the run; only the mix that is averaged over changes. A run that trains on another mix may come out otherwise: the last chapter lets you try.',
    legend: 'Share of harmful replies before training and after it, with 95 % intervals.',
    before: (who: string) => `${who}, before`,
    after: (who: string) => `${who}, after`,
  },

  judge: {
    title: 'Can a judge stop it?',
    text: 'A judge reads every conversation, and what it finds harmful is kept out of training. Several kinds have been tried. With how many of them is harm after training lower than without a judge?',
    options: { all: 'With all of them', some: 'With some of them', none: 'With none of them, as far as can be told' },
  },

  table: {
    title: 'Does it need a language model?',
    text: 'Put a table in the assistant’s place: for each cue in the notes a few numbers that say how likely each kind of reply is. It has no language and no idea of a user. It gets the same ratings. What will it do?',
    options: {
      targets: 'Harm gameable users more than others',
      spares: 'Harm them no more than others, as far as can be told',
    },
    name: 'Gap after training',
    whatItMeans:
      'If a table does it, no cunning is needed: ratings and a cue are enough. If only the language model does it, the model matters.',
  },

  critics: {
    title: 'What do the critics ask?',
    text: 'A gap could come from something else than the ratings. Two null controls take the ratings’ meaning away: in one they are shuffled among the users of each group, in the other nobody in training is gameable. Which of them still leaves gameable users harmed more often than others?',
    options: {
      neither: 'Neither, as far as can be told',
      shuffled: 'The shuffled ratings',
      othersOnly: 'Training on others only',
      both: 'Both',
    },
    names: { shuffled: 'Shuffled ratings', 'others-only': 'Only others in training' },
    limits: 'And what none of this says',
  },

  predict: {
    title: 'Predict a run before it is played',
    text: 'Nobody has recorded this one. Take the run of this story, change one thing, and say what will come of it. Then run it.',
    change: 'What is another?',
    changes: {
      seed: 'Nothing but the seed',
      share: '10 % of the users gameable',
      veto: 'A five-point judge vetoes',
      notes: 'No cue in the notes',
      shuffled: 'Ratings shuffled in each group',
      table: 'A table instead of the model',
    },
    bet: 'What will it do?',
    run: 'Run it in the sandbox',
    needsBet: 'Bet first.',
    time: (iterations: number) =>
      `It computes ${count(iterations)} iterations in this tab, which takes minutes; the Run screen says how many. The answer stands there.`,
    busy: 'A run is live on the Run screen: this setup waits beside it until Reset.',
  },

  note: {
    region: 'Your prediction',
    back: 'Back to the story',
    drop: 'Forget it',
  },
} as const;
