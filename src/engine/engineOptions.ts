import { EngineError } from './errors.ts';
import type { PlanOptions } from './transformer/plan.ts';
import { loraScale } from './transformer/weights.ts';
import type { EngineOptions } from './types.ts';

/** What an engine's memory is planned with. */
export interface EnginePlan {
  readonly plan: PlanOptions;
  /** Scale of A B; 0 without LoRA. */
  readonly adapterScale: number;
  readonly shards: number;
}

/** Fills in what is not given. Throws EngineError('badInput') naming the first option that no engine can be made with. */
export function planEngine(options: EngineOptions): EnginePlan {
  const { shape, training } = options;
  const lora = typeof training === 'object' ? training : null;
  const rank = lora?.rank ?? 0;
  if (lora && (!Number.isInteger(rank) || rank < 1 || rank > 64 || !(lora.alpha > 0 && lora.alpha < Infinity))) {
    throw new EngineError('badInput', 'LoRA needs a rank from 1 to 64 and an alpha above 0');
  }
  const slots = whole('slots', options.slots ?? 72, 2, 1024);
  const least = Math.max(shape.context, slots);
  const pageBytes = 8 * shape.width * 2 * 4 * shape.layers;
  const affordable = Math.max(Math.floor(134217728 / pageBytes), 2 * Math.ceil(shape.context / 8));
  const wanted = slots * Math.ceil(shape.context / 8);
  return {
    plan: {
      shape,
      training: lora ? 'lora' : training === 'full' ? 'full' : 'none',
      loraRank: rank,
      maxTokens: whole('maxTokens', options.maxTokens ?? Math.max(512, shape.context), least, 65536),
      slots,
      cachePages:
        options.cacheTokens === undefined
          ? Math.min(wanted, affordable)
          : Math.ceil(whole('cacheTokens', options.cacheTokens, 8, 1 << 24) / 8),
      keptPasses: whole('keptPasses', options.keptPasses ?? 0, 0, 256),
    },
    adapterScale: lora ? loraScale(rank, lora.alpha, lora.rankStabilised) : 0,
    shards: whole('shards', options.shards ?? 4, 1, 64),
  };
}

function whole(name: string, value: number, low: number, high: number): number {
  if (!Number.isInteger(value) || value < low || value > high) {
    throw new EngineError(
      'badInput',
      `${name}: ${String(value)} is not a whole number from ${String(low)} to ${String(high)}`,
    );
  }
  return value;
}
