import type { AdamOptions } from '../training/optimizer.ts';
import type { TokenBatch } from './batch.ts';
import { JaxError } from './load.ts';
import { createJaxModel, type JaxModelOptions } from './model.ts';
import { messageOf } from '../../core/text/messageOf.ts';

/** Why the WebGPU path can't be used here. */
export type WebGpuReason =
  /** The page is not served over https or from localhost, so the browser hides WebGPU. */
  | 'notSecureContext'
  /** The browser has no WebGPU. */
  | 'noWebGpu'
  /** WebGPU, but no GPU that it would use. */
  | 'noAdapter'
  /** An adapter that gives no device. */
  | 'noDevice'
  /** It ran, and the loss was not a finite number. */
  | 'notFinite'
  /** Anything else that was thrown on the way: the message says what. */
  | 'failed';

export type WebGpuProbe =
  | { readonly available: true; readonly tokensPerSecond: number }
  | { readonly available: false; readonly reason: WebGpuReason; readonly message: string };

export interface ProbeOptions {
  /** navigator.gpu, where there is one. */
  readonly gpu: { requestAdapter(): Promise<object | null> } | undefined;
  readonly isSecureContext: boolean;
  /** A clock in milliseconds. */
  readonly now: () => number;
  /** What is measured: steps of this model on this batch. The CPU path must have been measured with the same. */
  readonly model: Omit<JaxModelOptions, 'device'>;
  readonly batch: TokenBatch;
  readonly adam: AdamOptions;
  /** Measuring stops at the first step that ends later than this. Default 1000. */
  readonly measureMs?: number;
}

/** Steps that compile and warm up before measuring. */
const warmUpSteps = 2;

/** Measures training on WebGPU for about a second, after compiling. That it can't run here is an answer, never thrown. */
export async function probeWebGpu(options: ProbeOptions): Promise<WebGpuProbe> {
  try {
    const { gpu } = options;
    if (!options.isSecureContext) return unavailable('notSecureContext', 'the page is not a secure context');
    if (gpu === undefined) return unavailable('noWebGpu', 'the browser has no WebGPU');
    const adapter = await gpu.requestAdapter();
    if (adapter === null) return unavailable('noAdapter', 'WebGPU offers no adapter');
    return await measure(options);
  } catch (error) {
    const reason = error instanceof JaxError && error.code === 'noDevice' ? 'noDevice' : 'failed';
    return unavailable(reason, messageOf(error));
  }
}

async function measure({
  now,
  model: modelOptions,
  batch,
  adam,
  measureMs = 1000,
}: ProbeOptions): Promise<WebGpuProbe> {
  const model = await createJaxModel({ ...modelOptions, device: 'webgpu' });
  try {
    let loss = NaN;
    const step = async (): Promise<void> => {
      ({ loss } = await model.supervisedStep(batch, adam));
    };
    for (let index = 0; index < warmUpSteps; index++) await step();
    const start = now();
    let steps = 0;
    let elapsedMs = 0;
    do {
      await step();
      steps += 1;
      elapsedMs = now() - start;
    } while (elapsedMs < measureMs && Number.isFinite(loss));
    if (!Number.isFinite(loss)) return unavailable('notFinite', `the loss is ${String(loss)} on WebGPU`);
    return { available: true, tokensPerSecond: (steps * batch.rows * batch.length * 1000) / elapsedMs };
  } finally {
    model.dispose();
  }
}

function unavailable(reason: WebGpuReason, message: string): WebGpuProbe {
  return { available: false, reason, message };
}

/**
 * WebGPU must be so many times as fast: its results are not the same bits everywhere, and it is not worth giving that up
 * for a gain within the error of a one-second measurement.
 */
export const webGpuMargin = 1.25;

export function chooseBackend(cpuTokensPerSecond: number, probe: WebGpuProbe): 'cpu' | 'webgpu' {
  return probe.available && probe.tokensPerSecond > cpuTokensPerSecond * webGpuMargin ? 'webgpu' : 'cpu';
}
