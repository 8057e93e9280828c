/** A prompt to be put to a model: everything before the answer that is measured. */
export interface Prompt {
  readonly system: string;
  readonly user: string;
}
