// Log-probabilities of given completions, and the closed-set readout. Both compute a shared beginning once.
import { exp } from '../../core/math/index.ts';
import { EngineError } from '../errors.ts';
import type { WeightSet } from '../transformer/plan.ts';
import { checkTokens, eachHeadChunk, targetLogProbs } from '../training/microBatch.ts';
import type { Workspace } from '../transformer/workspace.ts';
import type { TokenBias } from '../types.ts';
import { addBias, checkBias } from './bias.ts';
import { extend } from './extend.ts';
import type { Extension } from './extend.ts';
import { PageCache } from './pageCache.ts';
import type { CachedSequence } from './pageCache.ts';
import type { Progress } from './sample.ts';

/** One prompt and the completions to score after it. None may be empty. */
export interface ScoreRequest {
  readonly prompt: readonly number[];
  readonly completions: readonly (readonly number[])[];
  /** As in sampling; absent: the model as it is. */
  readonly bias?: TokenBias;
}

/** A question asked after a transcript: its tokens (may be none) and the tokens that would be answers. */
export interface Question {
  readonly tokens: readonly number[];
  readonly options: readonly number[];
}

export interface ReadoutRequest {
  readonly transcript: readonly number[];
  readonly questions: readonly Question[];
}

export interface Readout {
  /** Probability of each option, given that the answer is one of them; sums to 1. */
  readonly probabilities: readonly number[];
  /** What all options together have of the whole distribution: how far the model is inclined to answer at all. */
  readonly mass: number;
}

/** A beginning and the branches that follow it. */
interface Tree {
  readonly stem: readonly number[];
  readonly branches: readonly (readonly number[])[];
}

/**
 * Per-token log-probabilities (nats, temperature 1) of every completion: result[request][completion][token]. The
 * prompt is computed once for all its completions. Yields between passes.
 */
export function* scoreAll(
  space: Workspace,
  set: WeightSet,
  requests: readonly ScoreRequest[],
): Generator<Progress, Float64Array[][]> {
  const results = requests.map(({ completions }) => completions.map(({ length }) => new Float64Array(length)));
  const hasBias = requests.some(({ bias }) => bias !== undefined);
  yield* walkCompletions(space, set, requests, (tokens) => {
    const change = (row: number, at: number): void => {
      const bias = requests[tokens[at]?.request ?? NaN]?.bias;
      if (bias) addBias(space, row, bias);
    };
    const logProbs = targetLogProbs(space, set, tokens.length, hasBias ? change : undefined);
    for (const [i, { request, completion, position }] of tokens.entries()) {
      const row = results[request]?.[completion];
      if (row) row[position] = logProbs[i] ?? NaN;
    }
  });
  return results;
}

/** A token of a completion: that of a head row. */
export interface CompletionToken {
  readonly request: number;
  readonly completion: number;
  readonly position: number;
}

/**
 * Computes the head rows that predict the tokens of all completions, and calls `visit` whenever some of them are in place, with
 * those tokens as targets. Throws EngineError('badInput') for what is not to be scored.
 */
export function* walkCompletions(
  space: Workspace,
  set: WeightSet,
  requests: readonly ScoreRequest[],
  visit: (tokens: readonly CompletionToken[]) => void,
): Generator<Progress, void> {
  for (const [index, request] of requests.entries()) checkScored(space, request, `request ${String(index)}`);
  // the last token is predicted, not fed
  const trees = requests.map(({ prompt, completions }) => ({
    stem: prompt,
    branches: completions.map((completion) => completion.slice(0, -1)),
  }));
  yield* walk(space, set, trees, 'all', (places, onStem) => {
    const offset = onStem ? 0 : 1;
    const tokens = places.flatMap(({ tree: request, branch: completion, rows }) =>
      Array.from({ length: rows }, (_, i) => ({ request, completion, position: offset + i })),
    );
    const targets = tokens.map((each) => requests[each.request]?.completions[each.completion]?.[each.position] ?? 0);
    space.kernel.i32.set(targets, space.targets / 4);
    visit(tokens);
  });
}

