/** What an e2e test reads of a call to WebLLM's worker: its value, or what its error says. */
export interface Outcome {
  readonly value?: unknown;
  readonly kind?: string;
  readonly wayOn?: string;
  readonly message?: string;
}
