export { decodeWeights, encodeWeights } from './weightsFile.ts';
export type { Weights } from './weightsFile.ts';
export { WeightsFileError } from './weightsFileError.ts';
