export { ktoBatch, supervisedBatch, type TokenBatch } from './batch.ts';
export { JaxError, type JaxDevice } from './load.ts';
export { createJaxModel, type JaxModel, type JaxModelOptions } from './model.ts';
export { chooseBackend, probeWebGpu, type ProbeOptions, webGpuMargin } from './probe.ts';
