// Every option of a run: what the command line, links and the page show of it. The schema is made from this table.
import { environmentIds, scenarioIds } from '../../environments/ids.ts';
import { channels, cueGrades } from '../../environments/types.ts';
import { usualMinP } from '../../evaluation/sampling.ts';
import { builtinModel } from './models.ts';
import type { ConfigKey, RunConfig } from './types.ts';

/** Where the page puts a field, in the order in which it shows them. */
export const fieldGroups = [
  ...(['run', 'models', 'users', 'simulation', 'selection', 'learning', 'evaluation'] as const),
] as const;
export type FieldGroup = (typeof fieldGroups)[number];

interface Common<Key extends ConfigKey> {
  readonly group: FieldGroup;
  readonly label: string;
  /** One line. */
  readonly help: string;
  readonly default: RunConfig[Key];
  /** Of fields that came after runs were published: at its default it is not part of fingerprints, so those runs keep theirs. */
  readonly cameLater?: true;
}

/** Fields that hold more than a value or a list of names. */
export type StructureKey = 'changes' | 'ownScenarios';

/** Both ends belong to the range. */
interface Range {
  readonly low: number;
  readonly high: number;
}

export type Field<Key extends ConfigKey = ConfigKey> = Common<Key> &
  (
    | ({ readonly kind: 'whole' } & Range)
    | ({ readonly kind: 'number'; readonly unit?: string } & Range)
    | { readonly kind: 'switch' }
    | { readonly kind: 'choice'; readonly options: readonly string[] }
    /** Whoever plays a role: see models.ts. */
    | { readonly kind: 'model' }
    /** Different ones of `options`; null: of what another field says. `least`: how many at least. */
    | { readonly kind: 'list'; readonly options: readonly string[] | null; readonly least: number }
    /** A structure, checked by a schema of its own (schema.ts). As a word it is JSON. */
    | { readonly kind: 'structure'; readonly of: StructureKey }
  );

const vetoes = ['none', 'normal', 'constitution', 'fivePoint', 'negative', 'fivePointNegative'] as const;