function checkScored(space: Workspace, { prompt, completions, bias }: ScoreRequest, request: string): void {
  if (prompt.length === 0) throw new EngineError('badInput', `${request}: the prompt is empty`);
  checkTokens(space, prompt, `${request}: the prompt`);
  if (bias) checkBias(space, bias, `${request}: bias`);
  for (const [at, completion] of completions.entries()) {
    const what = `${request}, completion ${String(at)}`;
    if (completion.length === 0) throw new EngineError('badInput', `${what}: is empty`);
    checkTokens(space, [...prompt, ...completion], what, space.shape.context + 1);
  }
}

/** {@link scoreAll} under two sets of weights, one after the other, with one count of progress. */
export function* scorePairs(
  space: Workspace,
  policySet: WeightSet,
  referenceSet: WeightSet,
  requests: readonly ScoreRequest[],
): Generator<Progress, { policy: Float64Array[][]; reference: Float64Array[][] }> {
  const total = 2 * requests.length;
  const counted = function* (set: WeightSet, before: number): Generator<Progress, Float64Array[][]> {
    const steps = scoreAll(space, set, requests);
    for (;;) {
      const step = steps.next();
      if (step.done) return step.value;
      yield { done: before + step.value.done, total };
    }
  };
  const policy = yield* counted(policySet, 0);
  return { policy, reference: yield* counted(referenceSet, requests.length) };
}

/**
 * Next-token probabilities of the options after each question: result[request][question]. The transcript is computed
 * once and branched for each question. Yields between passes.
 */
export function* readoutAll(
  space: Workspace,
  set: WeightSet,
  requests: readonly ReadoutRequest[],
): Generator<Progress, Readout[][]> {
  for (const [index, { transcript, questions }] of requests.entries()) {
    if (transcript.length === 0) throw new EngineError('badInput', `request ${String(index)}: the transcript is empty`);
    checkTokens(space, transcript, `request ${String(index)}: the transcript`);
    for (const [at, question] of questions.entries()) {
      const what = `request ${String(index)}, question ${String(at)}`;
      checkTokens(space, [...transcript, ...question.tokens], what);
      checkTokens(space, question.options, `${what}: options`, space.shape.vocabulary);
      if (question.options.length === 0) throw new EngineError('badInput', `${what}: there are no options`);
      if (new Set(question.options).size < question.options.length) {
        throw new EngineError('badInput', `${what}: an option is given twice`);
      }
    }
  }
  const trees = requests.map(({ transcript, questions }) => ({
    stem: transcript,
    branches: questions.map(({ tokens }) => tokens),
  }));
  const results = requests.map(({ questions }) => new Array<Readout | undefined>(questions.length));
  yield* walk(space, set, trees, 'last', (places) => {
    const questions = places.map(
      ({ tree, branch }) => requests[tree]?.questions[branch] ?? { tokens: [], options: [0] },
    );
    // the first option's log-probability tells where the row's logits stand
    space.kernel.i32.set(
      questions.map(({ options }) => options[0] ?? 0),
      space.targets / 4,
    );
    eachHeadChunk(space, set, places.length, (start, firsts) => {
      for (const [row, first] of firsts.entries()) {
        const { tree, branch } = places[start + row] ?? { tree: -1, branch: -1 };
        const from = (space.logits + row * space.strides.logits) / 4;
        const logits = space.kernel.f32.subarray(from, from + space.shape.vocabulary);
        const result = results[tree];
        if (result) result[branch] = readOptions(logits, first, questions[start + row]?.options ?? []);
      }
    });
  });
  return results.map((row) => row.map((readout) => readout ?? { probabilities: [], mass: 0 }));
}

/** `first` is the log-probability of the first option. */
function readOptions(logits: Float32Array, first: number, options: readonly number[]): Readout {
  const values = options.map((option) => logits[option] ?? NaN);
  const highest = values.reduce((most, value) => Math.max(most, value), -Infinity);
  const terms = values.map((value) => exp(value - highest));
  let sum = 0;
  for (const term of terms) sum += term;
  const mass = sum * exp(highest - (values[0] ?? NaN) + first);
  return { probabilities: terms.map((term) => term / sum), mass: Math.min(1, mass) };
}

