// What WebLLM says when something goes wrong, turned into errors with a name and a way on. Its errors cross workers as strings
// (webllm.md section 5), so strings are what is recognised.

/** What the page can offer. */
export type WayOn =
  /** Switch WebGPU on, update the browser, or use another one. */
  | 'enableWebGpu'
  /** The build with 32-bit arithmetic of the same model. */
  | 'takeF32'
  /** A smaller model, or a shorter context. */
  | 'takeSmaller'
  /** Another model of the list. */
  | 'chooseModel'
  /** Whatever was downloaded is kept: the same again. */
  | 'tryAgain'
  /** Delete models from the cache, or free space on disk. */
  | 'freeSpace'
  /** Delete this model from the cache and fetch it again. */
  | 'fetchAgain'
  /** The address, and what lies there. */
  | 'checkAddress'
  /** A model compiled for this version of WebLLM. */
  | 'matchVersion'
  /** Fewer turns or shorter texts. */
  | 'shorten'
  /** A new worker with the model loaded anew: done by itself a few times. */
  | 'restart'
  /** Nothing went wrong. */
  | 'none'
  /** A fault of ours. */
  | 'report';

const waysOn = {
  noWebGpu: 'enableWebGpu',
  noAdapter: 'enableWebGpu',
  noF16: 'takeF32',
  noFeature: 'chooseModel',
  memory: 'takeSmaller',
  weakAdapter: 'takeSmaller',
  unknownModel: 'chooseModel',
  badAddress: 'checkAddress',
  notFound: 'checkAddress',
  unreachable: 'tryAgain',
  badFile: 'fetchAgain',
  wrongLibrary: 'matchVersion',
  quota: 'freeSpace',
  integrity: 'fetchAgain',
  contextOverflow: 'shorten',
  deviceLost: 'restart',
  workerDead: 'restart',
  workerSilent: 'restart',
  randomState: 'restart',
  notLoaded: 'restart',
  badTokenizer: 'chooseModel',
  cancelled: 'none',
  badRequest: 'report',
  other: 'report',
} as const satisfies Record<string, WayOn>;

export type WebLlmFault = keyof typeof waysOn;

export const webLlmFaults = Object.keys(waysOn) as WebLlmFault[];

export class WebLlmError extends Error {
  override readonly name = 'WebLlmError';
  readonly kind: WebLlmFault;
  readonly wayOn: WayOn;

  /** `message`: the cause, as it was said. */
  constructor(kind: WebLlmFault, message: string) {
    super(message);
    this.kind = kind;
    this.wayOn = waysOn[kind];
  }
}

/**
 * WebLLM unloads its engine where it loses the GPU's device, which breaks off what it waits for. Nobody else does: we never unload,
 * and give no request a signal.
 */
const unloaded = /Engine\.unload\(\) is called|^AbortError:/u;

/** The first that fits decides; `loading`: told so only while a model is being loaded. */
const signs: readonly { readonly kind: WebLlmFault; readonly pattern: RegExp; readonly loading?: boolean }[] = [
  { kind: 'unknownModel', pattern: /^ModelNotFoundError:/u },
  { kind: 'noWebGpu', pattern: /^(?:WebGPUNotAvailableError|WebGPUNotFoundError):/u },
  { kind: 'noAdapter', pattern: /^Error: Unable to find a compatible GPU/u },
  { kind: 'noF16', pattern: /^ShaderF16SupportError:/u },
  { kind: 'noF16', pattern: /^FeatureSupportError: .*shader-f16/u },
  { kind: 'noFeature', pattern: /^FeatureSupportError:/u },
  { kind: 'weakAdapter', pattern: /^Error: Cannot initialize runtime because of requested/u },
  { kind: 'integrity', pattern: /^IntegrityError:/u },
  { kind: 'quota', pattern: /QuotaExceededError|Quota exceeded/u },
  { kind: 'contextOverflow', pattern: /^ContextWindowSizeExceededError:/u },
  { kind: 'memory', pattern: /^DeviceLostError:/u },
  { kind: 'memory', pattern: /out of memory|OutOfMemory|Out of memory/u, loading: true },
  { kind: 'deviceLost', pattern: /^OperationError: A valid external Instance reference no longer exists/u },
  { kind: 'memory', pattern: unloaded, loading: true },
  { kind: 'deviceLost', pattern: unloaded },
  { kind: 'memory', pattern: /^ModelNotLoadedError:/u, loading: true },
  // Object, Tensor, function since 0.2.80, Module before
  { kind: 'deviceLost', pattern: /has already been disposed/u },
  { kind: 'deviceLost', pattern: /^BindingError: (?:.* instance already deleted|Cannot pass deleted object)/u },
  { kind: 'deviceLost', pattern: /[Dd]evice (?:was|is) lost/u },
  { kind: 'randomState', pattern: /Random state is unexpectedly not/u },
  { kind: 'wrongLibrary', pattern: /^LinkError:/u },
  { kind: 'wrongLibrary', pattern: /Cannot find (?:global )?function/u },
  { kind: 'badFile', pattern: /^CompileError:/u },
  { kind: 'badFile', pattern: /^SyntaxError:.*JSON/u },
  { kind: 'badAddress', pattern: /Invalid URL/u },
  { kind: 'badAddress', pattern: /^MissingModelError:/u },
  // the cache's own request: a 404 says "Request failed", a connection that breaks off "network error"
  { kind: 'unreachable', pattern: /Cache\.add\(\) encountered a network error/u },
  { kind: 'notFound', pattern: /Failed to execute 'add' on 'Cache': Request failed/u },
  { kind: 'unreachable', pattern: /Failed to fetch|NetworkError when attempting|Load failed/u },
  { kind: 'notLoaded', pattern: /^(?:WorkerEngineModelNotLoadedError|ModelNotLoadedError):/u },
];

/** What a text from the worker means. `during`: what it was the answer to; the same words mean another thing while loading. */
export function faultOf(text: string, during: 'loading' | 'request' = 'request'): WebLlmFault {
  const sign = signs.find(({ pattern, loading }) => pattern.test(text) && (loading !== true || during === 'loading'));
  return sign?.kind ?? 'other';
}

/** Whatever was thrown, as a WebLlmError. */
export function toWebLlmError(thrown: unknown, during: 'loading' | 'request' = 'request'): WebLlmError {
  if (thrown instanceof WebLlmError) return thrown;
  const text = String(thrown);
  return new WebLlmError(faultOf(text, during), text);
}

/** Whether a new worker with the model loaded anew is worth trying. */
export const isRecoverable = (error: unknown): error is WebLlmError =>
  error instanceof WebLlmError && error.wayOn === 'restart';
