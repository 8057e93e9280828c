// WebLLM inside its worker: one model, one engine, one request at a time.
import * as v from 'valibot';
import type { ChatMessage, ChatStep } from '../chat/chatModel.ts';
import { probeAdapter } from './adapter.ts';
import type { Gpu } from './adapter.ts';
import { toSend } from './chatText.ts';
import type { ChatFacts } from './chatText.ts';
import { answerTokens, stepsOf } from './closedSet.ts';
import { WebLlmError } from './errors.ts';
import { folderOf, readChatConfig, readManifest } from './files.ts';
import type { ModelFiles } from './files.ts';
import type { ChatEngine, ChatRequest, WebLlmPackage } from './load.ts';
import { calls, checked, isCall, toEnvelope } from './protocol.ts';
import type { CallName, Envelope, Report, RequestOf, ResultOf } from './protocol.ts';
import { Recorder } from './recorder.ts';
import { arithmeticOf, contextOf } from './records.ts';
import type { ModelRecord } from './records.ts';
import { readVocabulary } from './tokenizerFile.ts';
import type { Vocabulary } from './tokenizerFile.ts';

interface HostDeps {
  readonly load: () => Promise<WebLlmPackage>;
  readonly gpu: Gpu | undefined;
  readonly files: ModelFiles;
}

interface Opened {
  readonly engine: ChatEngine;
  readonly recorder: Recorder;
  readonly vocabulary: Vocabulary;
  readonly facts: ChatFacts;
  readonly thinks: boolean;
}

const tokenLogProbs = v.object({ content: v.array(v.object({ logprob: v.number() })) });

/** What is read of a chat completion. */
const completionSchema = v.object({
  choices: v.tuple([
    v.object({
      finish_reason: v.picklist(['stop', 'length', 'abort']),
      message: v.object({ content: v.nullable(v.string()) }),
      logprobs: v.optional(v.nullable(tokenLogProbs), null),
    }),
  ]),
  usage: v.object({ prompt_tokens: v.number() }),
});

/** The calls of `protocol.ts`, each answered by a value or by what went wrong; nothing is thrown across the worker's door. */
export class WebLlmHost {
  readonly #deps: HostDeps;
  #report: (report: Report) => void = () => undefined;
  #opened: Opened | null = null;
  #isBusy = false;

  constructor(deps: HostDeps) {
    this.#deps = deps;
  }

  /** Who is told of progress and signs of life. */
  listen(report: (report: Report) => void): void {
    this.#report = report;
  }

  /** A sign of life: whoever runs this calls it every second or so. */
  beat(): void {
    this.#report({ kind: 'alive' });
  }

