// A FAKE of WebLLM: no language model, but the package's manners, as they were found by running it (webllm.md): bare strings
// for some errors, at most five top_logprobs, resets that come twice or not at all, the stop token told to the processor, a
// first draw that small seeds bias, n texts one after the other, texts put into templates by String.replace.
import { WebLlmHost } from '../../src/models/webllm/host.ts';
import type { ChatEngine, ChatRequest, EngineConfig, WebLlmPackage } from '../../src/models/webllm/load.ts';
import type { StartWorker } from '../../src/models/webllm/door.ts';
import type { ModelRecord } from '../../src/models/webllm/records.ts';

const words = ['I', 'you', 'can', 'do', 'it', 'no', 'yes', 'fine', 'help', 'stop', 'well', 'today'];
export const endToken = 0;
/** Token 0 ends a text; then come the digits, then words; last a 10, where it is one token. */
const pieces = ['<|end|>', ...Array.from({ length: 10 }, (_, i) => String(i)), ...words];
export const digitToken = (digit: number): number => 1 + digit;

export interface FakeScript {
  /** Whether "10" is a token. */
  readonly hasTen?: boolean;
  /** Weights of the next token, not negative; null: as the fake pleases. */
  readonly weights?: (prompt: string, tokens: readonly number[], size: number) => readonly number[] | null;
  /** Longest prompt, in the fake's tokens: words. */
  readonly context?: number;
  /** Of the model's mlc-chat-config.json. */
  readonly roleTemplates?: Readonly<Record<string, string>>;
}

/** A request as the engine got it. `prompt`: what the model reads, its templates applied. */
export interface FakeRequest extends ChatRequest {
  readonly prompt: string;
}

export const fakeRecord = (changes: Partial<ModelRecord> = {}): ModelRecord => ({
  model: 'https://fake.test/model',
  model_id: 'Fake-q4f32_1-MLC',
  model_lib: 'https://fake.test/model.wasm',
  ...changes,
});

export class FakeWebLlm {
  readonly requests: FakeRequest[] = [];
  /** What happened inside, one word each: reset, logits, sampled. */
  readonly trace: string[] = [];
  /** Thrown by the next requests, or while loading: one each. A device that is lost stays lost for its engine. */
  readonly faults: unknown[] = [];
  readonly loadFaults: unknown[] = [];
  /** Workers so far, and the hosts in them. */
  readonly hosts: WebLlmHost[] = [];
  readonly #failures: ((reason: unknown) => void)[] = [];
  readonly script: FakeScript;
  /** What the browser's cache holds: bytes by address. */
  readonly cache = new Map<string, number>();
  gpu: 'f16' | 'f32' | 'noAdapter' | 'noWebGpu' = 'f32';
  /** The next worker to be started: gives no sign of life, or can't be loaded. */
  nextWorker: 'silent' | 'missing' | null = null;

  constructor(script: FakeScript = {}) {
    this.script = script;
  }

  get vocabulary(): readonly string[] {
    return this.script.hasTen === true ? [...pieces, '10'] : pieces;
  }

  /** A worker's host in this thread; what crosses is cloned, as it would be. */
  readonly start: StartWorker = (report) => {
    const { nextWorker } = this;
    this.nextWorker = null;
    const host = new WebLlmHost(this.hostDeps());
    let isStopped = false;
    let fail: (reason: unknown) => void = () => undefined;
    const failure = new Promise<never>((_, reject) => {
      fail = reject;
    });
    this.hosts.push(host);
    this.#failures.push(fail);
    host.listen((each) => {
      if (!isStopped) report(structuredClone(each));
    });
    if (nextWorker === 'missing') fail(new Error('the worker could not be loaded'));
    const never = new Promise<never>(() => undefined);
    return {
      failure,
      call: async (name, request) => {
        if (nextWorker !== null) return never;
        const answer: unknown = structuredClone(await host.handle(name, structuredClone(request)));
        return isStopped ? never : answer;
      },
      stop: () => {
        isStopped = true;
      },
    };
  };

