import { cos } from '../../core/math/index.ts';

/** Learning rate after warmup falls from `peak` to `floor` and stays there from `totalSteps` on. */
interface FallingSchedule {
  /** Largest learning rate, 0 or more. */
  readonly peak: number;
  /** Steps over which the rate first rises in equal parts to `peak`; 0 for none. */
  readonly warmupSteps: number;
  /** Step from which the rate is `floor`; at least warmupSteps. */
  readonly totalSteps: number;
  /** Last learning rate, from 0 to `peak`. */
  readonly floor: number;
}

export type Schedule =
  { readonly kind: 'constant'; readonly peak: number } | ({ readonly kind: 'cosine' } & FallingSchedule);

/** A schedule that makes no sense, with the field at fault. */
export class ScheduleError extends Error {
  override readonly name = 'ScheduleError';
  readonly field: 'kind' | keyof FallingSchedule | 'step';
  constructor(field: ScheduleError['field'], message: string) {
    super(`${field}: ${message}`);
    this.field = field;
  }
}

/**
 * Learning rate of step `step`, counted from 0. The first warmup step already moves (peak / warmupSteps), the last one
 * is at the peak.
 */
export function learningRate(schedule: Schedule, step: number): number {
  checkCount('step', step);
  checkRate('peak', schedule.peak, Infinity);
  if (schedule.kind === 'constant') return schedule.peak;
  const { kind, peak, warmupSteps, totalSteps, floor } = schedule;
  checkKind(kind);
  checkCount('warmupSteps', warmupSteps);
  checkCount('totalSteps', totalSteps);
  checkRate('floor', floor, peak);
  if (totalSteps < warmupSteps) {
    throw new ScheduleError('totalSteps', `${String(totalSteps)} is less than warmupSteps, ${String(warmupSteps)}`);
  }
  if (step < warmupSteps) return (peak * (step + 1)) / warmupSteps;
  if (step >= totalSteps) return floor;
  const progress = (step - warmupSteps) / (totalSteps - warmupSteps);
  return floor + (peak - floor) * (0.5 * (1 + cos(Math.PI * progress)));
}

function checkKind(kind: string): void {
  if (kind !== 'cosine') throw new ScheduleError('kind', `${kind} is neither constant nor cosine`);
}

function checkCount(field: 'step' | 'warmupSteps' | 'totalSteps', value: number): void {
  if (!Number.isSafeInteger(value) || value < 0) {
    throw new ScheduleError(field, `${String(value)} is not a whole number from 0 up`);
  }
}

function checkRate(field: 'peak' | 'floor', value: number, most: number): void {
  if (!(value >= 0 && value <= most && value < Infinity)) {
    const range = most === Infinity ? 'from 0 up' : `from 0 to ${String(most)}`;
    throw new ScheduleError(field, `${String(value)} is not a finite number ${range}`);
  }
}
