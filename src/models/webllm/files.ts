import * as v from 'valibot';
import type { ChatMessage } from '../chat/chatModel.ts';

/** A model's files, by address: from the browser's cache where they are, else from the network. */
export interface ModelFiles {
  /** Parsed JSON. Throws what fetch throws, and SyntaxError. */
  readJson(address: string): Promise<unknown>;
  /** All that the browser's caches hold for WebLLM: addresses with their bytes. */
  held(): Promise<ReadonlyMap<string, number>>;
  remove(addresses: readonly string[]): Promise<void>;
}

const manifestSchema = v.object({
  records: v.array(v.object({ dataPath: v.string(), nbytes: v.pipe(v.number(), v.integer(), v.minValue(0)) })),
});

/**
 * The files of weights that a model's tensor-cache.json (ndarray-cache.json up to 0.2.79) names, and their bytes in all: nearly
 * all of the download. The list of models itself knows only the memory, which is more. Throws ValiError for anything but such a file.
 */
export function readManifest(manifest: unknown): { readonly paths: string[]; readonly bytes: number } {
  const { records } = v.parse(manifestSchema, manifest);
  return {
    paths: records.map(({ dataPath }) => dataPath),
    bytes: records.reduce((sum, { nbytes }) => sum + nbytes, 0),
  };
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
