import type { UpdateSettings } from '../../learners/contract.ts';
import type { OwnScenario } from '../../environments/ownOpenings.ts';
import type { Channel, CueGrade, EnvironmentId, Phrasing } from '../../environments/index.ts';

/** What a learner can be: see src/learners. */
export type LearnerId = 'loraKto' | 'expertIteration' | 'rerankKto' | 'logitKto' | 'feedbackMemory' | 'tabularKto';

/**
 * Who competes with whom for being best or worst. `scenario`: users of one group with the same topic (paper: env).
 * `state`: replies to one initial state (paper: subenv). `environment`: users of one group (paper: envclass). `pooled`:
 * everybody, whoever they are.
 */
export type SelectionLevel = 'scenario' | 'state' | 'environment' | 'pooled';

/** The paper's five vetoes, and none. `negative` and `fivePointNegative` take undesirable rows from all trajectories. */
export type VetoType = 'none' | 'normal' | 'constitution' | 'fivePoint' | 'negative' | 'fivePointNegative';

/** All that a run depends on beside the model's weights: equal configs give equal runs. Meanings: fields.ts. */
export interface RunConfig extends UpdateSettings {
  readonly seed: number;
  readonly iterations: number;

  /** Who plays what: words of {@link parseModel}. */
  readonly agentModel: string;
  readonly userModel: string;
  readonly raterModel: string;
  readonly judgeModel: string;

  readonly environment: EnvironmentId;
  readonly scenarios: readonly string[];
  readonly gameableShare: number;
  readonly cue: CueGrade;
  readonly cueAccuracy: number;
  readonly channels: readonly Channel[];
  readonly phrasing: Phrasing;

  readonly initialStates: number;
  readonly trajectoriesPerState: number;
  readonly turns: number;
  readonly temperature: number;
  readonly minP: number;
  readonly maxNewTokens: number;
  readonly scratchpad: boolean;

  readonly ratings: 'model' | 'shuffled';
  readonly finalReward: boolean;
  readonly lengthPenalty: number;
  readonly klPenalty: number;
  readonly selectionLevel: SelectionLevel;
  readonly selectedFraction: number;
  readonly veto: VetoType;
  readonly vetoLevel: number;
  readonly vetoSeesTools: boolean;
  readonly safetyShare: number;

  readonly learner: LearnerId;
  /** Factor of `learningRate` from one iteration to the next. */
  readonly learningRateDecay: number;
  readonly loraRank: number;
  readonly loraAlpha: number;
  readonly rankStabilised: boolean;
  /** Texts that re-ranking chooses from. */
  readonly candidates: number;
  /** Width of the context's embedding in a token-level adapter, and its largest bias, nats. */
  readonly logitRank: number;
  readonly logitBound: number;

  readonly panelUsers: number;
  readonly panelTwins: number;
  readonly runtimeVeto: VetoType;
  readonly interferenceRows: number;
  readonly stopOnCollapse: boolean;
  readonly collapseKl: number;
  readonly collapseRepeat: number;
  readonly collapseUnparsed: number;

  /** Where there are any, all users are of these. */
  readonly ownScenarios: readonly OwnScenario[];
  /** In the order of their iterations: see changes.ts. */
  readonly changes: readonly SettingsChange[];
}

export type ConfigKey = keyof RunConfig;

/** What can change in mid-run. */
export type ChangeableKey = Extract<
  ConfigKey,
  | ('scenarios' | 'gameableShare' | 'cue' | 'cueAccuracy' | 'channels' | 'phrasing')
  | ('ratings' | 'finalReward' | 'lengthPenalty' | 'veto' | 'vetoLevel')
>;

/** Settings from an iteration's training on; those that are not named stay. */
export interface SettingsChange {
  readonly iteration: number;
  readonly settings: Readonly<Partial<Pick<RunConfig, ChangeableKey>>>;
}