  /** What a host in a worker is given of the package, the GPU and the cache. */
  hostDeps(): ConstructorParameters<typeof WebLlmHost>[0] {
    const { gpu } = this;
    return {
      load: () => Promise.resolve(this.package),
      gpu:
        gpu === 'noWebGpu'
          ? undefined
          : {
              requestAdapter: () =>
                Promise.resolve(
                  gpu === 'noAdapter'
                    ? null
                    : {
                        features: new Set(gpu === 'f16' ? ['shader-f16'] : []),
                        info: { vendor: 'fake', description: '' },
                        limits: {
                          ...{ maxBufferSize: 2 ** 30, maxStorageBufferBindingSize: 2 ** 30 },
                          ...{ maxComputeWorkgroupStorageSize: 32768, maxStorageBuffersPerShaderStage: 10 },
                        },
                      },
                ),
            },
      files: {
        readJson: (address) =>
          address.endsWith('/older/resolve/main/tensor-cache.json')
            ? Promise.reject(new TypeError('Failed to fetch'))
            : address.endsWith('/damaged/resolve/main/tensor-cache.json')
              ? Promise.reject(new SyntaxError(`Unexpected token '<', "<!doctype "... is not valid JSON`))
              : Promise.resolve(this.#file(address)),
        held: () => Promise.resolve(new Map(this.cache)),
        remove: (addresses) => {
          for (const address of addresses) this.cache.delete(address);
          return Promise.resolve();
        },
      },
    };
  }

  /** The newest worker breaks off. */
  kill(): void {
    for (const fail of this.#failures.slice(-1)) fail(new Error('out of memory in the worker'));
  }

  readonly package: WebLlmPackage = {
    prebuiltAppConfig: { model_list: [fakeRecord()] },
    MLCEngine: fakeEngine(this),
  };

  #file(address: string): unknown {
    if (address.endsWith('/tokenizer.json')) {
      return {
        added_tokens: [{ id: endToken, content: '<|end|>', special: true }],
        model: { vocab: Object.fromEntries(this.vocabulary.map((piece, id) => [piece, id])) },
      };
    }
    if (address.endsWith('/mlc-chat-config.json')) {
      const { context = 4096, roleTemplates = fakeTemplates } = this.script;
      return { context_window_size: context, conv_template: { role_templates: roleTemplates } };
    }
    const records = ['params_shard_0.bin', 'params_shard_1.bin'].map((dataPath) => ({ dataPath, nbytes: 750 }));
    return { records };
  }
}

const fakeTemplates: Readonly<Record<string, string>> = {
  user: 'USER {user_message}',
  assistant: 'ASSISTANT {assistant_message}',
};

const named = (name: string, message: string): Error => Object.assign(new Error(message), { name });

const notLoaded = (request: string): Error =>
  named('ModelNotLoadedError', `Model not loaded before trying to complete ${request}.`);

/** Throws whatever it is, a bare string too; nothing where there is none. */
function raise(fault: unknown): void {
  if (fault !== undefined) AbortSignal.abort(fault).throwIfAborted();
}

/** WebLLM's generator: its first draw is proportional to the seed. */
class Lehmer {
  state = 1;
  isPoisoned = false;

