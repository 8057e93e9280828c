// What crosses to WebLLM's worker and back: every call with its request and its result, checked on both sides.
import * as v from 'valibot';
import { adapterSchema } from './adapter.ts';
import { toWebLlmError, WebLlmError, webLlmFaults } from './errors.ts';
import { recordSchema } from './records.ts';

const whole = v.pipe(v.number(), v.integer(), v.minValue(0));
const nothing = v.strictObject({});
const done = v.null();

const messageSchema = v.strictObject({ role: v.picklist(['system', 'user', 'assistant']), content: v.string() });

/** Tokens whose probabilities are told at each step, at most: all that a step tells crosses to the page. */
const mostRecorded = 1024;

const biasSchema = v.pipe(
  v.strictObject({ tokens: v.array(whole), values: v.array(v.pipe(v.number(), v.finite())) }),
  v.check(({ tokens, values }) => tokens.length === values.length, 'as many values as tokens are needed'),
  v.check(({ tokens }) => new Set(tokens).size === tokens.length, 'a token is given twice'),
);

export const calls = {
  /** The GPU, or why there is none. */
  probe: { request: nothing, result: v.union([adapterSchema, v.picklist(['noWebGpu', 'noAdapter'])]) },
  /** The package's list, as it is: `listModels` reads it. */
  models: { request: nothing, result: v.array(v.unknown()) },
  /** Fetches and loads a model: once in a worker's life. */
  open: {
    request: v.strictObject({ record: recordSchema }),
    /** Longest sequence, tokens. */
    result: v.strictObject({ context: whole }),
  },
  write: {
    request: v.strictObject({
      messages: v.pipe(v.array(messageSchema), v.nonEmpty()),
      /** Whether the text is the agent's. */
      adapts: v.boolean(),
      /** What the agent's logits are changed by, nats. */
      bias: v.exactOptional(biasSchema),
      record: v.exactOptional(v.pipe(whole, v.maxValue(mostRecorded))),
      temperature: v.pipe(v.number(), v.finite(), v.minValue(0)),
      minP: v.pipe(v.number(), v.minValue(0), v.maxValue(1)),
      maxNewTokens: v.pipe(v.number(), v.integer(), v.minValue(1)),
      seed: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(2147483646)),
      /** Whether the API's own log-probabilities are wanted beside ours: they must agree where temperature is 1 and minP 0. */
      check: v.optional(v.boolean(), false),
    }),
    result: v.strictObject({
      text: v.string(),
      tokens: v.array(whole),
      logProbs: v.array(v.number()),
      finish: v.picklist(['stop', 'length', 'abort']),
      promptTokens: whole,
      steps: v.exactOptional(v.array(v.strictObject({ tokens: v.array(whole), probabilities: v.array(v.number()) }))),
      apiLogProbs: v.nullable(v.array(v.number())),
    }),
  },
  answer: {
    request: v.strictObject({
      messages: v.pipe(v.array(messageSchema), v.nonEmpty()),
      answers: v.pipe(v.array(v.pipe(v.string(), v.nonEmpty())), v.nonEmpty()),
    }),
    result: v.strictObject({ probabilities: v.array(v.pipe(v.number(), v.minValue(0))) }),
  },
  /** Which of these models the browser holds, with the folder of their weights and its bytes: several models may share one. */
  cached: {
    request: v.strictObject({ records: v.array(recordSchema) }),
    result: v.array(
      v.strictObject({ model_id: v.string(), folder: v.string(), bytes: whole, isComplete: v.boolean() }),
    ),
  },
  /** `records`: all models, so that what another one needs stays. */
  remove: { request: v.strictObject({ record: recordSchema, records: v.array(recordSchema) }), result: done },
  /** Bytes of weights to download. */
  size: { request: v.strictObject({ record: recordSchema }), result: whole },
  /** The request in progress ends at its next token. */
  interrupt: { request: nothing, result: done },
} as const;

export type CallName = keyof typeof calls;
export type RequestOf<Name extends CallName> = v.InferInput<(typeof calls)[Name]['request']>;
export type ResultOf<Name extends CallName> = v.InferOutput<(typeof calls)[Name]['result']>;

/** Signs of life and progress, unasked for. */
export const reportSchema = v.variant('kind', [
  v.strictObject({ kind: v.literal('alive') }),
  v.strictObject({
    kind: v.literal('loading'),
    /** WebLLM's own words and share; seconds since the step began. */
    text: v.string(),
    progress: v.number(),
    elapsed: v.number(),
  }),
]);
export type Report = v.InferOutput<typeof reportSchema>;

/** Errors cross as text: WebLLM's as it said them, ours with their kind. */
const envelopeSchema = v.variant('ok', [
  v.strictObject({ ok: v.literal(true), value: v.unknown() }),
  v.strictObject({ ok: v.literal(false), text: v.string(), kind: v.nullable(v.picklist(webLlmFaults)) }),
]);
export type Envelope = v.InferOutput<typeof envelopeSchema>;

/** Throws WebLlmError('badRequest') that names the field and the fault. */
export function checked<Schema extends v.GenericSchema>(
  schema: Schema,
  what: string,
  input: unknown,
): v.InferOutput<Schema> {
  const result = v.safeParse(schema, input, { abortEarly: true });
  if (result.success) return result.output;
  const [issue] = result.issues;
  const path = v.getDotPath(issue);
  throw new WebLlmError('badRequest', `${path === null ? what : `${what}.${path}`}: ${issue.message}`);
}

export const isCall = (name: unknown): name is CallName => typeof name === 'string' && Object.hasOwn(calls, name);

export const toEnvelope = (error: unknown): Envelope =>
  error instanceof WebLlmError
    ? { ok: false, text: error.message, kind: error.kind }
    : { ok: false, text: String(error), kind: null };

/** The result of a call, checked; or its error, thrown. */
export function resultOf<Name extends CallName>(name: Name, answer: unknown): ResultOf<Name> {
  const envelope = checked(envelopeSchema, `answer to ${name}`, answer);
  if (envelope.ok) return checked(calls[name].result, `answer to ${name}`, envelope.value);
  const { kind, text } = envelope;
  throw kind === null ? toWebLlmError(text, name === 'open' ? 'loading' : 'request') : new WebLlmError(kind, text);
}
