import * as v from 'valibot';
import type { ChatMessage } from './load.ts';

/** A model's files, by address: from the browser's cache where they are, else from the network. */
export interface ModelFiles {
  /** Parsed JSON. Throws what fetch throws, and SyntaxError. */
  readJson(address: string): Promise<unknown>;
  /** Bytes in the browser's caches of all that lies below an address. */
  cachedBytes(folder: string): Promise<number>;
}

/** Where WebLLM looks for a model's files. */
export function folderOf(model: string): string {
  const folder = model.endsWith('/') ? model : `${model}/`;
  return new URL(/.+\/resolve\/.+\//u.test(folder) ? folder : `${folder}resolve/main/`).href;
}

const configSchema = v.object({
  context_window_size: v.optional(v.number(), -1),
  conv_template: v.object({ role_templates: v.optional(v.record(v.string(), v.string()), {}) }),
});

/**
 * What a model's mlc-chat-config.json says. `context`: tokens, null where it does not say; `templated`: roles whose text is put
 * into the chat template by String.replace, the system's always, the others where they have a template. Throws ValiError.
 */
export function readChatConfig(config: unknown): { context: number | null; templated: ChatMessage['role'][] } {
  const { conv_template, context_window_size: size } = v.parse(configSchema, config);
  const has = (role: string): boolean => conv_template.role_templates[role] !== undefined;
  return { context: size > 0 ? size : null, templated: ['system', ...(['user', 'assistant'] as const).filter(has)] };
}
