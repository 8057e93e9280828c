// The part of the OpenAI protocol that is spoken: one request, and its answer checked.
import * as v from 'valibot';
import { serverAddressFault } from './address.ts';
import { ServerError } from './errors.ts';

const tokenSchema = v.object({
  token: v.string(),
  logprob: v.number(),
  /** llama.cpp tells it; most do not. */
  id: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0))),
});

const completionSchema = v.object({
  choices: v.pipe(
    v.array(
      v.object({
        finish_reason: v.nullable(v.string()),
        message: v.object({ content: v.nullable(v.string()) }),
        logprobs: v.optional(
          v.nullable(
            v.object({
              content: v.nullable(v.array(v.object({ ...tokenSchema.entries, top_logprobs: v.array(tokenSchema) }))),
            }),
          ),
          null,
        ),
      }),
    ),
    v.minLength(1),
  ),
});

const modelsSchema = v.object({ data: v.array(v.object({ id: v.string() })) });
const refusalSchema = v.object({ error: v.union([v.string(), v.object({ message: v.string() })]) });

export type Completion = v.InferOutput<typeof completionSchema>;

/** Where a server is and how it is asked. The key lives here, in memory, and nowhere else. */
export interface Server {
  /** Up to and with its /v1, absolute. */
  readonly base: string;
  readonly key?: string;
  /** How often a request is made again that may pass: the server is busy, or does not answer. */
  readonly retries?: number;
  /** Milliseconds before the first of them; twice as long before each further one. */
  readonly pause?: number;
}

/** Throws ServerError, `cancelled` where `isCancelled` has become true meanwhile. */
export const complete = async (server: Server, body: object, isCancelled?: () => boolean): Promise<Completion> =>
  parsed(completionSchema, await ask(server, 'chat/completions', body, isCancelled), server);

/** Ids of the models that the server has. Throws ServerError. */
export async function listServerModels(server: Server): Promise<string[]> {
  return parsed(modelsSchema, await ask(server, 'models', null), server).data.map(({ id }) => id);
}

/** How often it is looked whether an answer is still wanted, in milliseconds. */
const lookMs = 100;

async function ask(
  server: Server,
  path: string,
  body: object | null,
  isCancelled: () => boolean = () => false,
): Promise<unknown> {
  const { retries = 3, pause = 1000 } = server;
  const stop = new AbortController();
  const look = (): void => {
    if (isCancelled()) stop.abort();
  };
  const watch = setInterval(look, lookMs);
  try {
    look();
    return await askAgain(server, path, body, { retries, pause, signal: stop.signal });
  } catch (error) {
    throw stop.signal.aborted ? new ServerError('cancelled', 'no longer wanted') : error;
  } finally {
    clearInterval(watch);
  }
}

interface Patience {
  readonly retries: number;
  readonly pause: number;
  readonly signal: AbortSignal;
}

async function askAgain(
  server: Server,
  path: string,
  body: object | null,
  { retries, pause, signal }: Patience,
): Promise<unknown> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await askOnce(server, path, body, signal);
    } catch (error) {
      const mayPass = error instanceof ServerError && (error.kind === 'busy' || error.kind === 'unreachable');
      if (!mayPass || attempt >= retries || signal.aborted) throw error;
      await rest(pause * 2 ** attempt, signal);
    }
  }
}

/** Resolves earlier where it is aborted. */
const rest = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    const end = (): void => {
      clearTimeout(timer);
      resolve();
    };
    signal.addEventListener('abort', end, { once: true });
  });

async function askOnce(
  { base, key }: Server,
  path: string,
  body: object | null,
  signal: AbortSignal,
): Promise<unknown> {
  let response: Response;
  let text: string;
  try {
    response = await fetch(addressOf(base, path), {
      method: body === null ? 'GET' : 'POST',
      headers: {
        'content-type': 'application/json',
        ...(key !== undefined && key !== '' && { authorization: `Bearer ${key}` }),
      },
      ...(body !== null && { body: JSON.stringify(body) }),
      signal,
    });
    // an answer may break off in the middle
    text = await response.text();
  } catch (error) {
    if (error instanceof ServerError) throw error;
    // a key that can't stand in a header is quoted in the browser's complaint
    throw new ServerError('unreachable', withoutKey(error instanceof Error ? error.message : String(error), key));
  }
  if (!response.ok) throw refusal(response.status, text, key);
  try {
    return JSON.parse(text);
  } catch {
    throw new ServerError('badAnswer', 'the server’s answer is not JSON');
  }
}

function addressOf(base: string, path: string): string {
  const fault = serverAddressFault(base);
  if (fault !== null) throw new ServerError('badAddress', fault);
  return new URL(path, base.endsWith('/') ? base : `${base}/`).href;
}

function refusal(status: number, text: string, key: string | undefined): ServerError {
  const message = `${String(status)}: ${said(text, key)}`;
  if (status === 401 || status === 403) return new ServerError('unauthorised', message);
  if (status === 404) return new ServerError('notFound', message);
  if (status === 429 || status >= 500) return new ServerError('busy', message);
  // what servers say differs; all name the context
  if (/context|maximum.*length|too long/iu.test(text)) return new ServerError('contextOverflow', message);
  return new ServerError('refused', message);
}

function said(text: string, key: string | undefined): string {
  try {
    const { error } = v.parse(refusalSchema, JSON.parse(text));
    return withoutKey(typeof error === 'string' ? error : error.message, key);
  } catch {
    // before it is cut, so that no beginning of the key is left
    return withoutKey(text, key).slice(0, 200);
  }
}

/** Servers quote the key in what they say of it; they get it without white space around it. */
function withoutKey(text: string, key = ''): string {
  const secret = key.trim();
  return secret === '' ? text : text.replaceAll(secret, '***');
}

function parsed<Schema extends v.GenericSchema>(
  schema: Schema,
  input: unknown,
  { key }: Server,
): v.InferOutput<Schema> {
  const result = v.safeParse(schema, input, { abortEarly: true });
  if (result.success) return result.output;
  const [issue] = result.issues;
  const message = `the server’s answer: ${v.getDotPath(issue) ?? ''}: ${issue.message}`;
  throw new ServerError('badAnswer', withoutKey(message, key));
}
