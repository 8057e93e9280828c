import { ServerError, serverFaults } from '../openai/errors.ts';
import type { ServerFault } from '../openai/errors.ts';
import { toWebLlmError, WebLlmError, webLlmFaults } from '../webllm/errors.ts';
import type { WebLlmFault } from '../webllm/errors.ts';

/** What went wrong with a model, on its way to the page. `detail`: as it was said; no key is in it. */
export type ModelFault =
  | { readonly engine: 'webllm'; readonly kind: WebLlmFault; readonly detail: string }
  | { readonly engine: 'server'; readonly kind: ServerFault; readonly detail: string };

export const faultKinds = { webllm: webLlmFaults, server: serverFaults } as const;

/** Null: it was not a model that failed. */
export function modelFaultOf(error: unknown): ModelFault | null {
  if (error instanceof WebLlmError) return { engine: 'webllm', kind: error.kind, detail: error.message };
  if (error instanceof ServerError) return { engine: 'server', kind: error.kind, detail: error.message };
  return null;
}

/** The same for what can have failed for no other reason. */
export function anyModelFault(error: unknown): ModelFault {
  return modelFaultOf(error) ?? modelFaultOf(toWebLlmError(error)) ?? { engine: 'webllm', kind: 'other', detail: '' };
}