  draw(): number {
    if (this.isPoisoned || this.state <= 0) throw new Error('Random state is unexpectedly not strictly positive.');
    this.state = (this.state * 48271) % 2147483647;
    return this.state / 2147483647;
  }
}

const hash = (text: string): number => {
  let value = 2166136261;
  for (const sign of text) value = Math.imul(value ^ (sign.codePointAt(0) ?? 0), 16777619) >>> 0;
  return value;
};

function fakeEngine(fake: FakeWebLlm): WebLlmPackage['MLCEngine'] {
  return class implements ChatEngine {
    readonly #config: EngineConfig;
    readonly #random = new Lehmer();
    #model: string | null = null;
    #isDisposed = false;
    #isInterrupted = false;
    /** The conversation that the cache holds; null: none. */
    #held: string | null = null;

    constructor(config: EngineConfig) {
      this.#config = config;
    }

    get #processor() {
      return this.#config.logitProcessorRegistry.get(this.#model ?? '');
    }

    async reload(id: string): Promise<void> {
      if (this.#isDisposed) throw named('BindingError', 'Tokenizer instance already deleted');
      const tell = (text: string, progress: number, timeElapsed: number): void => {
        this.#config.initProgressCallback({ text, progress, timeElapsed });
      };
      await Promise.resolve();
      if (this.#config.appConfig.model_list.every(({ model_id }) => model_id !== id)) {
        throw named('ModelNotFoundError', `Cannot find model record in appConfig for ${id}.`);
      }
      tell('Start to fetch params', 0, 0);
      tell('Fetching param cache[1/2]: 10MB fetched. 50% completed, 2 secs elapsed. It can take a while', 0.5, 2);
      const fault = fake.loadFaults.shift();
      // swallowed, as WebLLM does it: nothing is loaded then, and nothing said
      if (fault instanceof DOMException && fault.name === 'AbortError') return;
      raise(fault);
      tell('Loading model from cache[2/2]: 20MB loaded. 100% completed, 1 secs elapsed.', 1, 1);
      tell('Finish loading on WebGPU - fake', 1, 3);
      this.#model = id;
    }

    unload(): Promise<void> {
      this.#model = null;
      return Promise.resolve();
    }

    getMessage(): Promise<string> {
      return this.#model === null ? Promise.reject(notLoaded('getMessage')) : Promise.resolve('');
    }

    resetChat(): Promise<void> {
      this.#held = null;
      this.#reset();
      return Promise.resolve();
    }

    interruptGenerate(): void {
      this.#isInterrupted = true;
    }

    async chatCompletion(request: ChatRequest): Promise<unknown> {
      this.#isInterrupted = false;
      if (this.#model === null) {
        throw notLoaded('ChatCompletionRequest');
      }
      if (this.#isDisposed) throw new Error('Object has already been disposed');
      const [last] = request.messages.slice(-1);
      if (last?.role !== 'user') throw named('MessageOrderError', 'Last message should be from user.');
      const top: number = request.top_logprobs ?? 0;
      if (top > 5) throw named('RangeError', 'Make sure 0 < top_logprobs <= 5');
      // a seed that the generator can't bear is taken all the same, and every later request fails
      this.#random.isPoisoned ||= request.seed < 1;
      this.#random.state = request.seed % 2147483647;
      const prompt = this.#prompt(request);
      fake.requests.push({ ...request, prompt });
      const fault = fake.faults.shift();
      this.#isDisposed ||= typeof fault === 'string' && fault.startsWith('OperationError');
      raise(fault);
      const { context = 4096 } = fake.script;
      const length = prompt.split(/\s+/u).length;
      if (length > context) {
        const said = `Prompt tokens exceed context window size: number of prompt tokens: ${String(length)}; context window size: ${String(context)}`;
        throw named('ContextWindowSizeExceededError', said);
      }
      const choices = [];
      for (let i = 0; i < request.n; i++) choices.push(await this.#generate(request, prompt, i));
      return { choices, usage: { prompt_tokens: length * request.n, completion_tokens: 0 } };
    }

    #reset(): void {
      fake.trace.push('reset');
      this.#processor?.resetState();
    }

    #prompt({ messages }: ChatRequest): string {
      const { roleTemplates = fakeTemplates } = fake.script;
      return messages
        .map(({ role, content }) => {
          if (role === 'system') return 'SYSTEM {system_message}'.replace('{system_message}', content);
          const template = roleTemplates[role];
          if (template === undefined) return content;
          return template.replace(`{${role}_message}`, content).replace('{function_string}', '');
        })
        .join('\n');
    }

    async #generate(request: ChatRequest, prompt: string, index: number): Promise<unknown> {
      const before = JSON.stringify(request.messages.slice(0, -1));
      // gone on with, the cache is not reset, and the processor is not told that a text begins
      if (this.#held !== before || before === '[]') {
        this.#reset();
        this.#reset();
      }
      const tokens: number[] = [];
      const logprobs: { token: string; logprob: number }[] = [];
      let finish: 'stop' | 'length' | 'abort' = 'length';
      while (tokens.length < request.max_tokens) {
        // gives way now and then, so that an interrupt can come in
        await (tokens.length % 50 === 49 ? new Promise((resolve) => setTimeout(resolve)) : Promise.resolve());
        if (this.#isInterrupted) {
          finish = 'abort';
          break;
        }
        const { token, logprob } = this.#sample(request, prompt, tokens);
        logprobs.push({ token: fake.vocabulary[token] ?? '', logprob });
        if (token === endToken) {
          finish = 'stop';
          break;
        }
        tokens.push(token);
      }
      const content = tokens.map((token) => fake.vocabulary[token]).join(' ');
      this.#held = JSON.stringify([...request.messages, { role: 'assistant', content }]);
      return {
        index,
        finish_reason: finish,
        message: { role: 'assistant', content },
        logprobs: request.logprobs ? { content: (request.top_logprobs ?? 0) > 0 ? logprobs : [] } : null,
      };
    }

    #sample(
      { temperature }: ChatRequest,
      prompt: string,
      tokens: readonly number[],
    ): { token: number; logprob: number } {
      const size = fake.vocabulary.length;
      const weights = fake.script.weights?.(prompt, tokens, size) ?? ownWeights(prompt, tokens, size);
      const raw = Float32Array.from(weights, (weight) => Math.log(weight));
      fake.trace.push('logits');
      const logits = this.#processor?.processLogits(raw) ?? raw;
      if (logits.length !== size) throw new Error('data size and shape mismatch');
      const scale = Math.max(1e-6, temperature);
      const largest = Math.max(...logits);
      const powers = Array.from(logits, (logit) => Math.exp((logit - largest) / scale));
      const total = powers.reduce((sum, power) => sum + power, 0);
      // the likeliest first: so a small first draw takes it
      const order = [...powers.keys()].sort((a, b) => (powers[b] ?? 0) - (powers[a] ?? 0));
      let rest = this.#random.draw() * total;
      let token = order[0] ?? 0;
      for (const each of order) {
        token = each;
        rest -= powers[each] ?? 0;
        if (rest < 0) break;
      }
      fake.trace.push(`sampled ${String(token)}`);
      this.#processor?.processSampledToken(token);
      return { token, logprob: Math.log((powers[token] ?? 0) / total) };
    }
  };
}

/** Some weights for every prompt: numbers where a number is asked for, else words, and an end that grows likelier. */
function ownWeights(prompt: string, tokens: readonly number[], size: number): number[] {
  const asksNumber = prompt.slice(-200).includes('Answer with');
  return Array.from({ length: size }, (_, token) => {
    const weight = 0.05 + (hash(`${prompt} ${tokens.join(' ')} ${String(token)}`) % 1000) / 1000;
    if (token === endToken) return tokens.length < 4 ? 1e-6 : weight * tokens.length;
    const isWord = token > 10 && token < pieces.length;
    return isWord === asksNumber ? weight / 1000 : weight;
  });
}
