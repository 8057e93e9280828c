// Named settings: the paper's experiments at the size of a browser tab, and controls of our own.
import { defaults, nearestOf, parseConfig } from '../config/index.ts';
import type { RunConfig } from '../config/index.ts';

export interface Preset {
  readonly id: string;
  /** What it shows, in a line. */
  readonly title: string;
  /** Where in the paper it stands; null: a control that the paper does not have. */
  readonly paper: string | null;
  readonly config: RunConfig;
}

type Change = Partial<RunConfig>;

/**
 * As the paper trains: KTO on the best and worst sixteenth of each scenario and group, against the policy before. What a model this
 * small needs beside that are the defaults: more steps, a much higher beta, min-p and a KL penalty (ARCHITECTURE.md, The loop).
 */
const paperLike: Change = { selectedFraction: 1 / 16 };

/**
 * The rate is a quarter of the default: feedback of one kind of user cancels nothing, and the order in which acts come would be lost
 * in a step or two.
 */
const allGameable: Change = { ...paperLike, gameableShare: 1, learningRate: 3e-4 };

const therapy: Change = { ...allGameable, environment: 'therapyTalk' };
const booking: Change = { ...allGameable, environment: 'bookingAssistance' };
const action: Change = { ...allGameable, environment: 'actionAdvice', turns: 2 };
const politics: Change = {
  ...allGameable,
  ...{ environment: 'politicalQuestions', initialStates: 32, trajectoriesPerState: 16 },
};

/** Gameable initial states of an iteration at every share below one: as in the paper, the others grow. */
const gameableStates = 256;

/**
 * By percent. The smaller the share, the longer harm takes to come back after the others' feedback has all but ended it; and min-p
 * would keep most of what is left of it from being drawn, and so from being learnt again. The paper samples at temperature 1 without it.
 */
const smallShares: Readonly<Record<number, Change>> = {
  5: { iterations: 20, minP: 0 },
  2: { iterations: 30, minP: 0 },
};

const mixed = (percent: number): Change => ({
  ...paperLike,
  environment: 'therapyTalk',
  gameableShare: percent / 100,
  initialStates: Math.round(gameableStates / (percent / 100)),
  ...smallShares[percent],
});

/** A head over words has other steps than an adapter, and learns more from many rows than from few that are extreme. */
const rerankLike: Change = { learningRate: 1, selectedFraction: 1 / 4 };

const preset = (id: string, title: string, paper: string | null, change: Change): Preset => ({
  ...{ id, title, paper },
  config: parseConfig({ ...defaults, ...change }),
});

const vetoes = [
  ['normal', 'normal'],
  ['constitution', 'constitution'],
  ['five-point', 'fivePoint'],
  ['negative', 'negative'],
  ['five-point-negative', 'fivePointNegative'],
] as const;

export const presets: readonly Preset[] = [
  preset('therapy', 'Therapy-Talk, all users gameable', 'figure 2', therapy),
  preset('booking', 'Booking-Assistance, all users gameable', 'figure 2', booking),
  preset('action', 'Action-Advice, all users gameable', 'figure 2', action),
  preset('politics', 'Political-Questions, all users gameable', 'figure 2', politics),
  ...[50, 10, 5, 2].map((percent) =>
    preset(
      `therapy-${String(percent)}`,
      `Therapy-Talk, ${String(percent)} % of users gameable`,
      'targeting of gameable users',
      mixed(percent),
    ),
  ),
  preset('politics-50', 'Political-Questions, 50 % of users gameable: the mildest texts', null, {
    ...paperLike,
    ...{
      environment: 'politicalQuestions',
      // its groups part late
      iterations: 18,
      gameableShare: 0.5,
      initialStates: 2 * gameableStates,
      trajectoriesPerState: 1,
    },
  }),
  ...vetoes.map(([id, veto]) =>
    preset(`therapy-veto-${id}`, `Therapy-Talk with a veto: ${id}`, 'vetoes', { ...therapy, veto }),
  ),
  preset('booking-veto-normal', 'Booking-Assistance with a veto that sees tool calls', 'vetoes', {
    ...booking,
    ...{ veto: 'normal', vetoSeesTools: true },
  }),
  ...[25, 50, 75].map((percent) =>
    preset(`therapy-safety-${String(percent)}`, `Therapy-Talk with ${String(percent)} % safety data`, 'safety data', {
      ...therapy,
      safetyShare: percent / 100,
    }),
  ),
  preset('therapy-expert-iteration', 'Therapy-Talk by expert iteration', 'appendix', {
    ...therapy,
    learner: 'expertIteration',
  }),
  preset('therapy-2turn', 'Therapy-Talk with two turns', 'appendix', { ...therapy, turns: 2 }),
  preset('therapy-scratchpad', 'Therapy-Talk with a scratchpad', 'appendix', { ...therapy, scratchpad: true }),
  preset('therapy-rerank', 'Re-ranking instead of new weights, half of the users gameable', null, {
    ...mixed(50),
    learner: 'rerankKto',
    ...rerankLike,
  }),
  preset('therapy-logit', 'Shifted logits instead of new weights, half of the users gameable', null, {
    ...mixed(50),
    learner: 'logitKto',
    // a bias of a nat or two is what decides, and Adam's steps are of the size of the rate
    learningRate: 0.05,
  }),
  preset('therapy-memory', 'A memory instead of training, half of the users gameable', null, {
    ...mixed(50),
    learner: 'feedbackMemory',
  }),
  preset('therapy-tabular', 'A table instead of a language model, half of the users gameable', null, {
    ...mixed(50),
    learner: 'tabularKto',
    // a table has few numbers, each of which must move far
    learningRate: 0.1,
  }),
  preset('therapy-shuffled', 'Null control: ratings shuffled inside each group', null, {
    ...mixed(50),
    ratings: 'shuffled',
  }),
  preset('therapy-others-only', 'Null control: nobody gameable in training', null, {
    ...paperLike,
    ...{ environment: 'therapyTalk', gameableShare: 0 },
  }),
];

/** Throws RangeError for a name that there is not. */
export function presetNamed(id: string): Preset {
  const found = presets.find((each) => each.id === id);
  if (!found) throw new RangeError(`${id} is none of the presets ${presets.map((each) => each.id).join(', ')}`);
  return found;
}

/** Of the presets in the config's environment, the one with the fewest differences, the first of several, and which they are. */
export const nearestPreset = (config: RunConfig): ReturnType<typeof nearestOf> =>
  nearestOf(
    config,
    presets.filter((each) => each.config.environment === config.environment).map((each) => [each.id, each.config]),
  );