/** Head rows that belong to a branch: one on the stem's last row, or the rows of the branch's own tokens. */
interface Place {
  readonly tree: number;
  readonly branch: number;
  readonly rows: number;
}

/**
 * Computes every stem once, what stems begin with in common once for all of them, and every branch after it, as many at a
 * time as fit. `visit` is called with the normed head
 * rows in place: after the stems with the last row repeated for each branch, after the branches with their rows.
 */
function* walk(
  space: Workspace,
  set: WeightSet,
  trees: readonly Tree[],
  rows: 'last' | 'all',
  visit: (places: readonly Place[], onStem: boolean) => void,
): Generator<Progress, void> {
  let done = 0;
  while (done < trees.length) {
    const cache = new PageCache(space);
    const runs = takeTrees(space, trees, done);
    const group = extendStems(space, cache, set, trees, runs);
    const count = group.length;
    const branches = group.flatMap(({ tree, stem }, row) =>
      (trees[tree]?.branches ?? []).map((tokens, branch) => ({ tree, branch, row, stem, tokens })),
    );
    // a question without words is read off the transcript's end, any other off its own
    const onStems = rows === 'all' ? branches : branches.filter(({ tokens }) => tokens.length === 0);
    const stemSteps = visitStems(space, group.length, onStems, visit);
    while (!stemSteps.next().done) yield { done, total: trees.length };
    for (let start = 0; start < branches.length;) {
      start = visitBranches(space, cache, set, branches, start, rows, visit);
      yield { done, total: trees.length };
    }
    done += count;
    yield { done, total: trees.length };
  }
}

interface Branch {
  readonly tree: number;
  readonly branch: number;
  /** Row of the stem among the stems computed together. */
  readonly row: number;
  readonly stem: CachedSequence;
  readonly tokens: readonly number[];
}

/** Computes the stems of all trees of the runs, the beginnings that they share first and once. In the order of the trees. */
function extendStems(
  space: Workspace,
  cache: PageCache,
  set: WeightSet,
  trees: readonly Tree[],
  runs: readonly Run[],
): { tree: number; stem: CachedSequence }[] {
  const trunks = runs.map(({ first, trunk }): Extension | null =>
    trunk === 0 ? null : { sequence: cache.open(trunk), tokens: (trees[first]?.stem ?? []).slice(0, trunk) },
  );
  const shared = trunks.filter((each) => each !== null);
  if (shared.length > 0) extend(space, cache, set, shared, 'last');
  const group: { tree: number; stem: CachedSequence }[] = [];
  const stems: Extension[] = [];
  for (const [index, { first, count, trunk }] of runs.entries()) {
    const begun = trunks[index]?.sequence;
    for (let tree = first; tree < first + count; tree++) {
      const tokens = trees[tree]?.stem ?? [];
      const stem = begun ? cache.fork(begun, tokens.length) : cache.open(tokens.length);
      group.push({ tree, stem });
      stems.push({ sequence: stem, tokens: tokens.slice(trunk) });
    }
    if (begun) cache.close(begun);
  }
  extend(space, cache, set, stems, 'last');
  return group;
}

/** Trees one after the other whose stems begin alike; `trunk`: with how many tokens, 0 for a tree by itself. */
interface Run {
  readonly first: number;
  readonly count: number;
  readonly trunk: number;
}

/** Shorter beginnings are not worth a pass of their own. */
const leastTrunk = 16;

/**
 * The trees from `first` on whose stems fit two passes, the trunks' and the rest's, and leave room to branch. Pages and slots
 * are counted as if nothing were shared: sharing takes fewer pages, and a trunk's slot is one that branches get later.
 */
