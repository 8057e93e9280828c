import { describe, expect, test } from 'vitest';
import { faultOf, isRecoverable, toWebLlmError, WebLlmError } from './errors.ts';
import type { WayOn, WebLlmFault } from './errors.ts';

// What WebLLM 0.2.86 says, word for word, but for names and addresses; (0.2.79) where it was seen there.
const said: readonly (readonly [WebLlmFault, WayOn, string])[] = [
  [
    'unknownModel',
    'chooseModel',
    'ModelNotFoundError: Cannot find model record in appConfig for nobody. Please check if the model ID is correct and included in the model_list configuration.',
  ],
  ['notFound', 'checkAddress', "TypeError: Failed to execute 'add' on 'Cache': Request failed"],
  [
    'unreachable',
    'tryAgain',
    "NetworkError: Failed to execute 'add' on 'Cache': Cache.add() encountered a network error",
  ],
  ['badFile', 'fetchAgain', 'CompileError: WebAssembly.instantiate(): expected 4 bytes, fell off end @+0'],
  ['badFile', 'fetchAgain', `SyntaxError: Unexpected token '<', "<!doctype "... is not valid JSON`],
  ['unreachable', 'tryAgain', 'TypeError: Failed to fetch'],
  ['quota', 'freeSpace', 'QuotaExceededError: Quota exceeded.'],
  [
    'wrongLibrary',
    'matchVersion',
    'LinkError: WebAssembly.instantiate(): Import #3 "env" "TVMFFIWasmSafeCall": function import requires a callable',
  ],
  ['wrongLibrary', 'matchVersion', 'Error: Cannot find global function vm.builtin.paged_attention_kv_cache_create'],
  [
    'noAdapter',
    'enableWebGpu',
    "Error: Unable to find a compatible GPU. This issue might be because your computer doesn't have a GPU, or your system settings are not configured properly. Please check if your device has a GPU properly set up",
  ],
  [
    'noWebGpu',
    'enableWebGpu',
    'WebGPUNotAvailableError: WebGPU is not supported in your current environment, but it is necessary to run the WebLLM engine.',
  ],
  ['noWebGpu', 'enableWebGpu', 'WebGPUNotFoundError: Cannot find WebGPU in the environment'],
  [
    'noF16',
    'takeF32',
    'ShaderF16SupportError: This model requires WebGPU extension shader-f16, which is not enabled in this browser. You can try to launch Chrome Canary in command line with flag "--enable-dawn-features=allow_unsafe_apis".',
  ],
  [
    'noFeature',
    'chooseModel',
    'FeatureSupportError: This model requires feature subgroups, which is not yet supported by this browser.',
  ],
  [
    'weakAdapter',
    'takeSmaller',
    'Error: Cannot initialize runtime because of requested maxBufferSize exceeds limit. requested=256MB, limit=128MB. Consider upgrading your browser.',
  ],
  [
    'integrity',
    'fetchAgain',
    'IntegrityError: Integrity verification failed for https://a.test/mlc-chat-config.json\n  Expected: sha256-A\n  Actual: sha256-B\nThis may indicate file corruption or tampering.',
  ],
  [
    'memory',
    'takeSmaller',
    'DeviceLostError: The WebGPU device was lost while loading the model. This issue often occurs due to running out of memory (OOM). To resolve this, try reloading with a model that has fewer parameters or uses a smaller context length.',
  ],
  ['deviceLost', 'restart', 'OperationError: A valid external Instance reference no longer exists.'],
  ['deviceLost', 'restart', 'Error: Object has already been disposed'],
  ['deviceLost', 'restart', 'Error: Tensor has already been disposed'],
  // (0.2.79)
  ['deviceLost', 'restart', 'Error: Module has already been disposed'],
  ['deviceLost', 'restart', 'BindingError: Tokenizer instance already deleted'],
  ['deviceLost', 'restart', 'BindingError: Cannot pass deleted object as a pointer of type Tokenizer'],
  // of a buffer that is waited for, as the specification of WebGPU names it, when all buffers are destroyed
  ['deviceLost', 'restart', "AbortError: Failed to execute 'mapAsync' on 'GPUBuffer'"],
  ['deviceLost', 'restart', 'Engine.unload() is called.'],
  [
    'contextOverflow',
    'shorten',
    'ContextWindowSizeExceededError: Prompt tokens exceed context window size: number of prompt tokens: 300; context window size: 128\nConsider shortening the prompt, or increase `context_window_size`, or using sliding window via `sliding_window_size`.',
  ],
  [
    'notLoaded',
    'restart',
    'WorkerEngineModelNotLoadedError: WebWorkerMLCEngine is not loaded with a model. Did you call `engine.reload()`?',
  ],
  [
    'notLoaded',
    'restart',
    'ModelNotLoadedError: Model not loaded before trying to complete ChatCompletionRequest. Please ensure you have called `MLCEngine.reload(model)`',
  ],
  ['randomState', 'restart', 'Error: Random state is unexpectedly not strictly positive.'],
  ['badAddress', 'checkAddress', "TypeError: Failed to construct 'URL': Invalid URL"],
  [
    'badAddress',
    'checkAddress',
    'MissingModelError: Missing `model_lib` for the model with ID "mine". Please ensure that `model_lib` is provided',
  ],
  ['other', 'report', 'TypeError: undefined is not a function'],
];

describe('what WebLLM says', () => {
  test.each(said)('%s, %s: %s', (kind, wayOn, text) => {
    expect(faultOf(text)).toBe(kind);
    const error = toWebLlmError(text);
    expect(error).toMatchObject({ kind, wayOn, message: text });
    expect(isRecoverable(error)).toBe(wayOn === 'restart');
  });

  test('comes as a string or as an error', () => {
    const quota = Object.assign(new Error('Quota exceeded.'), { name: 'QuotaExceededError' });
    expect(toWebLlmError(quota)).toMatchObject({ kind: 'quota', message: 'QuotaExceededError: Quota exceeded.' });
    expect(toWebLlmError(undefined)).toMatchObject({ kind: 'other', message: 'undefined' });
    const known = new WebLlmError('workerSilent', 'no word for 60 s');
    expect(toWebLlmError(known)).toBe(known);
    expect(isRecoverable(new Error('deviceLost'))).toBe(false);
  });

  test('running out of memory is told from a lost device by when it happens', () => {
    const text = 'GPUOutOfMemoryError: out of memory';
    expect(faultOf(text, 'loading')).toBe('memory');
    expect(faultOf(text, 'request')).toBe('other');
    // the string of a device that is gone in the middle of a request
    expect(faultOf('Error: Device was lost. This can happen due to insufficient memory', 'request')).toBe('deviceLost');
    // WebLLM unloads its engine when it loses the device; nobody else does
    for (const unloaded of [
      'Engine.unload() is called.',
      'AbortError: signal is aborted without reason',
      'ModelNotLoadedError: Model not loaded before trying to complete getMessage.',
    ]) {
      expect(faultOf(unloaded, 'loading')).toBe('memory');
    }
  });
});
