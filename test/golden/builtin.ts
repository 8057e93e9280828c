// What test/support/builtinWork.ts computes with the shipped model. Changes with its weights, and on purpose only.
export const goldenBuiltin = '5799a1427fbe51059123e924acd110998192842ef0fd0673e9cad1845684d720';

/** SHA-256 of weights.bin after a short run of the pretraining program on the real corpus. */
export const goldenShortRun = 'd45be1121ad334795e3c521145d013bf719bb47e0490b27662f0105525413521';
