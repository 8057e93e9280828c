// What test/support/builtinWork.ts computes with the shipped model. Changes with its weights, and on purpose only.
export const goldenBuiltin = '69c04f06e4174d28174a063c599fc3099500b4dbd47945a1b588167ad42e7990';

/** SHA-256 of weights.bin after a short run of the pretraining program on the real corpus. */
export const goldenShortRun = 'd59d82510b6fe0dd64fe4a3dca3b025672391bc39038f221184512bbbd9d0cda';
