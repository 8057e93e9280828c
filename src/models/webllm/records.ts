// Which models there are: the package's list, grouped into models with their builds, and models of one's own.
import * as v from 'valibot';
import { WebLlmError } from './errors.ts';

const positive = v.pipe(v.number(), v.gtValue(0));

/** A model as WebLLM is told of it. Foreign fields are dropped. */
export const recordSchema = v.object({
  /** Where the weights lie, absolute. */
  model: v.pipe(v.string(), v.url()),
  model_id: v.pipe(v.string(), v.nonEmpty()),
  /** The compiled library, absolute. */
  model_lib: v.pipe(v.string(), v.url()),
  overrides: v.exactOptional(v.object({ context_window_size: v.exactOptional(v.pipe(v.number(), v.integer())) })),
  vram_required_MB: v.exactOptional(positive),
  low_resource_required: v.exactOptional(v.boolean()),
  buffer_size_required_bytes: v.exactOptional(positive),
  required_features: v.exactOptional(v.array(v.string())),
  /** 0: text (the default), 1: embeddings, 2: with pictures. */
  model_type: v.exactOptional(v.number()),
  model_manifest: v.exactOptional(v.string()),
  integrity: v.exactOptional(
    v.object({
      config: v.exactOptional(v.string()),
      model_lib: v.exactOptional(v.string()),
      tokenizer: v.exactOptional(v.record(v.string(), v.string())),
      onFailure: v.exactOptional(v.picklist(['error', 'warn'])),
    }),
  ),
});

export type ModelRecord = v.InferOutput<typeof recordSchema>;

/** Width of the arithmetic that a build was compiled for; f16 needs the GPU's `shader-f16`. */
export type Arithmetic = 'f16' | 'f32';

/** A model of the list, with its builds: the same weights, in one arithmetic or the other. */
export interface ListedModel {
  /** Without build and maker: Llama-3.2-1B-Instruct. */
  readonly name: string;
  /** Bits of a weight; null: as many as the arithmetic has. */
  readonly bits: number | null;
  /** Longest sequence, tokens. */
  readonly context: number;
  /** The list says that it suits devices with little memory. */
  readonly isLight: boolean;
  readonly licence: string | null;
  readonly builds: Readonly<Partial<Record<Arithmetic, ModelRecord>>>;
}

const idPattern = /^(.+)-q(\d)(f16|f32)(?:_\d)?-MLC(?:-\d+k)?$/u;

/** Which arithmetic a build was compiled for, by its name; records that need f16 do not always say so. */
export function arithmeticOf({ model_id, required_features }: ModelRecord): Arithmetic {
  if (required_features?.includes('shader-f16') === true) return 'f16';
  return idPattern.exec(model_id)?.[3] === 'f16' ? 'f16' : 'f32';
}

/** The context of records that name none: WebLLM's own usual one. */
const usualContext = 4096;

export const contextOf = ({ overrides }: ModelRecord): number => overrides?.context_window_size ?? usualContext;

/** Models that chat, in the order of the list. Records that are none of ours to use (embeddings, pictures) are left out. */
export function listModels(records: readonly unknown[]): ListedModel[] {
  const models = new Map<string, ListedModel>();
  for (const each of records) {
    const parsed = v.safeParse(recordSchema, each);
    if (!parsed.success || (parsed.output.model_type ?? 0) !== 0) continue;
    const record = parsed.output;
    const match = idPattern.exec(record.model_id);
    const [, name = record.model_id, digit = '0'] = match ?? [];
    const bits = Number(digit) === 0 ? null : Number(digit);
    const context = contextOf(record);
    const key = `${name} ${String(bits)} ${String(context)}`;
    const known = models.get(key);
    models.set(key, {
      ...{ name, bits, context, licence: licenceOf(name) },
      isLight: (known?.isLight ?? true) && record.low_resource_required === true,
      builds: { ...known?.builds, [arithmeticOf(record)]: record },
    });
  }
  return [...models.values()];
}

/** The build for a GPU: f16 where it can, because it is smaller and faster; null: none that it can run. */
export const buildFor = (
  { builds }: Pick<ListedModel, 'builds'>,
  { f16 }: { readonly f16: boolean },
): ModelRecord | null => (f16 ? (builds.f16 ?? builds.f32) : builds.f32) ?? null;

