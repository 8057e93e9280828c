import type { RandomStream } from '../../core/rng/index.ts';
import { EngineError } from '../errors.ts';
import { headLogits } from '../transformer/forward.ts';
import { headRows } from '../transformer/plan.ts';
import type { WeightSet } from '../transformer/plan.ts';
import { checkTokens } from '../training/microBatch.ts';
import type { Workspace } from '../transformer/workspace.ts';
import type { TokenBias } from '../types.ts';
import { addBias, checkBias } from './bias.ts';
import { extend } from './extend.ts';
import { PageCache } from './pageCache.ts';
import type { CachedSequence } from './pageCache.ts';

/** One prompt, sampled once per stream. The prompt is computed once, however many samples it has. */
export interface SampleRequest {
  readonly prompt: readonly number[];
  /** 0 takes the likeliest token. */
  readonly temperature: number;
  /** 0 to 1: tokens less likely than this times the likeliest are not drawn; 0 (the default) draws from all. */
  readonly minP?: number;
  /** Absent: the model as it is. Log-probabilities are those of the changed logits. */
  readonly bias?: TokenBias;
  /** At least 1; prompt and sample together must fit the context. */
  readonly maxNewTokens: number;
  /** A sample ends with this token, which stays part of it; null samples to the full length. */
  readonly endToken: number | null;
  /** One per sample; token i of the sample uses draw i. */
  readonly streams: readonly RandomStream[];
}

export interface Sample {
  readonly tokens: readonly number[];
  /** log p of each token under the model at temperature 1, nats. */
  readonly logProbs: readonly number[];
  readonly ended: boolean;
}

/** Where a long operation stands. */
export interface Progress {
  readonly done: number;
  readonly total: number;
}

interface Running {
  readonly request: SampleRequest;
  readonly stream: RandomStream;
  readonly sequence: CachedSequence;
  readonly tokens: number[];
  readonly logProbs: number[];
  readonly deliver: (sample: Sample) => void;
}

/** A prompt that is in the cache, with the samples still to be started from it. */
interface Prepared {
  readonly request: SampleRequest;
  readonly sequence: CachedSequence;
  readonly firsts: readonly { token: number; logProb: number }[];
  next: number;
}

/**
 * Samples all requests with at most `slots` sequences at a time, refilling as they finish; yields between steps.
 * A sample depends on its prompt, settings and stream alone, not on what runs beside it. Gives per request its samples.
 */
export function* sampleAll(
  space: Workspace,
  set: WeightSet,
  requests: readonly SampleRequest[],
): Generator<Progress, Sample[][]> {
  for (const [index, request] of requests.entries()) checkRequest(space, request, `request ${String(index)}`);
  const cache = new PageCache(space);
  const results = requests.map((request) => new Array<Sample | undefined>(request.streams.length));
  const total = requests.reduce((sum, request) => sum + request.streams.length, 0);
  const waiting = [...requests.entries()].filter(([, request]) => request.streams.length > 0);
  const prepared: { index: number; entry: Prepared }[] = [];
  let running: Running[] = [];
  let done = 0;
  while (done < total) {
    done += startSamples(cache, prepared, running, results);
    // prompts are taken only when all earlier ones have started their samples: what holds pages then always finishes
    const batch = prepared.length === 0 ? takePrompts(space, cache, waiting) : [];
    if (batch.length > 0) {
      for (const { index, entry } of preparePrompts(space, cache, set, batch)) prepared.push({ index, entry });
    } else if (running.length > 0) {
      running = decodeStep(space, cache, set, running, () => done++);
    }
    yield { done, total };
  }
  return results.map((row) => row.map((sample) => sample ?? missing()));
}

function missing(): never {
  throw new EngineError('notAvailable', 'a sample was not produced');
}

function checkRequest(space: Workspace, request: SampleRequest, what: string): void {
  const { prompt, maxNewTokens, temperature, minP = 0, bias, endToken } = request;
  if (prompt.length === 0) throw new EngineError('badInput', `${what}: the prompt is empty`);
  checkTokens(space, prompt, what);
  if (!Number.isInteger(maxNewTokens) || maxNewTokens < 1) {
    throw new EngineError('badInput', `${what}: maxNewTokens ${String(maxNewTokens)} is not a whole number from 1 up`);
  }
  // the last token sampled is not fed back, so it needs no position
  if (prompt.length + maxNewTokens - 1 > space.shape.context) {
    throw new EngineError(
      'badInput',
      `${what}: ${String(prompt.length)} prompt tokens and ${String(maxNewTokens)} new ones do not fit the context of ${String(space.shape.context)}`,
    );
  }
  if (!Number.isFinite(temperature) || temperature < 0) {
    throw new EngineError('badInput', `${what}: temperature ${String(temperature)} is not a number from 0 up`);
  }
  if (!(minP >= 0 && minP <= 1)) throw new EngineError('badInput', `${what}: minP ${String(minP)} is not from 0 to 1`);
  if (bias) checkBias(space, bias, `${what}: bias`);
  if (endToken !== null) checkTokens(space, [endToken], `${what}: end token`);
  const needed = pagesNeeded(request);
  if (needed > space.cache.pages || space.options.slots < 2) {
    throw new EngineError(
      'cacheFull',
      `${what} needs ${String(needed)} pages, the cache has ${String(space.cache.pages)}`,
    );
  }
}

function capacity(request: SampleRequest): number {
  return request.prompt.length + request.maxNewTokens - 1;
}

