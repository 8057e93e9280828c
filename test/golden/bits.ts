// SHA-256 hashes of what test/support/bitsWorkload.ts computes. They change only when the arithmetic is changed on
// purpose; then runs recorded before no longer replay, so a change here is a change of the engine's version.
export const goldenBits = {
  training: {
    1: '07d2cbd0f02f58df7abcea9701ac0efaed0587fb52e68fe452ab9b97cd916bb7',
    7: '1cfcbb551628f712090f965c85cc6bbcf1d3f9ebd69e5d508a24265d2aebeaea',
    64: '2612d76390fdcc95181bd5e8598b854c6fdd7938ac866aa8049ade807804809e',
  },
  kto: '19d3b9e864058b763efd667993d87dfe41d37626c83a75fe16af5bdccf4b0524',
  /** Tokens, then log-probabilities. */
  sampling:
    'c18eee1ea1042dfa0fd20deb92332796b9322683066b22dd53edf2e67e47dd13 0a62c50c522a510dbab5e80223fd5aa020deaf07be8d5c7a7e046d1bbdb322b6',
} as const;
