import type { InitProgressReport, LogitProcessor, LogLevel } from '@mlc-ai/web-llm';
import type { ChatMessage } from '../chat/chatModel.ts';
import type { ModelRecord } from './records.ts';

/** What we ask of a WebLLM engine: the part that 0.2.79 and 0.2.86 have in common. */
export interface ChatEngine {
  reload(modelId: string): Promise<void>;
  unload(): Promise<void>;
  resetChat(keepStats?: boolean, modelId?: string): Promise<void>;
  /** The text of the last request. Throws ModelNotLoadedError. */
  getMessage(modelId?: string): Promise<string>;
  interruptGenerate(): unknown;
  /** Answers in full, not as a stream. Whatever comes is checked by `completionSchema`. */
  chatCompletion(request: ChatRequest): Promise<unknown>;
}

/** A chat request with every sampling parameter set: those left out would come from the model's own file. */
export interface ChatRequest {
  readonly messages: ChatMessage[];
  readonly stream: false;
  readonly n: 1;
  readonly temperature: number;
  readonly top_p: 1;
  readonly repetition_penalty: 1;
  readonly frequency_penalty: 0;
  readonly presence_penalty: 0;
  readonly max_tokens: number;
  readonly seed: number;
  readonly logprobs: boolean;
  /** 0.2.86 gives log-probabilities only where this is 1 at least; 5 is the most. */
  readonly top_logprobs?: 1;
  readonly extra_body?: { readonly enable_thinking: false };
}

/** Which models there are. */
interface AppConfig {
  readonly model_list: ModelRecord[];
}

export interface EngineConfig {
  readonly appConfig: AppConfig;
  readonly initProgressCallback: (report: InitProgressReport) => void;
  readonly logitProcessorRegistry: Map<string, LogitProcessor>;
  readonly logLevel: LogLevel;
}

/** What we use of the package, so that a fake can stand in for it. */
export interface WebLlmPackage {
  readonly prebuiltAppConfig: { readonly model_list: readonly unknown[] };
  readonly MLCEngine: new (config: EngineConfig) => ChatEngine;
}

/** The package itself, 6.6 MB of script: fetched when a model is asked for, never before. */
export const loadWebLlm = (): Promise<WebLlmPackage> => import('@mlc-ai/web-llm');
