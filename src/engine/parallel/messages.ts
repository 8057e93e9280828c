// What crosses to an engine in a worker and back, and the checks at that door.
import * as v from 'valibot';
import { EngineError } from '../errors.ts';
import type { EngineErrorCode } from '../errors.ts';

const whole = v.pipe(v.number(), v.integer());
const tokens = v.array(whole);

export const shapeSchema = v.strictObject({
  vocabulary: whole,
  context: whole,
  width: whole,
  layers: whole,
  heads: whole,
  hidden: whole,
  mlp: v.picklist(['silu', 'gated']),
  position: v.picklist(['learned', 'rotary']),
  tokenShift: v.exactOptional(v.boolean()),
});

export const loraSchema = v.strictObject({ rank: whole, alpha: v.number(), rankStabilised: v.boolean() });

export const optionsSchema = v.strictObject({
  shape: shapeSchema,
  training: v.union([v.picklist(['none', 'full']), loraSchema]),
  maxTokens: v.exactOptional(whole),
  slots: v.exactOptional(whole),
  cacheTokens: v.exactOptional(whole),
  keptPasses: v.exactOptional(whole),
  shards: v.exactOptional(whole),
});

export const adamSchema = v.strictObject({
  learningRate: v.pipe(v.number(), v.finite(), v.minValue(0)),
  beta1: v.pipe(v.number(), v.minValue(0), v.ltValue(1)),
  beta2: v.pipe(v.number(), v.minValue(0), v.ltValue(1)),
  epsilon: v.pipe(v.number(), v.finite(), v.gtValue(0)),
  weightDecay: v.pipe(v.number(), v.finite(), v.minValue(0)),
  clipNorm: v.pipe(v.number(), v.gtValue(0)),
  muon: v.exactOptional(
    v.strictObject({
      learningRate: v.pipe(v.number(), v.finite(), v.minValue(0)),
      momentum: v.pipe(v.number(), v.minValue(0), v.ltValue(1)),
    }),
  ),
});

export const weightsSchema = v.picklist(['base', 'policy', 'reference']);

export const supervisedSchema = v.array(v.strictObject({ tokens, weights: v.array(v.number()) }));

export const referenceSchema = v.picklist(['base', 'reference']);

const ktoRowSchema = v.strictObject({
  prompt: tokens,
  completion: tokens,
  desirable: v.boolean(),
  referenceLogProb: v.exactOptional(v.number()),
  mismatched: v.exactOptional(v.strictObject({ completion: tokens, referenceLogProb: v.number() })),
});

export const ktoRowsSchema = v.array(ktoRowSchema);

/** Rows by their numbers in the batch, or whole. */
export const keptRowsSchema = v.array(v.union([v.pipe(whole, v.minValue(0)), ktoRowSchema]));

export const ktoShardSchema = v.strictObject({
  beta: v.number(),
  desirableWeight: v.number(),
  undesirableWeight: v.number(),
  kl: v.number(),
  referenceLogProbs: v.instance(Float64Array),
  batchRows: whole,
});

export const streamSchema = v.strictObject({
  identity: v.array(v.number()),
  position: v.number(),
  spareNormal: v.nullable(v.number()),
});

const biasSchema = v.strictObject({ tokens, values: v.array(v.number()) });

export const sampleSchema = v.array(
  v.strictObject({
    prompt: tokens,
    temperature: v.number(),
    minP: v.exactOptional(v.number()),
    bias: v.exactOptional(biasSchema),
    maxNewTokens: whole,
    endToken: v.nullable(whole),
    streams: v.array(streamSchema),
  }),
);

export const scoreSchema = v.array(
  v.strictObject({ prompt: tokens, completions: v.array(tokens), bias: v.exactOptional(biasSchema) }),
);

export const recordSchema = v.array(v.strictObject({ prompt: tokens, completions: v.array(tokens) }));

export const watchedSchema = tokens;

export const readoutSchema = v.array(
  v.strictObject({ transcript: tokens, questions: v.array(v.strictObject({ tokens, options: tokens })) }),
);

export const gradientsSchema = v.array(v.instance(Float32Array<ArrayBuffer>));

export const optimizerSchema = v.strictObject({
  steps: whole,
  power1: v.number(),
  power2: v.number(),
  firstMoment: v.instance(Float32Array),
  secondMoment: v.instance(Float32Array),
});

/** An error as it crosses: class instances do not survive structured cloning. */
export interface ErrorMessage {
  readonly name: string;
  readonly code: string;
  readonly message: string;
}

/** The answer to every call. Errors travel as values, so that their code arrives. */
export type Answer<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: ErrorMessage };

/** Parses what came in; throws EngineError('badInput') that names the field and the fault. */
export function parse<Schema extends v.GenericSchema>(
  schema: Schema,
  what: string,
  input: unknown,
): v.InferOutput<Schema> {
  const result = v.safeParse(schema, input, { abortEarly: true });
  if (result.success) return result.output;
  const [issue] = result.issues;
  const path = v.getDotPath(issue);
  throw new EngineError('badInput', `${path === null ? what : `${what}.${path}`}: ${issue.message}`);
}

export function toErrorMessage(error: unknown): ErrorMessage {
  const { name, message } = error instanceof Error ? error : { name: 'Error', message: String(error) };
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
  return { name, code, message };
}

const codes: readonly string[] = ['notFinite', 'badInput', 'cacheFull', 'notAvailable'] satisfies EngineErrorCode[];

function isCode(code: string): code is EngineErrorCode {
  return codes.includes(code);
}

/** The value of an answer, or its error thrown again: an EngineError where it was one, else with its name and code. */
export function unwrap<T>(answer: Answer<T>): T {
  if (answer.ok) return answer.value;
  const { name, code, message } = answer.error;
  if (name === 'EngineError' && isCode(code)) throw new EngineError(code, message);
  throw Object.assign(new Error(message), code === '' ? { name } : { name, code });
}
