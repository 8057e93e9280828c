import type { EnginePool } from '../../engine/parallel/pool.ts';
import type { Sample } from '../../engine/sampling/sample.ts';
import type { Tokenizer } from '../../engine/tokenizer/index.ts';
import { agentPrompt, answers, expectedScore, questionPieces, userPrompt } from '../../roles/index.ts';
import type { Conversation, Piece, Question } from '../../roles/index.ts';
import type {
  Answered,
  AskRequest,
  LanguageModel,
  SamplingOptions,
  UserRequest,
  WorkControls,
  WriteRequest,
  Written,
} from '../contract.ts';
import { cutView, userRoom } from './cutView.ts';
import { encodePieces } from './encode.ts';

/** The part of a pool that reads and writes. */
type Inference = Pick<EnginePool, 'sample' | 'readout'>;

/**
 * The built-in model in all its roles: the agent runs the policy's weights (base plus adapter), everybody else the
 * base's. Throws RangeError for a conversation that does not fit the context, unless spectators read what fits of it.
 */
export class BuiltinModel implements LanguageModel {
  readonly tokenizer: Tokenizer;
  readonly #inference: Inference;
  readonly #agent: 'policy' | 'base';
  /** Longest sequence, tokens. */
  readonly context: number;
  readonly #spectatorsRead: 'all' | 'whatFits';

  /** `agent`: whose weights the agent runs. */
  constructor(
    tokenizer: Tokenizer,
    inference: Inference,
    context: number,
    agent: 'policy' | 'base' = 'policy',
    spectatorsRead: 'all' | 'whatFits' = 'all',
  ) {
    this.tokenizer = tokenizer;
    this.#inference = inference;
    this.context = context;
    this.#agent = agent;
    this.#spectatorsRead = spectatorsRead;
  }

  /** The same model with its agent as it was before any training. */
  get untrained(): BuiltinModel {
    return new BuiltinModel(this.tokenizer, this.#inference, this.context, 'base', this.#spectatorsRead);
  }

  /**
   * The same model, which as a spectator reads a cut view of what does not fit its context (see {@link cutView}), and all else as it is.
   * A text that the model itself has written may not fit: drawn letter by letter it can take more tokens when it is read.
   */
  get readingWhatFits(): BuiltinModel {
    return new BuiltinModel(this.tokenizer, this.#inference, this.context, this.#agent, 'whatFits');
  }

  async write(
    requests: readonly WriteRequest[],
    options: SamplingOptions,
    controls?: WorkControls,
  ): Promise<Written[][]> {
    const samples = await this.#inference.sample(
      requests.map(({ conversation, writes, streams, bias }) => ({
        ...this.#sampling(this.promptTokens(conversation, writes), options),
        ...(bias && { bias }),
        streams,
      })),
      this.#agent,
      controls,
    );
    return samples.map((all) => all.map((sample) => this.#written(sample)));
  }

  room(conversation: Conversation, writes: WriteRequest['writes']): number {
    return this.context - this.promptTokens(conversation, writes).length;
  }

  /** What the agent reads before it writes. */
  promptTokens(conversation: Conversation, writes: WriteRequest['writes']): number[] {
    return encodePieces(this.tokenizer, agentPrompt(conversation, writes));
  }

  /** A text as it is written: its words and the mark that ends it. */
  textTokens(text: string): number[] {
    return encodePieces(this.tokenizer, [{ text }, { mark: '<end>' }]);
  }

  /** The words of a whole text. */
  textOf(tokens: readonly number[]): string {
    return this.tokenizer.decode(tokens);
  }

  async writeAsUser(
    requests: readonly UserRequest[],
    options: SamplingOptions,
    controls?: WorkControls,
  ): Promise<Written[]> {
    const samples = await this.#inference.sample(
      requests.map(({ view, goal, stream }) => ({
        ...this.#sampling(this.#userTokens(view, goal), options),
        streams: [stream],
      })),
      'base',
      controls,
    );
    return samples.map(([sample]) => this.#written(sample ?? { tokens: [], logProbs: [], ended: false }));
  }

  async ask(requests: readonly AskRequest[], controls?: WorkControls): Promise<Answered[][]> {
    const readouts = await this.#inference.readout(
      requests.map(({ view, questions }) => {
        const asked = questions.map((question) => ({
          tokens: encodePieces(this.tokenizer, questionPieces(question)),
          options: this.#options(question),
        }));
        const longest = Math.max(0, ...asked.map(({ tokens }) => tokens.length));
        const transcript = this.#viewTokens(view, this.context - longest);
        this.#checkFit(transcript.length + longest, this.context);
        return { transcript, questions: asked };
      }),
      'base',
      controls,
    );
    return readouts.map((each, at) =>
      each.map(({ probabilities, mass }, index) => {
        const question = requests[at]?.questions[index];
        if (!question) throw new RangeError('an answer without its question');
        return { probabilities, mass, expected: expectedScore(answers(question), probabilities) };
      }),
    );
  }

  /** Tokens of what a spectator reads, at most `room` of them where it reads what fits. */
  #viewTokens(view: readonly Piece[], room: number): number[] {
    const tokens = encodePieces(this.tokenizer, view);
    if (tokens.length <= room || this.#spectatorsRead === 'all') return tokens;
    return encodePieces(this.tokenizer, cutView(this.tokenizer, view, room));
  }

  #userTokens(view: readonly Piece[], goal: string): number[] {
    const tokens = encodePieces(this.tokenizer, userPrompt(view, goal));
    if (tokens.length < this.context || this.#spectatorsRead === 'all') return tokens;
    const ending = encodePieces(this.tokenizer, userPrompt([], goal));
    return [...this.#viewTokens(view, this.context - ending.length - userRoom), ...ending];
  }

  #options(question: Question): number[] {
    return answers(question).map((answer) => {
      const id = this.tokenizer.wordId(answer);
      if (id === null) throw new RangeError(`the tokenizer has no single token for the answer ${answer}`);
      return id;
    });
  }

  #sampling(prompt: number[], { temperature, minP = 0, maxNewTokens }: SamplingOptions) {
    this.#checkFit(prompt.length, this.context - 1);
    const room = Math.min(maxNewTokens, this.context - prompt.length);
    return { prompt, temperature, minP, maxNewTokens: room, endToken: this.tokenizer.mark('<end>') };
  }

  #checkFit(length: number, room: number): void {
    if (length > room)
      throw new RangeError(`the conversation has ${String(length)} tokens; at most ${String(room)} fit`);
  }

  #written({ tokens, logProbs, ended }: Sample): Written {
    return { text: this.textOf(tokens), tokens, logProbs, ended };
  }
}
