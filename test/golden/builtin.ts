// What test/support/builtinWork.ts computes with the shipped model. Changes with its weights, and on purpose only.
export const goldenBuiltin = '80e811d96ecf57b8979ddda05846bdad39280a0398d46c40c8384e1d1e2c20dd';

/** SHA-256 of weights.bin after a short run of the pretraining program on the real corpus. */
export const goldenShortRun = '01c38935b04405b6e11de24178cb927f9339aa5f149b2acf7e0c83fdaace9559';