const licences: readonly (readonly [RegExp, string])[] = [
  [/^Llama-(?:2|3)/u, 'Llama Community License'],
  [/^SmolLM2|^TinyLlama|^Qwen3|^Mistral-7B/u, 'Apache-2.0'],
  [/^Qwen2\.5-(?:Coder-)?3B/u, 'Qwen Research License'],
  [/^Qwen2(?:\.5)?-(?:Coder-|Math-)?(?:0\.5|1\.5|7)B/u, 'Apache-2.0'],
  [/^gemma-(?:2b|7b|2-)|^gemma3-/u, 'Gemma Terms of Use'],
  [/^Phi-(?:3|3\.5|4)-|^phi-/u, 'MIT'],
];

/** Under what terms the weights are given, as far as we know; null: look at the model's own page. */
export const licenceOf = (name: string): string | null => licences.find(([pattern]) => pattern.test(name))?.[1] ?? null;

/** Models that go together: the agent, and the one for user, rater and judges, from light to heavy. */
const proposals: readonly (readonly [agent: string, others: string])[] = [
  ['SmolLM2-360M-Instruct', 'SmolLM2-360M-Instruct'],
  ['Qwen2.5-0.5B-Instruct', 'Qwen2.5-0.5B-Instruct'],
  ['Llama-3.2-1B-Instruct', 'Qwen2.5-0.5B-Instruct'],
  ['Llama-3.2-1B-Instruct', 'Llama-3.2-1B-Instruct'],
  ['Qwen2.5-1.5B-Instruct', 'Llama-3.2-1B-Instruct'],
  ['Llama-3.2-3B-Instruct', 'Qwen2.5-1.5B-Instruct'],
];

export interface ModelPair {
  readonly agent: ModelRecord;
  readonly others: ModelRecord;
}

/** The proposed pairs that a GPU has builds for, in 4 bits. */
export function proposedPairs(models: readonly ListedModel[], adapter: { readonly f16: boolean }): ModelPair[] {
  const find = (name: string): ModelRecord | null => {
    const model = models.find((each) => each.name === name && each.bits === 4 && each.context >= usualContext);
    return model ? buildFor(model, adapter) : null;
  };
  return proposals.flatMap(([agentName, othersName]) => {
    const [agent, others] = [find(agentName), find(othersName)];
    return agent && others ? [{ agent, others }] : [];
  });
}

const layout =
  'the folder at this address must hold, below resolve/main/, mlc-chat-config.json, tokenizer.json, tensor-cache.json ' +
  '(ndarray-cache.json up to WebLLM 0.2.79) and the params_shard_*.bin that it names; the library is one .wasm file, compiled ' +
  'for the same version of WebLLM';

/**
 * A model of one's own. `model`: the folder of its weights; `library`: its compiled library; both absolute. Throws
 * WebLlmError('badAddress') that says what must lie there.
 */
export function ownModel(own: {
  readonly id: string;
  readonly model: string;
  readonly library: string;
  readonly context?: number;
}): ModelRecord {
  const id = own.id.trim();
  if (id === '') throw new WebLlmError('badAddress', 'the model needs a name');
  const context = own.context ?? usualContext;
  if (!Number.isInteger(context) || context < 256) {
    throw new WebLlmError('badAddress', `context: ${String(own.context)} is not a whole number of tokens from 256`);
  }
  return {
    model: absolute('model', own.model),
    model_id: id,
    model_lib: absolute('library', own.library, /\.wasm$/u),
    overrides: { context_window_size: context },
  };
}

function absolute(field: string, address: string, ending = /(?:)/u): string {
  const refused = (fault: string): WebLlmError =>
    new WebLlmError('badAddress', `${field}: "${address}" ${fault}; ${layout}`);
  if (!URL.canParse(address)) throw refused('is not an absolute address');
  const url = new URL(address);
  if (!['https:', 'http:'].includes(url.protocol)) throw refused('must begin with https:// or http://');
  if (url.username !== '' || url.password !== '') throw refused('must not hold a password');
  if (!ending.test(url.pathname)) throw refused('must end in .wasm');
  return url.href;
}
