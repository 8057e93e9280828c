// What test/support/builtinWork.ts computes with the shipped model. Changes with its weights, and on purpose only.
export const goldenBuiltin = 'a2007581f94c8fb3a8f0bfbbd70433ae81f894a3588fcaf7ff6f29e11a2795d6';

/** SHA-256 of weights.bin after a short run of the pretraining program on the real corpus. */
export const goldenShortRun = '6c568d17288a43a0a07dc80586467b5337020bf119d222d0b1239a09ceda0cd0';
