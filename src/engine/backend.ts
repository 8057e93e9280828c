// Which path trains: the CPU kernels, or WebGPU where a one-second probe says that it is clearly faster.
import type { Engine, StepReport } from './engine.ts';
import type { chooseBackend, probeWebGpu, ProbeOptions } from './jax/index.ts';
import { EngineError } from './errors.ts';
import { totalWeight } from './training/steps.ts';
import type { SupervisedRow } from './training/steps.ts';
import type { AdamOptions } from './training/optimizer.ts';

/** Supervised training of an engine's model, on whichever path was chosen. */
export interface Trainer {
  /** `cpu`: the same bits everywhere. `webgpu`: statistically the same, and must be shown as that. */
  readonly backend: ReturnType<typeof chooseBackend>;
  supervisedStep(rows: readonly SupervisedRow[], adam: AdamOptions): Promise<StepReport>;
  /** Brings what was trained back to the engine, for sampling, scoring and saving. */
  sync(): Promise<void>;
  dispose(): void;
}

export interface TrainerOptions {
  /** `cpu` never loads the WebGPU path. `fastest` measures both. */
  readonly use: 'cpu' | 'fastest';
  /** What the host offers; read only for `fastest`. */
  readonly host: Pick<ProbeOptions, 'gpu' | 'isSecureContext' | 'now'>;
  /** A batch like those to come: both paths are measured on it. Nothing is trained by that. */
  readonly rows: readonly SupervisedRow[];
  readonly adam: AdamOptions;
}

/** What was measured; null where nothing was. */
export interface Measured {
  readonly cpuTokensPerSecond: number;
  readonly webGpu: Awaited<ReturnType<typeof probeWebGpu>>;
}

/** A trainer that starts from the engine's parameters as they are now. */
export async function createTrainer(
  engine: Engine,
  options: TrainerOptions,
): Promise<{ trainer: Trainer; measured: Measured | null }> {
  if (engine.training === 'none') throw new EngineError('notAvailable', 'this engine was not set up for training');
  if (options.use === 'cpu') return { trainer: cpuTrainer(engine), measured: null };
  const { rows, adam, host } = options;
  const cpuTokensPerSecond = measureCpu(engine, rows, host.now);
  const jax = await import('./jax/index.ts');
  const tensors = engine.baseTensors();
  const model =
    typeof engine.training === 'object'
      ? { shape: engine.shape, tensors, lora: { ...engine.training, tensors: engine.adapterTensors() } }
      : { shape: engine.shape, tensors };
  const webGpu = await jax.probeWebGpu({ ...host, model, batch: jax.supervisedBatch(rows), adam });
  const measured = { cpuTokensPerSecond, webGpu };
  if (jax.chooseBackend(cpuTokensPerSecond, webGpu) === 'cpu') return { trainer: cpuTrainer(engine), measured };
  const onGpu = await jax.createJaxModel({ ...model, device: 'webgpu' });
  const length = engine.shape.context;
  const trainer: Trainer = {
    backend: 'webgpu',
    supervisedStep: (batch, settings) => onGpu.supervisedStep(jax.supervisedBatch(batch, length), settings),
    sync: async () => {
      const trained = await onGpu.trained();
      const old = typeof engine.training === 'object' ? engine.adapterTensors() : tensors;
      const fresh = old.map((tensor) => ({ ...tensor, data: trained.get(tensor.name) ?? tensor.data }));
      if (typeof engine.training === 'object') engine.loadAdapter(fresh);
      else engine.loadBase(fresh);
    },
    dispose: () => {
      onGpu.dispose();
    },
  };
  return { trainer, measured };
}

function cpuTrainer(engine: Engine): Trainer {
  return {
    backend: 'cpu',
    supervisedStep: (rows, adam) => Promise.resolve().then(() => engine.supervisedStep(rows, adam)),
    sync: () => Promise.resolve(),
    dispose: () => undefined,
  };
}

/** Tokens a second of forward and backward passes, over at least 300 ms after a first one. */
function measureCpu(engine: Engine, rows: readonly SupervisedRow[], now: () => number): number {
  const total = totalWeight(rows);
  const tokens = rows.reduce((sum, row) => sum + row.tokens.length - 1, 0);
  engine.supervisedShardGradient(rows, total);
  const start = now();
  let passes = 0;
  let elapsedMs = 0;
  do {
    engine.supervisedShardGradient(rows, total);
    passes += 1;
    elapsedMs = now() - start;
  } while (elapsedMs < 300);
  return (passes * tokens * 1000) / elapsedMs;
}