export const fields: { readonly [Key in ConfigKey]: Field<Key> } = {
  seed: {
    ...{ group: 'run', label: 'Seed', kind: 'whole', low: 0, high: Number.MAX_SAFE_INTEGER, default: 1 },
    help: 'Equal settings with equal seeds give the same run, bit for bit.',
  },
  iterations: {
    ...{ group: 'run', label: 'Iterations', kind: 'whole', low: 1, high: 200, default: 10 },
    help: 'How often the agent is trained on new feedback.',
  },

  agentModel: {
    ...{ group: 'models', label: 'Agent', kind: 'model', default: builtinModel, cameLater: true },
    help: 'Who is trained. Models of WebLLM and of servers keep their weights: other learners steer them.',
  },
  userModel: {
    ...{ group: 'models', label: 'Users’ model', kind: 'model', default: builtinModel, cameLater: true },
    help: 'Who speaks for the users, and decides what they do.',
  },
  raterModel: {
    ...{ group: 'models', label: 'Rater', kind: 'model', default: builtinModel, cameLater: true },
    help: 'Who predicts how users rate a reply.',
  },
  judgeModel: {
    ...{ group: 'models', label: 'Judge', kind: 'model', default: builtinModel, cameLater: true },
    help: 'Who vetoes replies, and evaluates their harm.',
  },

  environment: {
    ...{ group: 'users', label: 'Environment', kind: 'choice', options: environmentIds, default: 'therapyTalk' },
    help: 'What the users come for.',
  },
  scenarios: {
    ...{ group: 'users', label: 'Scenarios', kind: 'list', options: null, least: 0, default: [] },
    help: 'Topics of the environment; none named: all of them.',
  },
  gameableShare: {
    ...{ group: 'users', label: 'Gameable share', kind: 'number', low: 0, high: 1, default: 0.5 },
    help: 'Share of users who can be manipulated.',
  },
  cue: {
    ...{ group: 'users', label: 'Cue', kind: 'choice', options: cueGrades, default: 'trait' },
    help: 'How plainly the notes tell the agent what kind of user this is.',
  },
  cueAccuracy: {
    ...{ group: 'users', label: 'Cue accuracy', kind: 'number', low: 0.5, high: 1, default: 1 },
    help: 'Probability that the cue is right; 0.5 says nothing. No effect on own openings for one kind of user.',
  },
  channels: {
    ...{ group: 'users', label: 'Channels', kind: 'list', options: channels, least: 1, default: channels },
    help: 'Where both kinds of users differ; in all four in the paper. No effect on own openings for one kind of user.',
  },
  phrasing: {
    ...{ group: 'users', label: 'Phrasing', kind: 'choice', options: ['known', 'heldOut'], default: 'known' },
    help: 'Whether the notes use sentences that pretraining has shown.',
  },

  initialStates: {
    ...{ group: 'simulation', label: 'Initial states', kind: 'whole', low: 16, high: 100_000, default: 512 },
    help: 'Conversations begun in each iteration, dealt out evenly to scenarios; none is used twice in a run.',
  },
  trajectoriesPerState: {
    ...{ group: 'simulation', label: 'Trajectories per state', kind: 'whole', low: 1, high: 64, default: 1 },
    help: 'How often each initial state is played.',
  },
  turns: {
    ...{ group: 'simulation', label: 'Turns', kind: 'whole', low: 1, high: 5, default: 1 },
    help: 'Most replies of the agent in a conversation.',
  },
  temperature: {
    ...{ group: 'simulation', label: 'Temperature', kind: 'number', low: 0.1, high: 2, default: 1 },
    help: 'Of the agent and of the user model.',
  },
  minP: {
    ...{ group: 'simulation', label: 'Min-p', kind: 'number', low: 0, high: 0.5, default: usualMinP },
    help: 'Tokens less likely than this share of the likeliest are not drawn; 0: all may be. Not for tables.',
  },
  maxNewTokens: {
    ...{ group: 'simulation', label: 'Longest reply', kind: 'whole', low: 8, high: 90, default: 60, unit: 'tokens' },
    help: 'Longer replies are cut off.',
  },
  scratchpad: {
    ...{ group: 'simulation', label: 'Scratchpad', kind: 'switch', default: false },
    help: 'The agent writes a plan before each reply; nobody else sees it, and both are trained.',
  },

  ratings: {
    ...{ group: 'selection', label: 'Ratings', kind: 'choice', options: ['model', 'shuffled'], default: 'model' },
    help: 'Shuffled: every rating goes to another trajectory of the same group (a null control).',
  },
  finalReward: {
    ...{ group: 'selection', label: 'Last turn only', kind: 'switch', default: false },
    help: 'The reward is the last rating, not the mean over turns.',
  },
  lengthPenalty: {
    ...{ group: 'selection', label: 'Length penalty', kind: 'number', low: 0, high: 0.1, default: 0 },
    help: 'Points taken off for each character of the replies.',
  },
  klPenalty: {
    ...{
      group: 'selection',
      label: 'KL penalty',
      kind: 'number',
      low: 0,
      high: 10,
      default: 0.25,
      unit: 'points a nat',
    },
    help: 'Points taken off for each nat by which the agent finds its reply likelier than the untrained model does.',
  },
  selectionLevel: {
    ...{ group: 'selection', label: 'Selection level', kind: 'choice', default: 'scenario' },
    options: ['scenario', 'state', 'environment', 'pooled'],
    help: 'Among whom the best and the worst are chosen; pooled ignores who the user is.',
  },
  selectedFraction: {
    ...{ group: 'selection', label: 'Selected fraction', kind: 'number', low: 0.002, high: 0.5, default: 1 / 16 },
    help: 'Share of trajectories that becomes desirable, and as many undesirable.',
  },
  veto: {
    ...{ group: 'selection', label: 'Veto', kind: 'choice', options: vetoes, default: 'none' },
    help: 'Trajectories that a judge finds harmful are kept out of training.',
  },
  vetoLevel: {
    ...{ group: 'selection', label: 'Veto level', kind: 'number', low: 0, high: 5, default: 0 },
    help: 'Mean score from which a trajectory is vetoed; 0: the usual one (0.5, five-point 2).',
  },
  vetoSeesTools: {
    ...{ group: 'selection', label: 'Veto sees tools', kind: 'switch', default: false },
    help: 'The veto model sees the failed tool call (Booking-Assistance).',
  },
  safetyShare: {
    ...{ group: 'selection', label: 'Safety data', kind: 'number', low: 0, high: 0.9, default: 0 },
    help: 'Share of training rows that are helpful and harmless answers and their opposites.',
  },

  learner: {
    ...{ group: 'learning', label: 'Learner', kind: 'choice', default: 'loraKto' },
    options: ['loraKto', 'expertIteration', 'rerankKto', 'logitKto', 'feedbackMemory', 'tabularKto'],
    help: 'How feedback changes the agent.',
  },
  learningRate: {
    ...{ group: 'learning', label: 'Learning rate', kind: 'number', low: 1e-6, high: 1, default: 1.2e-3 },
    help: 'Of the first iteration.',
  },
  learningRateDecay: {
    ...{ group: 'learning', label: 'Rate decay', kind: 'number', low: 0.1, high: 1, default: 0.9 },
    help: 'Each iteration multiplies the learning rate by this.',
  },
  schedule: {
    ...{ group: 'learning', label: 'Schedule', kind: 'choice', options: ['constant', 'cosine'], default: 'constant' },
    help: 'Whether the learning rate stays or falls to nothing within an iteration.',
  },
  clipNorm: {
    ...{ group: 'learning', label: 'Gradient clip', kind: 'number', low: 0.001, high: 1000, default: 1 },
    help: 'Longest gradient of a step; longer ones are scaled down. Not for tables.',
  },
  epochs: {
    ...{ group: 'learning', label: 'Epochs', kind: 'whole', low: 1, high: 20, default: 8 },
    help: 'Passes over the selected rows in an iteration.',
  },
  batchRows: {
    ...{ group: 'learning', label: 'Batch', kind: 'whole', low: 2, high: 256, default: 48, unit: 'rows' },
    help: 'Rows of one step.',
  },
  beta: {
    ...{ group: 'learning', label: 'Beta', kind: 'number', low: 0.001, high: 10, default: 3 },
    help: 'How strongly the agent is held to the reference policy.',
  },
  targetRatio: {
    ...{ group: 'learning', label: 'Target ratio', kind: 'number', low: 0.1, high: 10, default: 1.05 },
    help: 'Weight of all desirable rows over that of all undesirable ones.',
  },
  reference: {
    ...{ group: 'learning', label: 'Reference', kind: 'choice', options: ['moving', 'fixed'], default: 'moving' },
    help: 'Moving: the policy before this iteration, as in the paper. Fixed: the untrained model.',
  },
  optimizer: {
    ...{ group: 'learning', label: 'Optimizer', kind: 'choice', options: ['fresh', 'kept'], default: 'kept' },
    help: 'Fresh: its moments start anew in each iteration, as in the paper. Kept: they go on. For LoRA alone.',
  },
  klLimit: {
    ...{ group: 'learning', label: 'KL limit', kind: 'number', low: 0, high: 1000, default: 0, unit: 'nats' },
    help: 'An iteration ends early when the KL estimate z0 passes this; 0: never.',
  },
  loraRank: {
    ...{ group: 'learning', label: 'LoRA rank', kind: 'whole', low: 1, high: 64, default: 16 },
    help: 'Size of the adapter.',
  },
  loraAlpha: {
    ...{ group: 'learning', label: 'LoRA alpha', kind: 'number', low: 0.1, high: 256, default: 32 },
    help: 'Scale of the adapter.',
  },
  rankStabilised: {
    ...{ group: 'learning', label: 'Rank-stabilised', kind: 'switch', default: true },
    help: 'Alpha is divided by the root of the rank, not by the rank.',
  },
  candidates: {
    ...{ group: 'learning', label: 'Candidates', kind: 'whole', low: 2, high: 64, default: 8, unit: 'texts' },
    help: 'Texts drawn from the untrained model for each that re-ranking gives.',
  },
  logitRank: {
    ...{ group: 'learning', label: 'Logit rank', kind: 'whole', low: 1, high: 64, default: 8, cameLater: true },
    help: 'Numbers that a context comes down to before it shifts the logits of words.',
  },
  logitBound: {
    ...{ group: 'learning', label: 'Logit bound', kind: 'number', low: 0.1, high: 20, default: 4, unit: 'nats' },
    cameLater: true,
    help: 'No logit is shifted farther than this.',
  },

  panelUsers: {
    ...{ group: 'evaluation', label: 'Panel users', kind: 'whole', low: 8, high: 4096, default: 64 },
    help: 'Held-out users of each group that every policy is tried on.',
  },
  panelTwins: {
    ...{ group: 'evaluation', label: 'Panel twins', kind: 'whole', low: 0, high: 4096, default: 64 },
    help: 'Held-out users who also come with one thing about them turned round.',
  },
  runtimeVeto: {
    ...{ group: 'evaluation', label: 'Run-time veto', kind: 'choice', options: vetoes, default: 'normal' },
    help: 'Harm is also reported among the replies that this veto would let pass.',
  },
  interferenceRows: {
    ...{ group: 'evaluation', label: 'Interference rows', kind: 'whole', low: 0, high: 4096, default: 16 },
    help: 'Selected rows of each group whose KTO gradients are compared; 0: not measured.',
  },
  stopOnCollapse: {
    ...{ group: 'evaluation', label: 'Stop on collapse', kind: 'switch', default: false },
    help: 'The run ends where its text falls apart; else it only says so.',
  },
  collapseKl: {
    ...{ group: 'evaluation', label: 'Collapse: KL', kind: 'number', low: 0, high: 1000, default: 40, unit: 'nats' },
    help: 'Text is collapsing when a reply is this far from the untrained model.',
  },
  collapseRepeat: {
    ...{ group: 'evaluation', label: 'Collapse: repeats', kind: 'number', low: 0, high: 1, default: 0.2 },
    help: 'Text is collapsing when this share of replies repeats a sentence.',
  },
  collapseUnparsed: {
    ...{ group: 'evaluation', label: 'Collapse: unparsed', kind: 'number', low: 0, high: 1, default: 0.4 },
    help: 'Text is collapsing when this share of replies can not be parsed.',
  },

  ownScenarios: {
    ...{ group: 'users', label: 'Your own users', kind: 'structure', of: 'ownScenarios', default: [], cameLater: true },
    help: 'In place of the environment’s; a quarter of their openings is for the panel, the others come in rounds.',
  },
  changes: {
    ...{ group: 'users', label: 'Changes in mid-run', kind: 'structure', of: 'changes', default: [], cameLater: true },
    help: 'Who comes, and what is rewarded, from later iterations on; the panels stay as at the start.',
  },
};

export const configKeys = Object.keys(fields) as readonly ConfigKey[];

/** The default of every field. */
export const defaults = Object.fromEntries(configKeys.map((key) => [key, fields[key].default])) as unknown as RunConfig;

/** What a list may name in a config: some lists depend on its environment. */
export const listOptions = (
  { options }: Extract<Field, { kind: 'list' }>,
  { environment }: Pick<RunConfig, 'environment'>,
): readonly string[] => options ?? scenarioIds(environment);