/** Pages of a prompt and of one sample from it. */
function pagesNeeded(request: SampleRequest): number {
  const { prompt } = request;
  return Math.ceil(prompt.length / 8) + PageCache.forkPages(prompt.length, capacity(request));
}

/** Takes prompts off the queue that fit the next pass and the cache. */
function takePrompts(
  space: Workspace,
  cache: PageCache,
  waiting: [number, SampleRequest][],
): [number, SampleRequest][] {
  const batch: [number, SampleRequest][] = [];
  let tokens = 0;
  let pages = 0;
  // one slot and its pages stay free for a sample, so that prompts can't crowd out what they are for
  while (cache.freeSlots > batch.length + 1) {
    const first = waiting[0];
    if (!first) break;
    tokens += first[1].prompt.length;
    pages += pagesNeeded(first[1]);
    if (tokens > space.options.maxTokens || pages > cache.freePages) break;
    batch.push(first);
    waiting.shift();
  }
  return batch;
}

/** Computes prompts and draws the first token of each of their samples. */
function preparePrompts(
  space: Workspace,
  cache: PageCache,
  set: WeightSet,
  batch: readonly [number, SampleRequest][],
): { index: number; entry: Prepared }[] {
  const extensions = batch.map(([, { prompt }]) => ({ sequence: cache.open(prompt.length), tokens: prompt }));
  const rows = extend(space, cache, set, extensions, 'last');
  const prepared: { index: number; entry: Prepared }[] = [];
  for (let start = 0; start < rows; start += headRows) {
    const count = Math.min(headRows, rows - start);
    headLogits(space, set, start, count);
    for (let row = 0; row < count; row++) {
      const [index, request] = batch[start + row] ?? missing();
      const sequence = extensions[start + row]?.sequence ?? missing();
      if (request.bias) addBias(space, row, request.bias);
      const firsts = request.streams.map((stream) => draw(space, row, request, stream));
      prepared.push({ index, entry: { request, sequence, firsts, next: 0 } });
    }
  }
  return prepared;
}

/** Forks samples off prepared prompts while the cache has room; gives the number already complete. */
function startSamples(
  cache: PageCache,
  prepared: { index: number; entry: Prepared }[],
  running: Running[],
  results: (Sample | undefined)[][],
): number {
  let complete = 0;
  for (let first = prepared[0]; first !== undefined; first = prepared[0]) {
    const { index, entry } = first;
    const { request } = entry;
    for (; entry.next < entry.firsts.length; entry.next++) {
      const { token, logProb } = entry.firsts[entry.next] ?? missing();
      const stream = request.streams[entry.next] ?? missing();
      const at = entry.next;
      const deliver = (sample: Sample): void => {
        const row = results[index] ?? missing();
        row[at] = sample;
      };
      if (isFinished(request, [token])) {
        deliver({ tokens: [token], logProbs: [logProb], ended: token === request.endToken });
        complete++;
        continue;
      }
      const needed = PageCache.forkPages(request.prompt.length, capacity(request));
      if (cache.freeSlots === 0 || cache.freePages < needed) return complete;
      const sequence = cache.fork(entry.sequence, capacity(request));
      running.push({ request, stream, sequence, tokens: [token], logProbs: [logProb], deliver });
    }
    cache.close(entry.sequence);
    prepared.shift();
  }
  return complete;
}

/** Feeds every running sample its last token and draws the next; gives those that go on. */
function decodeStep(
  space: Workspace,
  cache: PageCache,
  set: WeightSet,
  running: readonly Running[],
  finished: () => void,
): Running[] {
  const extensions = running.map(({ sequence, tokens }) => ({ sequence, tokens: tokens.slice(-1) }));
  const rows = extend(space, cache, set, extensions, 'last');
  const next: Running[] = [];
  for (let start = 0; start < rows; start += headRows) {
    const count = Math.min(headRows, rows - start);
    headLogits(space, set, start, count);
    for (let row = 0; row < count; row++) {
      const sample = running[start + row] ?? missing();
      if (sample.request.bias) addBias(space, row, sample.request.bias);
      const { token, logProb } = draw(space, row, sample.request, sample.stream);
      sample.tokens.push(token);
      sample.logProbs.push(logProb);
      if (isFinished(sample.request, sample.tokens)) {
        cache.close(sample.sequence);
        const { tokens, logProbs, request } = sample;
        sample.deliver({ tokens, logProbs, ended: token === request.endToken });
        finished();
      } else {
        next.push(sample);
      }
    }
  }
  return next;
}

function isFinished(request: SampleRequest, tokens: readonly number[]): boolean {
  return tokens.at(-1) === request.endToken || tokens.length >= request.maxNewTokens;
}

function draw(
  space: Workspace,
  row: number,
  request: SampleRequest,
  stream: RandomStream,
): { token: number; logProb: number } {
  const { kernel, strides, shape, logits, logProbs, scratch } = space;
  const from = logits + row * strides.logits;
  const u = request.temperature === 0 ? 0 : stream.uniform();
  const token = kernel.run.sampleRow(
    from,
    shape.vocabulary,
    request.temperature,
    request.minP ?? 0,
    u,
    logProbs,
    scratch,
  );
  if (token < 0) throw new EngineError('notFinite', 'the logits of a sampled row are not finite');
  return { token, logProb: kernel.f64[logProbs / 8] ?? NaN };
}
