// A setup and how the controls change it: pure.
import {
  builtinModel,
  changedKeys,
  chosenModels,
  ConfigError,
  nearestPreset,
  parseConfig,
  presetNamed,
  presets,
  roleFields,
} from '../experiments/index.ts';
import type { Refusal } from '../core/fault/index.ts';
import type { ConfigKey, RunConfig } from '../experiments/index.ts';

export interface Setup {
  readonly preset: string;
  readonly config: RunConfig;
  /** Fields that differ from the preset's, in the table's order. */
  readonly changed: readonly ConfigKey[];
}

/** A change that was refused: the field and why. */
export type FieldRefusal = Refusal & { readonly field: string };

/** What the page begins with: half of the users gameable, so that both groups are there to be compared. */
export const firstPreset = 'therapy-50';

/** `models`: a role is played by WebLLM or a server. */
export type EngineId = 'builtin' | 'table' | 'models';

export function engineOf(config: RunConfig): EngineId {
  if (chosenModels(config).length > 0) return 'models';
  return config.learner === 'tabularKto' ? 'table' : 'builtin';
}

const allBuiltin = Object.fromEntries(roleFields.map((field) => [field, builtinModel]));

export const setupOf = (preset: string, config = presetNamed(preset).config): Setup => ({
  ...{ preset, config, changed: changedKeys(config, presetNamed(preset).config) },
});

export const isSameConfig = (a: RunConfig, b: RunConfig): boolean => JSON.stringify(a) === JSON.stringify(b);

export const setupNearest = (config: RunConfig): Setup => ({ ...nearestPreset(config), config });

/** A setup with other values, or why there is none. */
export function changedSetup(
  { preset, config }: Setup,
  changes: Readonly<Record<string, unknown>>,
): Setup | FieldRefusal {
  try {
    return setupOf(preset, parseConfig({ ...config, ...changes }));
  } catch (error) {
    if (error instanceof ConfigError) return { ...error.refusal, field: error.field };
    throw error;
  }
}

/** What choosing an engine changes: a table asks more of the other fields than a language model does. */
export function engineChanges(
  engine: Exclude<EngineId, 'models'>,
  config: RunConfig,
): Readonly<Record<string, unknown>> {
  if (engine === 'builtin') return { ...allBuiltin, ...learnerChanges('loraKto', config) };
  const { learner, learningRate, optimizer, schedule, safetyShare, scratchpad, turns } =
    presetNamed('therapy-tabular').config;
  return { ...allBuiltin, learner, learningRate, optimizer, schedule, safetyShare, scratchpad, turns };
}

/** What choosing a learner changes: each has steps of its own, those of a preset with it whose users are all gameable where these are. */
export function learnerChanges(learner: string, { gameableShare }: RunConfig): Readonly<Record<string, unknown>> {
  // both move an adapter
  const steps = learner === 'expertIteration' ? 'loraKto' : learner;
  const having = presets.filter(({ config }) => config.learner === steps);
  const like = having.find(({ config }) => (config.gameableShare === 1) === (gameableShare === 1)) ?? having[0];
  return {
    learner,
    ...(like && { learningRate: like.config.learningRate, selectedFraction: like.config.selectedFraction }),
  };
}

/** The preset whose name is most like a word of a broken link, for a way out. */
export function presetLike(text: string): string {
  const word = /(?:^|[#&])p=([^&]*)/u.exec(text)?.[1] ?? '';
  const shared = (id: string): number => {
    let length = 0;
    while (length < id.length && id[length] === word[length]) length++;
    return length;
  };
  const [best] = presets.map(({ id }) => ({ id, length: shared(id) })).sort((a, b) => b.length - a.length);
  return best && best.length >= 3 ? best.id : firstPreset;
}
