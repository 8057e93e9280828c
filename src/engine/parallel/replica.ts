import { RandomStream } from '../../core/rng/index.ts';
import { Engine } from '../engine.ts';
import type { KtoLogProbs, LogProbPairs, OptimizerState, ShardGradient } from '../types.ts';
import { EngineError } from '../errors.ts';
import type { RecordedCompletion } from '../sampling/record.ts';
import type { Sample } from '../sampling/sample.ts';
import type { Readout } from '../sampling/score.ts';
import type { NamedTensor } from '../transformer/tensors.ts';
import { encodeAdapter, loadAdapterFile, loadModelFile } from '../modelFile.ts';
import { decodeWeights } from '../weights/index.ts';
import {
  adamSchema,
  gradientsSchema,
  keptRowsSchema,
  ktoRowsSchema,
  ktoShardSchema,
  optimizerSchema,
  optionsSchema,
  parse,
  readoutSchema,
  recordSchema,
  referenceSchema,
  sampleSchema,
  scoreSchema,
  streamSchema,
  supervisedSchema,
  toErrorMessage,
  watchedSchema,
  weightsSchema,
} from './messages.ts';
import type { Answer } from './messages.ts';

/**
 * One engine behind a worker's door: every argument is checked, every error becomes an answer. All replicas of a pool
 * hold the same bits, because they make the same steps.
 */
export class Replica {
  #engine: Engine | null = null;
  /** SHA-256 of the model file that was loaded last; empty where the parameters are from elsewhere. */
  #base = '';

  async create(options: unknown): Promise<Answer<{ byteLength: number; parameterCount: number }>> {
    try {
      // exactOptional leaves absent keys absent, which is what EngineOptions asks for
      const engine = await Engine.create(parse(optionsSchema, 'options', options));
      this.#engine = engine;
      return { ok: true, value: { byteLength: engine.byteLength, parameterCount: engine.parameterCount } };
    } catch (error) {
      return { ok: false, error: toErrorMessage(error) };
    }
  }

  initialise(stream: unknown): Answer<void> {
    return this.#answer((engine) => {
      engine.initialise(restore(stream));
      this.#base = '';
    });
  }

  resetAdapter(stream: unknown): Answer<void> {
    return this.#answer((engine) => {
      engine.resetAdapter(restore(stream));
    });
  }

  /** A weights file of the model or of an adapter. */
  load(file: unknown): Answer<void> {
    return this.#answer((engine) => {
      if (!(file instanceof Uint8Array)) throw new EngineError('badInput', 'file: not bytes');
      const bytes = Uint8Array.from(file);
      if (decodeWeights(bytes).kind === 'model') this.#base = loadModelFile(engine, bytes);
      else loadAdapterFile(engine, bytes, this.#base);
    });
  }

  /** The adapter as a weights file for the model that was loaded. */
  adapterFile(): Answer<Uint8Array> {
    return this.#answer((engine) => encodeAdapter(engine, this.#base));
  }

  snapshotReference(): Answer<void> {
    return this.#answer((engine) => {
      engine.snapshotReference();
    });
  }

  resetOptimizer(): Answer<void> {
    return this.#answer((engine) => {
      engine.resetOptimizer();
    });
  }

  optimizerState(): Answer<OptimizerState> {
    return this.#answer((engine) => engine.optimizerState());
  }

  loadOptimizerState(state: unknown): Answer<void> {
    return this.#answer((engine) => {
      engine.loadOptimizerState(parse(optimizerSchema, 'state', state));
    });
  }

  baseTensors(): Answer<NamedTensor[]> {
    return this.#answer((engine) => engine.baseTensors());
  }

  trainedParameters(): Answer<Float32Array> {
    return this.#answer((engine) => engine.trainedParameters());
  }

  supervisedShard(rows: unknown, total: unknown): Answer<ShardGradient> {
    return this.#answer((engine) =>
      engine.supervisedShardGradient(parse(supervisedSchema, 'rows', rows), positive('total', total)),
    );
  }

  ktoForward(first: unknown, rows: unknown, start: unknown, end: unknown, reference: unknown): Answer<KtoLogProbs> {
    return this.#answer((engine) =>
      engine.ktoForward(
        positive('first', first),
        parse(ktoRowsSchema, 'rows', rows),
        positive('start', start),
        positive('end', end),
        parse(referenceSchema, 'reference', reference),
      ),
    );
  }

  ktoKept(rows: unknown, options: unknown): Answer<ShardGradient | null> {
    return this.#answer((engine) =>
      engine.ktoKeptGradient(parse(keptRowsSchema, 'rows', rows), parse(ktoShardSchema, 'options', options)),
    );
  }

  ktoShard(rows: unknown, options: unknown): Answer<ShardGradient> {
    return this.#answer((engine) =>
      engine.ktoShardGradient(parse(ktoRowsSchema, 'rows', rows), parse(ktoShardSchema, 'options', options)),
    );
  }

  applyShardGradients(gradients: unknown, adam: unknown): Answer<{ gradientNorm: number }> {
    return this.#answer((engine) =>
      engine.applyShardGradients(parse(gradientsSchema, 'gradients', gradients), parse(adamSchema, 'adam', adam)),
    );
  }

  logProbs(requests: unknown, weights: unknown): Answer<Float64Array[][]> {
    return this.#answer((engine) =>
      engine.logProbs(parse(scoreSchema, 'requests', requests), parse(weightsSchema, 'weights', weights)),
    );
  }

  record(requests: unknown, tokens: unknown, weights: unknown): Answer<RecordedCompletion[][]> {
    return this.#answer((engine) =>
      engine.record(
        parse(recordSchema, 'requests', requests),
        parse(watchedSchema, 'tokens', tokens),
        parse(weightsSchema, 'weights', weights),
      ),
    );
  }

  logProbPairs(requests: unknown): Answer<LogProbPairs> {
    return this.#answer((engine) => engine.logProbPairs(parse(scoreSchema, 'requests', requests)));
  }

  readout(requests: unknown, weights: unknown): Answer<Readout[][]> {
    return this.#answer((engine) =>
      engine.readout(parse(readoutSchema, 'requests', requests), parse(weightsSchema, 'weights', weights)),
    );
  }

  sample(requests: unknown, weights: unknown): Answer<Sample[][]> {
    return this.#answer((engine) => {
      const parsed = parse(sampleSchema, 'requests', requests).map((request) => ({
        ...request,
        streams: request.streams.map((state) => RandomStream.restore(state)),
      }));
      return engine.sample(parsed, parse(weightsSchema, 'weights', weights));
    });
  }

  #answer<T>(task: (engine: Engine) => T): Answer<T> {
    try {
      if (!this.#engine) throw new EngineError('notAvailable', 'the engine has not been created');
      return { ok: true, value: task(this.#engine) };
    } catch (error) {
      return { ok: false, error: toErrorMessage(error) };
    }
  }
}

function restore(state: unknown): RandomStream {
  return RandomStream.restore(parse(streamSchema, 'stream', state));
}

function positive(what: string, value: unknown): number {
  if (typeof value !== 'number' || !(value >= 0 && value < Infinity)) {
    throw new EngineError('badInput', `${what}: not a number from 0 up`);
  }
  return value;
}
