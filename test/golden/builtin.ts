// What test/support/builtinWork.ts computes with the shipped model. Changes with its weights, and on purpose only.
export const goldenBuiltin = '8e89279b2e615e144f79959a80197cf736b6ed89a5e813f5faa08fb2b88b4699';

/** SHA-256 of weights.bin after a short run of the pretraining program on the real corpus. */
export const goldenShortRun = '49e74af428a39c0a5a5f24f22c47ec4beb99a430b8eb0f95fe2f65423dd6a286';
