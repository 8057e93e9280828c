import type { RandomStream } from '../../core/rng/index.ts';
import type { Agent, WorkControls } from '../../models/contract.ts';
import type { Learner, LearnerState, PolicyLogProbs, TrainingRow, UpdateReport, UpdateSettings } from '../contract.ts';
import { countRows } from '../update.ts';
import { bytesOfJson } from '../jsonBytes.ts';
import { aboutOf, lessonsOf, remember } from './lessons.ts';
import type { Lesson } from './lessons.ts';
import { recalled, recallingAgent } from './recall.ts';

/** A text whose likelihood is asked for. */
export type ScoredText = Pick<TrainingRow, 'conversation' | 'writes'> & { readonly tokens: readonly number[] };

/** A model that writes, reads and scores texts and is never trained. */
export interface MemoryBase extends Agent {
  textTokens(text: string): number[];
  textOf(tokens: readonly number[]): string;
  /** Summed log-probability of each text, nats; null: the model can't tell that of a given text. */
  readonly score: ((texts: readonly ScoredText[], controls: WorkControls) => Promise<number[]>) | null;
}

/**
 * Learning without a gradient, as assistants with a memory do it: what was selected is remembered, and the text that the most
 * similar user liked, and that it disliked, stand in the agent's instructions. Nothing else changes.
 */
export class FeedbackMemory implements Learner {
  readonly agent: Agent;
  readonly #base: MemoryBase;
  #lessons: readonly Lesson[] = [];
  #previous: readonly Lesson[] = [];

  constructor(base: MemoryBase) {
    this.#base = base;
    this.agent = recallingAgent(base, () => this.#lessons);
  }

  encode(text: string): number[] {
    return this.#base.textTokens(text);
  }

  /** Remembers; there are no steps. */
  update(rows: readonly TrainingRow[], { targetRatio }: UpdateSettings, stream: RandomStream): Promise<UpdateReport> {
    this.#previous = this.#lessons;
    const learned = rows.map(({ conversation, writes, text, desirable }): Lesson => ({
      ...{ about: aboutOf(conversation), writes, text: this.#base.textOf(text.tokens), desirable },
    }));
    this.#lessons = remember(this.#lessons, learned, stream);
    const { desirable, undesirable } = countRows(rows, targetRatio);
    return Promise.resolve({ steps: [], desirable, undesirable, stoppedEarly: false });
  }

  async logProbs(rows: readonly TrainingRow[], controls: WorkControls): Promise<PolicyLogProbs[] | null> {
    if (!this.#base.score) return null;
    const previous = await this.#score(rows, this.#previous, controls);
    const first = await this.firstLogProbs(rows, controls);
    return previous.map((value, i) => ({ previous: value, first: first[i] ?? NaN }));
  }

  firstLogProbs(rows: readonly TrainingRow[], controls: WorkControls): Promise<number[]> {
    return this.#score(rows, [], controls);
  }

  gradient(): Promise<null> {
    return Promise.resolve(null);
  }

  /** The memory's bytes: there are no trained numbers. */
  parameters(): Promise<Float32Array> {
    return Promise.resolve(Float32Array.from(bytesOfJson(this.#lessons)));
  }

  save(): Promise<LearnerState> {
    return Promise.resolve({ bytes: bytesOfJson(this.#lessons), optimizer: null });
  }

  load({ bytes }: LearnerState): Promise<void> {
    // a fault is a rejection, as from every learner
    return new Promise((resolve) => {
      this.#lessons = lessonsOf(bytes);
      this.#previous = this.#lessons;
      resolve();
    });
  }

  async #score(rows: readonly TrainingRow[], lessons: readonly Lesson[], controls: WorkControls): Promise<number[]> {
    const { score } = this.#base;
    if (!score) throw new RangeError('this model does not tell how likely a given text is');
    const texts = rows.map(({ conversation, writes, text: { tokens } }) => ({
      ...{ conversation: recalled(this.#base, conversation, writes, lessons), writes, tokens },
    }));
    return score(texts, controls);
  }
}