  async handle(name: unknown, input: unknown): Promise<Envelope> {
    try {
      if (!isCall(name)) throw new WebLlmError('badRequest', `there is no call ${String(name)}`);
      return { ok: true, value: await this.#answer(name, checked(calls[name].request, name, input)) };
    } catch (error) {
      return toEnvelope(error);
    }
  }

  // each request was checked by its own name's schema
  #answer(name: CallName, request: unknown): Promise<ResultOf<CallName>> {
    switch (name) {
      case 'probe':
        return probeAdapter(this.#deps.gpu);
      case 'models':
        return this.#deps.load().then(({ prebuiltAppConfig }) => [...prebuiltAppConfig.model_list]);
      case 'open':
        return this.#alone(() => this.#open((request as RequestOf<'open'>).record));
      case 'write':
        return this.#alone(() => this.#write(request as RequestOf<'write'>));
      case 'answer':
        return this.#alone(() => this.#read(request as RequestOf<'answer'>));
      case 'cached':
        return this.#cached((request as RequestOf<'cached'>).records);
      case 'remove':
        return this.#remove(request as RequestOf<'remove'>);
      case 'size':
        return this.#size((request as RequestOf<'size'>).record);
      case 'interrupt':
        this.#opened?.engine.interruptGenerate();
        return Promise.resolve(null);
    }
  }

  /** The recorder does not know whose tokens it sees, so there must never be two requests. */
  async #alone<Result>(work: () => Promise<Result>): Promise<Result> {
    if (this.#isBusy) throw new WebLlmError('badRequest', 'the engine is at another request');
    this.#isBusy = true;
    try {
      return await work();
    } finally {
      this.#isBusy = false;
    }
  }

  async #open(record: ModelRecord): Promise<ResultOf<'open'>> {
    if (this.#opened) throw new WebLlmError('badRequest', 'this worker has its model already');
    // WebLLM itself asks for the GPU only after it has fetched config and library
    const adapter = await probeAdapter(this.#deps.gpu);
    if (typeof adapter === 'string') throw new WebLlmError(adapter, 'no GPU is offered by this browser');
    if (arithmeticOf(record) === 'f16' && !adapter.f16) {
      throw new WebLlmError('noF16', `${record.model_id} needs 16-bit arithmetic, which this GPU does not offer`);
    }
    const { MLCEngine, prebuiltAppConfig } = await this.#deps.load();
    const recorder = new Recorder();
    const engine = new MLCEngine({
      appConfig: { ...prebuiltAppConfig, model_list: [record] },
      initProgressCallback: ({ text, progress, timeElapsed: elapsed }) => {
        this.#report({ kind: 'loading', text, progress, elapsed });
      },
      // looked up when the model is loaded, so it must be here before
      logitProcessorRegistry: new Map([[record.model_id, recorder]]),
      logLevel: 'ERROR',
    });
    await engine.reload(record.model_id);
    // where its loading was broken off by a lost device, it may say nothing of it: then this throws
    await engine.getMessage(record.model_id);
    const folder = folderOf(record.model);
    const [tokenizer, config] = await Promise.all(
      ['tokenizer.json', 'mlc-chat-config.json'].map((name) => this.#deps.files.readJson(`${folder}${name}`)),
    );
    const vocabulary = readVocabulary(tokenizer);
    const { context, templated } = readChatConfig(config);
    const facts = { templated, specialTokens: vocabulary.specialTokens };
    this.#opened = { engine, recorder, vocabulary, facts, thinks: record.model_id.startsWith('Qwen3') };
    return { context: record.overrides?.context_window_size ?? context ?? contextOf(record) };
  }

  async #write(request: RequestOf<'write'>): Promise<ResultOf<'write'>> {
    const { recorder } = this.#required();
    const { adapts, bias = null, record = 0, temperature: drawnAt, minP, maxNewTokens, seed, check = false } = request;
    if (bias && !adapts) throw new WebLlmError('badRequest', "a bias is for the agent's texts alone");
    const sampling = { temperature: drawnAt, max_tokens: maxNewTokens, seed, ...withLogProbs(check) };
    recorder.arm({ kind: 'write', bias, record, temperature: 1, drawnAt, minP });
    const { choices, usage } = await this.#complete(request.messages, sampling, recorder);
    const [text, ...more] = recorder.takeTexts();
    const [{ message, finish_reason: finish, logprobs }] = choices;
    if (finish !== 'abort' && (!text || more.length > 0)) {
      throw new Error(`one text was asked for, and ${String(more.length + (text ? 1 : 0))} were recorded`);
    }
    return {
      text: (message.content ?? '').trim(),
      tokens: [...(text?.tokens ?? [])],
      logProbs: [...(text?.logProbs ?? [])],
      ...(record > 0 && { steps: [...(text?.steps ?? [])].map(mutable) }),
      finish,
      promptTokens: usage.prompt_tokens,
      apiLogProbs: logprobs?.content.map(({ logprob }) => logprob) ?? null,
    };
  }

  async #read({ messages, answers }: RequestOf<'answer'>): Promise<ResultOf<'answer'>> {
    const { recorder, vocabulary } = this.#required();
    const tokens = answersIn(answers, vocabulary);
    recorder.arm({ kind: 'answer', answers: tokens });
    // what is drawn does not matter: all logits are seen before
    await this.#complete(messages, { temperature: 1, max_tokens: stepsOf(tokens), seed: 1, logprobs: false }, recorder);
    return { probabilities: [...recorder.takeReading().probabilities] };
  }

  /** A chat completion from a fresh cache: where WebLLM goes on with one, it is not quite the same conversation (trap 5). */
  async #complete(
    messages: readonly ChatMessage[],
    sampling: Pick<ChatRequest, 'temperature' | 'max_tokens' | 'seed' | 'logprobs' | 'top_logprobs'>,
    recorder: Recorder,
  ): Promise<v.InferOutput<typeof completionSchema>> {
    const { engine, facts, thinks } = this.#required();
    try {
      await engine.resetChat();
      const completion = await engine.chatCompletion({
        messages: messages.map((message) => toSend(message, facts)),
        ...{ stream: false, n: 1, top_p: 1, repetition_penalty: 1, frequency_penalty: 0, presence_penalty: 0 },
        ...sampling,
        ...(thinks && { extra_body: { enable_thinking: false } }),
      });
      return checked(completionSchema, 'completion', completion);
    } catch (error) {
      recorder.disarm();
      throw error;
    }
  }

