// The optimizer's memory in and out: with the parameters, all that training needs to go on later with the same bits.
import { EngineError } from '../errors.ts';
import { trainingPlan } from '../transformer/backward.ts';
import type { Region } from '../transformer/plan.ts';
import { joined, readAdapter, readTensors, writeAdapter, writeTensors } from '../transformer/tensors.ts';
import type { NamedTensor } from '../transformer/tensors.ts';
import type { Workspace } from '../transformer/workspace.ts';
import type { AdamClock, OptimizerState } from '../types.ts';

/** Sets both moments to zero; nothing where nothing is trained. */
export function clearMoments(space: Workspace): void {
  const { training, kernel } = space;
  if (!training) return;
  for (const { address, count } of [training.firstMoment, training.secondMoment]) {
    kernel.u8.fill(0, address, address + count * 4);
  }
}

export function readOptimizerState(space: Workspace, clock: AdamClock): OptimizerState {
  const { firstMoment, secondMoment } = trainingPlan(space);
  return {
    ...clock,
    firstMoment: joined(readRegion(space, firstMoment)),
    secondMoment: joined(readRegion(space, secondMoment)),
  };
}

/** Sets both moments and gives the clock. Throws EngineError('badInput') and writes nothing where the state can't be. */
export function writeOptimizerState(space: Workspace, state: OptimizerState): AdamClock {
  const { firstMoment, secondMoment } = trainingPlan(space);
  const { steps, power1, power2 } = state;
  if (!Number.isSafeInteger(steps) || steps < 0) throw bad(`steps: ${String(steps)} is not a whole number from 0 up`);
  for (const [name, power] of Object.entries({ power1, power2 })) {
    // before the first step both are 1, afterwards products of numbers below 1
    const holds = steps === 0 ? power === 1 : power >= 0 && power < 1;
    if (!holds) throw bad(`${name}: ${String(power)} is no power of a beta after ${String(steps)} steps`);
  }
  if (state.secondMoment.some((value) => value < 0)) throw bad('secondMoment holds a value below 0');
  const first = divided('firstMoment', state.firstMoment, readRegion(space, firstMoment));
  const second = divided('secondMoment', state.secondMoment, readRegion(space, secondMoment));
  writeRegion(space, firstMoment, first);
  writeRegion(space, secondMoment, second);
  return { steps, power1, power2 };
}

function readRegion(space: Workspace, region: Region): NamedTensor[] {
  return space.adapter ? readAdapter(space, region, space.options.loraRank) : readTensors(space, region);
}

function writeRegion(space: Workspace, region: Region, tensors: readonly NamedTensor[]): void {
  if (space.adapter) writeAdapter(space, region, space.options.loraRank, tensors);
  else writeTensors(space, region, tensors);
}

/** `values` as tensors like those given. */
function divided(what: string, values: Float32Array, like: readonly NamedTensor[]): NamedTensor[] {
  const count = like.reduce((sum, { data }) => sum + data.length, 0);
  if (values.length !== count) throw bad(`${what}: ${String(values.length)} values, not ${String(count)}`);
  const wrong = values.findIndex((value) => !Number.isFinite(value));
  if (wrong >= 0) throw bad(`${what}: value ${String(wrong)} is not finite`);
  let at = 0;
  return like.map((tensor) => ({ ...tensor, data: values.subarray(at, (at += tensor.data.length)) }));
}

function bad(fact: string): EngineError {
  return new EngineError('badInput', `optimizer state: ${fact}`);
}
