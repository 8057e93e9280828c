// npm run bench, behind scripts/bench.mjs, which has checked the words: our engine, the machine's peak and jax-js, taking turns in
// one process on one core; then workers. With --job the reference job of the loop instead (job.ts). All shares and ratios are medians
// over rounds, each from numbers of the same round. With --json one object is printed.
import { readFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import { readModelFolder } from '../../src/disk/modelFolder.ts';
import { RandomStream } from '../../src/core/rng/index.ts';
import { Engine } from '../../src/engine/engine.ts';
import { kernelBase64, kernelByteLength } from '../../src/engine/kernel/generated/kernelBytes.ts';
import { EnginePool } from '../../src/engine/parallel/pool.ts';
import { adamDefaults } from '../../src/engine/training/optimizer.ts';
import { decodeWeights, encodeWeights } from '../../src/engine/weights/index.ts';
import { startReplicas } from '../../src/threads/replicas.ts';
import { createJaxBench } from './jaxBench.ts';
import { measureJob } from './job.ts';
import { createPeak, seconds } from './peak.ts';
import {
  createEngineBench,
  engineOptions,
  loraRank,
  newTokens,
  nominalFlops,
  sampleBatch,
  shape,
  trainBatch,
  trainingRows,
  workloads,
} from './workload.ts';
import type { Workload } from './workload.ts';

const { values: words } = parseArgs({
  options: {
    job: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    rounds: { type: 'string', default: '7' },
    workers: { type: 'string', default: '2' },
  },
});
const { json } = words;
const rounds = Number(words.rounds);

const say = (text: string): void => {
  if (json) process.stderr.write(`${text}\n`);
  else console.log(text);
};

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return ((sorted[(sorted.length - 1) >> 1] ?? NaN) + (sorted[sorted.length >> 1] ?? NaN)) / 2;
}

/** Time from a weights file in memory to a usable engine, and of its very first training step. */
async function measureStart(): Promise<{ loadMs: number; firstStepMs: number }> {
  const source = await Engine.create(engineOptions('none'));
  source.initialise(RandomStream.root(1));
  const file = encodeWeights({ kind: 'model', metadata: {}, tensors: source.baseTensors() }, 'float16');
  let engine: Engine | undefined;
  const load = await seconds(async () => {
    engine = await Engine.create(engineOptions('full'));
    engine.loadBase(decodeWeights(file).tensors);
  });
  const firstStep = await seconds(() => engine?.supervisedStep(trainingRows(trainBatch), adamDefaults));
  return { loadMs: load * 1000, firstStepMs: firstStep * 1000 };
}

interface Rates {
  readonly tokensPerSecond: number;
  readonly shareOfPeak: number;
}

async function measureOneCore(): Promise<{
  peak: number;
  engine: Record<Workload, Rates>;
  jaxjs: Record<Workload, Rates>;
  ratio: Record<Workload, number>;
}> {
  const peak = await createPeak();
  const ours = await createEngineBench();
  const jax = await createJaxBench({
    shape,
    trainBatch,
    trainLength: shape.context,
    sampleBatch,
    newTokens,
    loraRank,
  });
  for (let i = 0; i < 2; i++) for (const workload of workloads) ours[workload]();
  const peaks: number[] = [];
  const rates = new Map<string, number[]>();
  const note = (key: string, rate: number): void => {
    rates.set(key, [...(rates.get(key) ?? []), rate]);
  };
  for (let round = 0; round < rounds; round++) {
    peaks.push(await peak());
    for (const workload of workloads) {
      let tokens = 0;
      const own = await seconds(() => (tokens = ours[workload]()));
      note(`engine.${workload}`, tokens / own);
      const other = await seconds(async () => (tokens = await jax[workload]()));
      note(`jaxjs.${workload}`, tokens / other);
    }
    say(`round ${String(round + 1)} of ${String(rounds)}`);
  }
  jax.dispose();
  const rowsOf = (key: string): number[] => rates.get(key) ?? [];
  const summary = (engine: string): Record<Workload, Rates> => {
    const one = (workload: Workload): Rates => {
      const values = rowsOf(`${engine}.${workload}`);
      return {
        tokensPerSecond: median(values),
        shareOfPeak: median(values.map((rate, i) => (rate * nominalFlops[workload]) / (peaks[i] ?? NaN))),
      };
    };
    return { full: one('full'), lora: one('lora'), forward: one('forward'), sampling: one('sampling') };
  };
  const ratio = (workload: Workload): number =>
    median(rowsOf(`engine.${workload}`).map((rate, i) => rate / (rowsOf(`jaxjs.${workload}`)[i] ?? NaN)));
  return {
    peak: median(peaks),
    engine: summary('engine'),
    jaxjs: summary('jaxjs'),
    ratio: { full: ratio('full'), lora: ratio('lora'), forward: ratio('forward'), sampling: ratio('sampling') },
  };
}