  #required(): Opened {
    if (!this.#opened) throw new WebLlmError('notLoaded', 'no model is loaded in this worker');
    return this.#opened;
  }

  /** By our own look into the cache: WebLLM's functions ask the network for what is missing, and fail where that fails. */
  async #cached(records: readonly ModelRecord[]): Promise<ResultOf<'cached'>> {
    const { files } = this.#deps;
    const held = await files.held();
    const found: ResultOf<'cached'> = [];
    for (const record of records) {
      const folder = folderOf(record.model);
      const bytes = [...held].reduce((sum, [address, size]) => sum + (address.startsWith(folder) ? size : 0), 0);
      if (bytes === 0) continue;
      const isComplete = holdsLibrary(held, record) && (await this.#holdsWeights(held, folder));
      found.push({ model_id: record.model_id, folder, bytes, isComplete });
    }
    return found;
  }

  async #holdsWeights(held: ReadonlyMap<string, number>, folder: string): Promise<boolean> {
    const manifest = manifestNames.map((name) => `${folder}${name}`).find((address) => held.has(address));
    if (manifest === undefined) return false;
    try {
      const { paths } = readManifest(await this.#deps.files.readJson(manifest));
      return paths.every((path) => held.has(new URL(path, folder).href));
    } catch {
      // an error's page in place of the list: the model can be deleted, and no other is hidden by it
      return false;
    }
  }

  /** Other records may have the same weights, and other folders of weights the same library: what these need stays. */
  async #remove({ record, records }: RequestOf<'remove'>): Promise<ResultOf<'remove'>> {
    const { files } = this.#deps;
    const folder = folderOf(record.model);
    const held = [...(await files.held()).keys()];
    const isHeld = (other: string): boolean => held.some((address) => address.startsWith(other));
    const isOfFolder = ({ model }: ModelRecord): boolean => folderOf(model) === folder;
    const needed = records.filter((each) => !isOfFolder(each) && isHeld(folderOf(each.model))).map(libraryOf);
    const unneeded = [record, ...records.filter(isOfFolder)].map(libraryOf).filter((each) => !needed.includes(each));
    await files.remove(held.filter((address) => address.startsWith(folder) || unneeded.includes(address)));
    return null;
  }

  async #size({ model }: ModelRecord): Promise<number> {
    const { files } = this.#deps;
    const folder = folderOf(model);
    const [name, olderName] = manifestNames;
    // what the newer name's absence looks like depends on the server, so any fault of it is tried again with the older
    return readManifest(await files.readJson(folder + name).catch(() => files.readJson(folder + olderName))).bytes;
  }
}

/** The list of a model's files of weights: since WebLLM 0.2.80, and before. */
const manifestNames = ['tensor-cache.json', 'ndarray-cache.json'] as const;

const libraryOf = ({ model_lib }: ModelRecord): string => new URL(model_lib).href;

/** WebLLM puts every library into its cache but those with this word in their address. */
const holdsLibrary = (held: ReadonlyMap<string, number>, record: ModelRecord): boolean =>
  record.model_lib.includes('localhost') || held.has(libraryOf(record));

const withLogProbs = (check: boolean): Pick<ChatRequest, 'logprobs' | 'top_logprobs'> =>
  check ? { logprobs: true, top_logprobs: 1 } : { logprobs: false };

/** Throws WebLlmError('badTokenizer') where the model has no tokens for an answer. */
function answersIn(answers: readonly string[], vocabulary: Vocabulary) {
  try {
    return answerTokens(answers, vocabulary);
  } catch (error) {
    if (error instanceof RangeError) throw new WebLlmError('badTokenizer', error.message);
    throw error;
  }
}

const mutable = ({ tokens, probabilities }: ChatStep) => ({ tokens: [...tokens], probabilities: [...probabilities] });