function takeTrees(space: Workspace, trees: readonly Tree[], first: number): Run[] {
  const { options, cache } = space;
  let runs: Run[] = [];
  let pages = 0;
  let widest = 0;
  for (let tree = first; tree < trees.length; tree++) {
    const { stem, branches } = trees[tree] ?? { stem: [], branches: [] };
    const more = withTree(runs, trees, tree);
    pages += Math.ceil(stem.length / 8);
    for (const branch of branches) {
      widest = Math.max(widest, PageCache.forkPages(stem.length, stem.length + branch.length));
    }
    const [trunkTokens, restTokens] = tokensOf(more, trees);
    const fits = trunkTokens <= options.maxTokens && restTokens <= options.maxTokens && pages + widest <= cache.pages;
    if (!fits || tree - first + 1 >= options.slots) break;
    runs = more;
  }
  if (runs.length === 0)
    throw new EngineError('cacheFull', `request ${String(first)} does not fit the key/value cache`);
  return runs;
}

/** The runs with one tree more, which joins the last of them where it begins alike. */
function withTree(runs: readonly Run[], trees: readonly Tree[], tree: number): Run[] {
  const last = runs.at(-1);
  if (!last) return [{ first: tree, count: 1, trunk: 0 }];
  const [before, stem] = [trees[tree - 1]?.stem ?? [], trees[tree]?.stem ?? []];
  // every stem keeps a token of its own
  const common = Math.min(commonLength(before, stem), before.length - 1, stem.length - 1);
  const trunk = last.count === 1 ? common : Math.min(last.trunk, common);
  if (trunk < leastTrunk) return [...runs, { first: tree, count: 1, trunk: 0 }];
  return [...runs.slice(0, -1), { ...last, count: last.count + 1, trunk }];
}

function commonLength(a: readonly number[], b: readonly number[]): number {
  const most = Math.min(a.length, b.length);
  let length = 0;
  while (length < most && a[length] === b[length]) length++;
  return length;
}

/** Tokens of the trunks, and of the stems behind them. */
function tokensOf(runs: readonly Run[], trees: readonly Tree[]): [number, number] {
  let [trunks, rests] = [0, 0];
  for (const { first, count, trunk } of runs) {
    trunks += trunk;
    for (let tree = first; tree < first + count; tree++) rests += (trees[tree]?.stem.length ?? 0) - trunk;
  }
  return [trunks, rests];
}

function* visitStems(
  space: Workspace,
  stemCount: number,
  branches: readonly Branch[],
  visit: (places: readonly Place[], onStem: boolean) => void,
): Generator<undefined, void> {
  const { kernel, strides } = space;
  // the stems' rows lie at the front of the head's buffer: repeat them per branch, by way of the other buffer
  const bytes = strides.width;
  const limit = space.options.maxTokens;
  const stems = kernel.u8.slice(space.headNormed, space.headNormed + stemCount * bytes);
  for (let start = 0; start < branches.length; start += limit) {
    const some = branches.slice(start, start + limit);
    for (const [at, { row }] of some.entries()) {
      kernel.u8.set(stems.subarray(row * bytes, (row + 1) * bytes), space.headNormed + at * bytes);
    }
    visit(
      some.map(({ tree, branch }) => ({ tree, branch, rows: 1 })),
      true,
    );
    yield;
  }
}

/** Computes as many branches from `start` on as fit one pass; gives the index after the last. */
function visitBranches(
  space: Workspace,
  cache: PageCache,
  set: WeightSet,
  branches: readonly Branch[],
  start: number,
  rows: 'last' | 'all',
  visit: (places: readonly Place[], onStem: boolean) => void,
): number {
  const extensions: Extension[] = [];
  const places: Place[] = [];
  let tokens = 0;
  let end = start;
  for (; end < branches.length; end++) {
    const next = branches[end];
    if (!next) break;
    if (next.tokens.length === 0) continue;
    const capacity = next.stem.length + next.tokens.length;
    const fits = cache.freeSlots > 0 && cache.freePages >= PageCache.forkPages(next.stem.length, capacity);
    if (!fits || tokens + next.tokens.length > space.options.maxTokens) break;
    tokens += next.tokens.length;
    extensions.push({ sequence: cache.fork(next.stem, capacity), tokens: next.tokens });
    places.push({ tree: next.tree, branch: next.branch, rows: rows === 'all' ? next.tokens.length : 1 });
  }
  if (places.length > 0) {
    extend(space, cache, set, extensions, rows);
    visit(places, false);
    for (const { sequence } of extensions) cache.close(sequence);
  }
  return end;
}
