// SHA-256 hashes of what test/support/bitsWorkload.ts computes. They change only when the arithmetic is changed on
// purpose; then runs recorded before no longer replay, so a change here is a change of the engine's version.
export const goldenBits = {
  training: {
    1: '4a2127cf1596c9c332936e95e64117b78cf1b97845aab23d566895b49f6fc9bb',
    7: 'c3573d1c63544a316b95d0b97bc7f101a0d65d03d1401168046aa572c6130b87',
    64: '92341d7b723785ac0ab3eaac104f5cc5fca10fe2b3eb33b054a6f5e193a4691b',
  },
  kto: '204a9e26eed19c3d039c6ec5e3735dad3a0e6084b5730a77f38ce5081535ac49',
  /** Tokens, then log-probabilities. */
  sampling:
    'c18eee1ea1042dfa0fd20deb92332796b9322683066b22dd53edf2e67e47dd13 0a62c50c522a510dbab5e80223fd5aa020deaf07be8d5c7a7e046d1bbdb322b6',
} as const;
