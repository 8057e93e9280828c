// All words of the page, with sentences.ts, faults.ts and a file for each screen that is fetched later. Numbers come formatted from numbers.ts.
import type { ByGroup, Group } from '../../../facts/index.ts';
import type { Speed } from '../../../session/index.ts';
import type { RunConfig } from '../../../experiments/index.ts';
import { bytes, count, decimal, duration, percent, points } from '../numbers.ts';

const group = { gameable: 'gameable users', other: 'other users' } as const;
const groupStart = { gameable: 'Gameable users', other: 'Other users' } as const;

export const pageWords = {
  name: 'Swayground',
  title: 'Swayground: a language model trained on simulated thumbs-up',
  tabs: {
    ...{ run: 'Run', trajectories: 'Trajectories', compare: 'Compare' },
    ...{ talk: 'Talk', sweep: 'Sweep', claims: 'Claims', library: 'Library' },
  },
  tabList: 'Screens',
  chip: 'Built-in model, reproducible',
  chipHint: 'Runs on the CPU in this tab. Same link, same bits.',
  chipOthers: 'WebLLM or server, seeded',
  chipOthersHint: 'The same seed gives the same texts on the same device; not bit for bit elsewhere.',
  share: 'Share',
  story: 'Story',
  storyHint: 'Ten minutes, chapter by chapter; it ends in the sandbox',
  lecture: 'Lecture',
  lectureHint: 'A minute for a room, in seven beats',
  close: 'Close',
  toy: 'Simulated users, a model of a quarter of a million parameters, a built-in judge: a toy that shows a mechanism, and no measurement of any product.',
  toyOthers:
    'Simulated users, small instruction-tuned models, a model as judge: a toy that shows a mechanism, and no measurement of any product.',
  local: 'nothing leaves this page',
  localOthers: 'conversations leave this page only for your own server, if you have chosen one',
  simulated: 'simulated',
  group,
  groupStart,

  setup: {
    region: 'Setup',
    preset: 'Preset',
    changed: (n: number) => (n === 0 ? '' : `${String(n)} changed`),
    engine: 'Engine',
    engines: { builtin: 'Built-in model', table: 'Table (control)', models: 'WebLLM or server' },
    models: 'Models',
    chooseModels: 'Choose…',
    modelsHint: 'Who plays which role',
    veto: 'Veto',
    learner: 'Learner',
    share: 'Gameable share',
    seed: 'Seed',
    more: { users: 'Users', options: 'All options' },
    pending: 'The run keeps its setup; Reset takes this one.',
    fixed: 'Set by the link',
    locks: {
      region: 'Set by the link',
      title: (fixed: number, hidden: number, of: number) =>
        `Set by the link, of ${count(of)} options: ${[
          fixed > 0 ? `${count(fixed)} can’t be changed` : '',
          hidden > 0 ? (hidden === 1 ? 'one is not shown' : `${count(hidden)} are not shown`) : '',
        ]
          .filter((part) => part !== '')
          .join(', ')}.`,
      who: 'Whoever made this link decided that. It is a help for a class, no protection: the address can be edited. Stored runs, opened from the Library, show their own settings.',
      which: 'Which they are',
      fixed: (names: string) => `Can’t be changed: ${names}.`,
      hidden: (names: string) => `Not shown: ${names}.`,
      refused: (label: string) => `${label} is set by the link, so this can’t be chosen.`,
    },
  },

  options: {
    title: 'All options',
    intro: 'Every option of a run. A mark shows what differs from the preset.',
    hidden: (n: number) =>
      n === 1 ? 'One is not shown: the link says so.' : `${count(n)} are not shown: the link says so.`,
    groups: {
      run: 'Run',
      models: 'Models',
      users: 'Users',
      simulation: 'Simulation',
      selection: 'Rating and selection',
      learning: 'Learning',
      evaluation: 'Evaluation',
    },
    range: (low: number, high: number, unit: string) => `${compact(low)} to ${compact(high)}${unit ? ` ${unit}` : ''}`,
    preset: (value: string) => `preset: ${value}`,
    default: (value: string) => `default: ${value}`,
    changed: 'changed from preset',
    back: 'Back to preset',
    share: (share: string, range: string, n: number) => `${share} [${range}], n ${count(n)}`,
    answersWeakly: (all: ByGroup<string>, notesAlone: ByGroup<string>) =>
      'When asked, users of the built-in model answer by their goal, weakly, and not as the notes would lean. In Therapy-Talk, of gameable ' +
      `users ${all.gameable} answer as gameable users do, of others ${all.other}; where only the notes differ, ${notesAlone.gameable}, and ` +
      `${notesAlone.other}. Cue accuracy has no effect then.`,
    allScenarios: 'all',
    remove: 'Remove',
    on: 'on',
    off: 'off',
  },

  time: {
    region: 'Time',
    reset: 'Reset',
    play: 'Play',
    pause: 'Pause',
    step: 'Step',
    stepHint: 'Step one phase ( . )',
    stepIteration: 'Next evaluation',
    stepIterationHint: 'Run to the end of the iteration ( Shift + . )',
    cancel: 'Cancel',
    speed: 'Speed',
    speeds: { 0: 'slow, 2 s a phase', 1: 'slow, 1 s a phase', 2: 'full' } satisfies Record<Speed, string>,
    iteration: 'Iteration',
    untrained: 'untrained',
    at: (iteration: number, iterations: number) => `Iteration ${String(iteration)} of ${String(iterations)}`,
    lookingAt: (iteration: number, head: number) => `looking at ${String(iteration)}, newest is ${String(head)}`,
    follow: 'Follow the run',
    estimate: (size: number, ms: number | null) =>
      `takes about ${bytes(size)}${ms === null ? '' : `, ${duration(ms)}`}`,
    tooLarge: (size: number, free: number) => `takes about ${bytes(size)}; only ${bytes(free)} are free`,
  },

  recording: {
    mark: 'Recorded run',
    runLive: 'Run it live',
    runLiveHint: 'Computes this run again, in this tab, and compares it with the recording',
    open: 'Show recording',
    seed: (seed: number, fingerprint: string) => `seed ${String(seed)} · ${fingerprint}`,
    opening: 'opening a recorded run',
    none: 'ready to play; this setup is not recorded',
    fault: 'ready to play; its recording can’t be shown',
    plays: (seed: number) => `A recorded run plays, seed ${String(seed)}. “Run it live” computes it in this tab.`,
    waits: 'opening the model; what is shown is recorded',
    checking: 'live; what is shown is recorded',
    same: (iteration: number, head: number, left: string | null) =>
      `live at ${String(iteration)} of ${String(head)}, bit for bit as recorded${left === null ? '' : `; ${left} left`}`,
    differs: (iteration: number) => `differs from the recording at iteration ${String(iteration)}`,
  },

  loop: {
    region: 'The loop',
    stations: {
      simulate: 'Simulate',
      rate: 'Rate',
      select: 'Select',
      update: 'Update',
      evaluate: 'Evaluate',
    },
    what: (config: RunConfig) => ({
      simulate: 'agent and users talk',
      rate: 'users score replies, 1 to 10',
      select: `best and worst ${fraction(config.selectedFraction)}${config.veto === 'none' ? '' : ', veto'}`,
      update: config.learner === 'expertIteration' ? 'supervised, on the best' : 'KTO on thumbs up and down',
      evaluate: `${count(2 * config.panelUsers)} users never trained on`,
    }),
    users: (states: number, each: number) => `${count(states)} users${each > 1 ? ` × ${String(each)}` : ''}`,
    mean: (gameable: number | null, other: number | null) =>
      `mean ${gameable === null ? '–' : decimal(gameable)} / ${other === null ? '–' : decimal(other)}`,
    selected: (up: number, down: number, vetoed: number) =>
      `${count(up)} up, ${count(down)} down${vetoed > 0 ? `, ${count(vetoed)} vetoed` : ''}`,
    updated: (margin: number | null, kl: number | null) =>
      margin === null ? 'done' : `margin ${decimal(margin)}${kl === null ? '' : `, z0 ${decimal(kl)}`}`,
    gap: (gap: number) => `gap ${points(gap)} points`,
    none: '–',
  },

  harm: {
    region: 'Harm rate',
    finding: (rate: number | null) =>
      rate === null ? 'Gameable users: replies can’t be told.' : `Gameable users: ${percent(rate)} harmful replies.`,
    findingOther: (rate: number | null) => (rate === null ? 'Others can’t be told.' : `Others: ${percent(rate)}.`),
    nothing: 'Nothing is measured yet: press Play',
    caption: (gameable: number, other: number) =>
      `Share of replies with a harmful act, ${count(gameable)} gameable and ${count(other)} other held-out users, 95 % intervals.`,
    captionEmpty: 'Share of replies with a harmful act to held-out users who are never trained on, 95 % intervals.',
    collapsed: 'The text has fallen apart: harm can hardly be told',
    collapse: 'text falls apart',
    ceiling: (candidates: number, rate: string) =>
      `Re-ranking chooses among ${count(candidates)} texts of the untrained model: at most ${rate} to gameable users.`,
    untold: (share: number) => `${percent(share)} of the replies can’t be told.`,
    judged: {
      finding: (rate: number) => `Gameable users: ${percent(rate)} of replies judged harmful.`,
      findingOther: (rate: number) => `Others: ${percent(rate)}.`,
      caption: (gameable: number, other: number, judge: string) =>
        `Share of replies that the judge (${judge}) finds harmful, ${count(gameable)} gameable and ${count(other)} other held-out users, 95 % intervals.`,
      captionEmpty: 'Share of replies to held-out users that the judge finds harmful, 95 % intervals.',
      goldNone: 'Gold labels do not apply to free text: none of the replies can be told by them.',
      gold: (unparsed: number, gameable: string, other: string) =>
        `Gold labels do not apply to free text: ${percent(unparsed)} of the replies can’t be told by them; of the rest, harmful to gameable users ${gameable}, to others ${other}.`,
    },
    paper: (source: string) => `Dotted: the paper’s 8B model (${source}), whose harm is a mean of graded scores.`,
    gap: (gap: number) => `gap ${points(gap)}`,
    paperMark: (value: number) => `paper ${String(Math.round(100 * value))}`,
    cursor: 'Cursor in the chart of harm',
  },

  rating: {
    region: 'Expected rating',
    caption: (gameable: number, other: number) =>
      `Mean expected rating, 1 to 10, ${count(gameable)} and ${count(other)} users, 95 % intervals.`,
    captionEmpty: 'Mean expected rating by the users, 1 to 10, 95 % intervals.',
    paper: (source: string) => `Dotted: the paper (${source}).`,
    nothing: 'Users have not rated anything yet',
    start: 'How users rate the untrained replies',
    /** By what is clear of gameable users' ratings, then of others'. */
    moved: {
      rises: {
        rises: 'Both groups rate replies higher than before training',
        stays: 'Gameable users rate replies higher; of others it is not clear',
        falls: 'Gameable users rate replies higher, others lower',
      },
      stays: {
        rises: 'Other users rate replies higher; of gameable ones it is not clear',
        stays: 'No clear change in the ratings of either group',
        falls: 'Other users rate replies lower; of gameable ones it is not clear',
      },
      falls: {
        rises: 'Gameable users rate replies lower, others higher',
        stays: 'Gameable users rate replies lower; of others it is not clear',
        falls: 'Both groups rate replies lower than before training',
      },
    },
    cursor: 'Cursor in the chart of ratings',
  },

  chart: {
    data: 'Data',
    iteration: 'Iteration',
    gameable: 'Gameable',
    other: 'Others',
    gap: 'Gap, points',
    n: 'n',
    unknown: 'not told',
    axis: 'iteration',
    spoken: (iteration: number, gameable: string, other: string, origin: string | null) =>
      `Iteration ${String(iteration)}: gameable users ${gameable}, other users ${other}${origin === null ? '' : `, ${origin}`}`,
    origin: {
      name: 'Origin',
      recorded: 'recorded',
      computed: 'computed here',
      legend: 'Thin, hollow: recorded, not computed here yet',
    },
    evaluated: (iteration: number, gameable: string, other: string) =>
      `Iteration ${String(iteration)} is evaluated. Harm to gameable users ${gameable}, to others ${other}.`,
  },

  figure: {
    save: 'Save',
    saveAs: (name: string, format: string) => `Save ${name} as ${format.toUpperCase()}`,
    refused: 'The browser could not make this file.',
    file: (name: string, seed: number, iteration: number, format: string) =>
      `swayground-${name.toLowerCase().replaceAll(' ', '-')}-seed-${String(seed)}-iteration-${String(iteration)}.${format}`,
    interval: '95 % interval',
    paper: 'the paper',
    proof: (fingerprint: string) => `fingerprint ${fingerprint}`,
    notOver: 'the run is not over',
  },

  twins: {
    region: 'Twins',
    conversations: 'The two conversations',
    nothing: 'Same request, one difference',
    nothingText: 'A twin pair: one user twice, the same words, with one thing about them turned round.',
    placeholders: {
      gameable: 'Here stands what the assistant says to a user who, its notes say, takes it at its word.',
      other: 'Here stands what it says to the same user when the notes say that they think for themself.',
    },
    telling: (n: number) => `The most telling of ${String(n)}.`,
    none: 'This run has no twins: “Panel twins” is 0.',
    onlyGameable: 'Same request: harm to one, not to the other',
    onlyOther: 'Same request: harm to the other user only',
    both: 'Same request: both are harmed',
    neither: 'Same request: neither is harmed',
    untold: 'Same request: a reply can’t be told',
    channels: {
      notes: 'only the notes are turned round.',
      message: 'only the message is turned round.',
      goal: 'only what the user wants is turned round.',
      wish: 'only what the rater wants is turned round.',
    },
    oppositeGoal: (share: number) =>
      `The simulated users of the built-in model speak for the opposite of their goal in ${percent(share)} of cases.`,
    whose: { gameable: 'A gameable user twice;', other: 'Another user twice;' },
    effect: (value: number, range: string, n: number) =>
      `Twin effect ${points(value)} points [${range}], ${count(n)} pairs.`,
    heads: { gameable: 'Gameable', other: 'Other' },
    knows: 'The assistant knows',
    user: 'User',
    agent: 'Assistant',
    tool: 'Tool',
    event: 'Event',
    plan: 'Plan',
    rating: (value: number) => `rating ${decimal(value)}`,
    ratings: (value: number) => `Distribution of the rating, mean ${decimal(value)}`,
    harmful: 'harmful',
    harmless: 'harmless',
    unparsed: 'can’t be told',
    changed: 'Struck out: said before training. Underlined: new.',
    acts: (acts: readonly string[]) => `Acts: ${acts.join(', ')}`,
    pair: (index: number, n: number) => `${String(index)} of ${String(n)}`,
    before: 'Previous pair',
    after: 'Next pair',
  },

  changes: {
    region: 'What just changed',
    title: 'What just changed',
    sub: 'By rule, from this run’s numbers.',
    nothing: 'After the first evaluation this says where the run begins, then what each iteration changes.',
    evidenceFlips: (n: number) => `See ${n === 1 ? 'the reply' : `the ${String(n)} replies`} that turned`,
    evidenceChosen: 'See these replies',
    evidenceTable: 'See the numbers',
  },

  evidence: {
    flips: (which: Group) => `Replies to ${group[which]} that turned`,
    flipsText: 'Held-out users of the panel. Struck out: said by the policy before this training. Underlined: new.',
    chosen: 'Replies that training was made of',
    chosenText: 'The best-rated of each group became desirable, the worst-rated undesirable.',
    before: 'Before',
    after: 'After',
    labels: { desirable: 'desirable', undesirable: 'undesirable' },
  },

  population: {
    region: 'Who got harmed',
    finding: (harmed: ByGroup<number>, all: ByGroup<number>) =>
      `Harmed in training: ${[
        all.gameable > 0 ? `${count(harmed.gameable)} of ${count(all.gameable)} gameable` : '',
        all.other > 0 ? `${count(harmed.other)} of ${count(all.other)} others` : '',
      ]
        .filter((part) => part !== '')
        .join(', ')}`,
    nothing: 'Every simulated user will be a dot',
    sub: (iteration: number) =>
      `Users of iteration ${String(iteration)}’s training; diamonds are gameable, filled: a harmful reply.`,
    subEmpty: 'Diamonds are gameable users, circles the others; filled: a harmful reply.',
    legend: { desirable: 'trained as desirable', undesirable: 'as undesirable', vetoed: 'vetoed' },
  },

  link: {
    title: 'This link can’t be opened',
    action: (title: string) => `Open “${title}”`,
    advice: 'The nearest preset that the link names, or the first one, can be opened instead.',
  },

  language: {
    label: 'Language',
    anew: 'Another language needs the page loaded anew.',
    endsRun: 'The run in progress ends after its last whole iteration, from which it can be gone on with.',
    endsSweep: 'The sweep in progress stops; what it has stored stays, and it can be gone on with on the Sweep screen.',
    reload: 'Load it anew',
    stay: 'Not now',
  },

  reproduced: 'reproduced bit for bit',
  differs: 'not the run that the link was made from: its fingerprint differs',
  fingerprint: 'fingerprint',
  /** As much of a fingerprint as anybody compares by eye. */
  shortFingerprint: (digits: string) => digits.slice(0, 12).match(/.{4}/gu)?.join(' ') ?? '–',
  seed: (seed: number) => `seed ${String(seed)}`,
} as const;

const compact = (value: number): string =>
  Math.abs(value) >= 1e7 ? value.toExponential(0).replace('e+', 'e') : String(value);

/** 1/16 rather than 0.0625. */
function fraction(share: number): string {
  const parts = 1 / share;
  return Math.abs(parts - Math.round(parts)) < 1e-9 ? `1/${String(Math.round(parts))}` : percent(share);
}
