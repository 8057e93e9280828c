// npm run bench -- --job: the reference job, a whole run of the loop, with where its time goes.
import { ktoLoss } from '../../src/core/kto/index.ts';
import { readModelFile } from '../../src/engine/modelFile.ts';
import type { EnginePool, RemoteReplica } from '../../src/engine/parallel/pool.ts';
import type { KtoExample } from '../../src/engine/training/steps.ts';
import type { ModelShape } from '../../src/engine/transformer/shape.ts';
import { parseConfig, presetNamed, runExperiment } from '../../src/experiments/index.ts';
import type { Phase, RunDeps } from '../../src/experiments/index.ts';
import { LoraLearner } from '../../src/learners/loraKto.ts';
import { openBuiltinPool } from '../../src/models/builtin/index.ts';
import { createPeak } from './peak.ts';

export interface JobReport {
  readonly job: string;
  readonly workers: number;
  /** Of one core. */
  readonly peakGflops: number;
  readonly seconds: number;
  /** From the start to the metrics of the first trained policy. */
  readonly firstMetricsSeconds: number;
  readonly secondsPerPhase: Readonly<Record<Phase, number>>;
  /** Tokens computed forward, and those of the rows that push, which are computed backward as well. */
  readonly tokens: { readonly forward: number; readonly backward: number };
  readonly tokensPerSecond: number;
  /** Nominal arithmetic over seconds x workers x the machine's peak. */
  readonly shareOfPeak: number;
  readonly bytesHeld: number;
  readonly fingerprint: string;
}

/** What the job needs of its host. */
export interface JobHost {
  readonly replicas: readonly RemoteReplica[];
  /** Bytes of weights.bin, and what tokenizer.json says. */
  readonly weights: Uint8Array;
  readonly tokenizer: unknown;
  /** Memory in use beside the engines, in bytes. */
  readonly heapBytes: () => number;
}

/** therapy-50, 10 iterations of 1,024 trajectories, panels of 2 x 64. */
export async function measureJob({ replicas, weights, tokenizer, heapBytes }: JobHost): Promise<JobReport> {
  const config = parseConfig({
    ...presetNamed('therapy-50').config,
    ...{ iterations: 10, initialStates: 1024, trajectoriesPerState: 1, panelUsers: 64, panelTwins: 32 },
  });
  const { shape } = readModelFile(weights);
  const peak = await (await createPeak())();
  const start = performance.now();
  const elapsed = (): number => (performance.now() - start) / 1000;
  const training = { rank: config.loraRank, alpha: config.loraAlpha, rankStabilised: config.rankStabilised };
  const { model, pool, hash } = await openBuiltinPool(replicas, weights, tokenizer, { training });
  const counted = count(pool);
  const secondsPerPhase = { simulate: 0, rate: 0, select: 0, update: 0, evaluate: 0 };
  let current: { phase: Phase; since: number } | null = null;
  const gate = (_: number, phase: Phase): Promise<void> => {
    if (current) secondsPerPhase[current.phase] += elapsed() - current.since;
    current = { phase, since: elapsed() };
    return Promise.resolve();
  };
  const deps: RunDeps = {
    ...{ model: { name: 'builtin', hash }, spectators: model },
    createLearner: (stream) => LoraLearner.create(model, pool, 'kto', stream),
  };
  let firstMetricsSeconds = NaN;
  let fingerprint = '';
  for await (const event of runExperiment(config, deps, { gate })) {
    if (event.kind === 'evaluation' && event.iteration === 1) firstMetricsSeconds = elapsed();
    if (event.kind === 'end') ({ fingerprint } = event);
  }
  await gate(0, 'evaluate');
  const seconds = elapsed();
  const workers = replicas.length;
  const { plain, spoken, back, backSpoken } = counted;
  const { body, head } = flopsPerToken(shape);
  // backward: the gradient of the activations; LoRA's own products are left out, as is attention
  const flops = (plain + back) * body + (spoken + backSpoken) * (body + head);
  return {
    ...{
      job: 'therapy-50, 10 x 1,024',
      workers,
      peakGflops: peak / 1e9,
      seconds,
      firstMetricsSeconds,
      secondsPerPhase,
      fingerprint,
    },
    tokens: { forward: plain + spoken, backward: back + backSpoken },
    tokensPerSecond: (plain + spoken + back + backSpoken) / seconds,
    shareOfPeak: flops / (seconds * workers * peak),
    bytesHeld: heapBytes() + workers * pool.replicaBytes,
  };
}

/** Multiply-adds count twice. `head`: the logits of a token, where they are needed. */
function flopsPerToken({ width, hidden, layers, vocabulary }: ModelShape): { body: number; head: number } {
  return { body: 2 * layers * (4 * width * width + 2 * width * hidden), head: 2 * width * vocabulary };
}

interface Counts {
  /** Tokens computed forward without logits and with, and backward without and with. */
  plain: number;
  spoken: number;
  back: number;
  backSpoken: number;
}

/** Counts the tokens that go through a pool from now on. */
function count(pool: EnginePool): Counts {
  const counts: Counts = { plain: 0, spoken: 0, back: 0, backSpoken: 0 };
  const sum = <T>(items: readonly T[], of: (item: T) => number): number =>
    items.reduce((all, item) => all + of(item), 0);
  const sample = pool.sample.bind(pool);
  pool.sample = async (...given) => {
    const samples = await sample(...given);
    counts.plain += sum(given[0], ({ prompt }) => prompt.length);
    counts.spoken += sum(samples.flat(), ({ tokens }) => tokens.length);
    return samples;
  };
  const readout = pool.readout.bind(pool);
  pool.readout = async (...given) => {
    counts.plain += sum(given[0], ({ transcript }) => transcript.length);
    counts.plain += sum(
      given[0].flatMap(({ questions }) => questions),
      ({ tokens }) => tokens.length,
    );
    return readout(...given);
  };
  const logProbs = pool.logProbs.bind(pool);
  pool.logProbs = async (...given) => {
    counts.plain += sum(given[0], ({ prompt }) => prompt.length);
    counts.spoken += sum(
      given[0].flatMap(({ completions }) => completions),
      (completion) => completion.length,
    );
    return logProbs(...given);
  };
  const forward = (rows: readonly KtoExample[]): void => {
    counts.plain += sum(rows, ({ prompt }) => prompt.length);
    counts.spoken += sum(rows, ({ completion }) => completion.length);
  };
  const backward = (rows: readonly KtoExample[]): void => {
    counts.back += sum(rows, ({ prompt }) => prompt.length);
    counts.backSpoken += sum(rows, ({ completion }) => completion.length);
  };
  const ktoStep = pool.ktoStep.bind(pool);
  pool.ktoStep = async (rows, options, ...more) => {
    const report = await ktoStep(rows, options, ...more);
    forward(rows);
    // the mismatched completion, behind the same prompt; what the reference says of it was scored before
    counts.spoken += sum(rows, ({ mismatched }) => mismatched?.completion.length ?? 0);
    const logRatios = rows.map(({ desirable }, i) => ({
      ...{ desirable, logRatio: (report.implicitRewards[i] ?? NaN) / options.beta },
    }));
    const { pushing } = ktoLoss(logRatios, { ...options, kl: report.kl.clamped });
    backward(rows.filter((_, i) => pushing.includes(i)));
    return report;
  };
  const ktoGradient = pool.ktoGradient.bind(pool);
  pool.ktoGradient = async (rows, ...more) => {
    // scored, then forward and backward
    forward(rows);
    forward(rows);
    backward(rows);
    return ktoGradient(rows, ...more);
  };
  return counts;
}
