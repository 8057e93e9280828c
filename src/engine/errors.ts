/** Why the engine refused or stopped. */
export type EngineErrorCode =
  /** A loss, gradient or activation that is not a finite number. */
  | 'notFinite'
  /** A token, length or weight outside what the model takes. */
  | 'badInput'
  /** A request that the key/value cache cannot hold. */
  | 'cacheFull'
  /** An operation that the engine was not set up for. */
  | 'notAvailable';

/** The engine's errors: a code, and a message that says where. The model's parameters are unchanged. */
export class EngineError extends Error {
  override readonly name = 'EngineError';
  readonly code: EngineErrorCode;
  constructor(code: EngineErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}