/** Whole-pool throughput: LoRA steps of 64 rows, and 512 samples of 48 tokens. */
async function measureWorkers(
  count: number,
): Promise<{ loraTokensPerSecond: number; samplingTokensPerSecond: number }> {
  const { replicas, stop } = startReplicas(count, new URL('./replicaThread.mjs', import.meta.url));
  const pool = await EnginePool.create(
    replicas,
    engineOptions({ rank: loraRank, alpha: 2 * loraRank, rankStabilised: false }),
  );
  await pool.initialise(RandomStream.root(1));
  const rows = trainingRows(64);
  const streams = Array.from({ length: 512 }, (_, i) => RandomStream.root(3).child(String(i)));
  const train = (): Promise<unknown> => pool.supervisedStep(rows, adamDefaults);
  const sample = (): Promise<unknown> =>
    pool.sample([{ prompt: [1], temperature: 1, maxNewTokens: newTokens, endToken: null, streams }], 'policy');
  await train();
  await sample();
  const trainTimes: number[] = [];
  const sampleTimes: number[] = [];
  for (let i = 0; i < 3; i++) {
    trainTimes.push(await seconds(train));
    sampleTimes.push(await seconds(sample));
  }
  await stop();
  return {
    loraTokensPerSecond: (rows.length * shape.context) / median(trainTimes),
    samplingTokensPerSecond: (streams.length * newTokens) / median(sampleTimes),
  };
}

if (words.job) {
  const { replicas, stop } = startReplicas(Number(words.workers), new URL('./replicaThread.mjs', import.meta.url));
  const job = await measureJob({
    replicas,
    ...(await readModelFolder('public/models/builtin')),
    heapBytes: () => process.memoryUsage().heapUsed + process.memoryUsage().external,
  });
  await stop();
  console.log(json ? JSON.stringify(job) : job);
  process.exit(0);
}

const start = await measureStart();
const oneCore = await measureOneCore();
const workers = { 1: await measureWorkers(1), 2: await measureWorkers(2), 4: await measureWorkers(4) };
const kernelBytes = Buffer.from(kernelBase64, 'base64');
const lock: unknown = JSON.parse(readFileSync('node_modules/@jax-js/jax/package.json', 'utf8'));
const report = {
  machine: {
    processor: cpus()[0]?.model ?? 'unknown',
    cores: cpus().length,
    node: process.version,
    v8: process.versions.v8,
    simdPeakGflops: oneCore.peak / 1e9,
    jaxjsVersion: typeof lock === 'object' && lock && 'version' in lock ? String(lock.version) : 'unknown',
  },
  rounds,
  nominalMflopsPerToken: Object.fromEntries(workloads.map((w) => [w, nominalFlops[w] / 1e6])),
  engine: oneCore.engine,
  jaxjs: oneCore.jaxjs,
  ratio: oneCore.ratio,
  workers,
  start,
  kernel: { bytes: kernelByteLength, gzipBytes: gzipSync(kernelBytes, { level: 9 }).length },
};

if (json) {
  console.log(JSON.stringify(report));
} else {
  const { machine } = report;
  console.log(
    `${machine.processor}, ${String(machine.cores)} cores, Node ${machine.node}, jax-js ${machine.jaxjsVersion}`,
  );
  console.log(`WASM SIMD mul+add peak, one core: ${machine.simdPeakGflops.toFixed(1)} GFLOP/s\n`);
  console.table(
    Object.fromEntries(
      workloads.map((w) => [
        w,
        {
          'tokens/s': Math.round(report.engine[w].tokensPerSecond),
          'share of peak': `${(report.engine[w].shareOfPeak * 100).toFixed(1)} %`,
          'jax-js tokens/s': Math.round(report.jaxjs[w].tokensPerSecond),
          'jax-js share': `${(report.jaxjs[w].shareOfPeak * 100).toFixed(1)} %`,
          ratio: report.ratio[w].toFixed(2),
        },
      ]),
    ),
  );
  console.log('\nTokens/s of a pool of workers:');
  console.table(
    Object.fromEntries(
      Object.entries(workers).map(([count, rates]) => [
        count,
        { LoRA: Math.round(rates.loraTokensPerSecond), sampling: Math.round(rates.samplingTokensPerSecond) },
      ]),
    ),
  );
  console.log(
    `\nFrom weights file to engine: ${start.loadMs.toFixed(0)} ms; first training step: ${start.firstStepMs.toFixed(0)} ms`,
  );
  console.log(`Kernels: ${String(report.kernel.bytes)} bytes, ${String(report.kernel.gzipBytes)} gzipped`);
}
