/** What can be wrong with a weights file, or with what should become one. */
export type WeightsFileFault =
  /** The bytes are something else. */
  | 'notWeights'
  /** Made by a later version of this code. */
  | 'newerVersion'
  /** No version that ever existed. */
  | 'badVersion'
  | 'truncated'
  | 'trailingBytes'
  /** The hash does not match: the bytes were changed. */
  | 'corrupt'
  /** The hash matches, but the header is not one that this code writes. */
  | 'badHeader'
  /** The hash matches, but the numbers or the padding are not what this code writes. */
  | 'badPayload'
  /** Encoding: a tensor's shape, name or data do not fit together. */
  | 'badTensor'
  /** Encoding: the metadata is not plain JSON. */
  | 'badMetadata'
  /** A NaN or an infinity. */
  | 'nonFinite'
  /** Encoding: a number too large for the storage. */
  | 'outOfRange'
  | 'tooLarge';

export class WeightsFileError extends Error {
  override readonly name = 'WeightsFileError';
  readonly code: WeightsFileFault;
  constructor(code: WeightsFileFault, message: string) {
    super(message);
    this.code = code;
  }
}
