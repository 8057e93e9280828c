// Low-rank adapters on the built-in model, trained by KTO or, as the paper's alternative, by expert iteration.
import { mismatchedIndex } from '../core/kto/index.ts';
import type { RandomStream } from '../core/rng/index.ts';
import { EngineError } from '../engine/errors.ts';
import type { EnginePool } from '../engine/parallel/pool.ts';
import { CancelledError } from '../engine/run.ts';
import { adamDefaults } from '../engine/training/optimizer.ts';
import type { ReferenceName } from '../engine/types.ts';
import type { KtoExample } from '../engine/training/steps.ts';
import type { Agent, WorkControls, WriteRequest } from '../models/contract.ts';
import type { Conversation } from '../roles/index.ts';
import type {
  Learner,
  LearnerState,
  PolicyLogProbs,
  TrainingRow,
  UpdateReport,
  UpdateSettings,
  UpdateStep,
} from './contract.ts';
import { takeSteps } from './update.ts';
import type { StepSettings } from './update.ts';

/** What the learner needs of the model whose adapter it trains. */
export interface TrainableAgent extends Agent {
  /** Longest sequence, tokens. */
  readonly context: number;
  promptTokens(conversation: Conversation, writes: WriteRequest['writes']): number[];
  textTokens(text: string): number[];
}

/**
 * A learner over a pool of engines with adapters. `rule`: KTO (paper.md a.5) or supervised training on desirable rows alone
 * (a.6). Between updates the adapter stays, and the optimizer's moments where the settings keep them.
 */
export class LoraLearner implements Learner {
  readonly agent: TrainableAgent;
  readonly #pool: EnginePool;
  readonly #rule: 'kto' | 'expertIteration';
  #keepsOptimizer = false;
  /** Whether policy and reference are known to be the base: then nothing is scored under both. */
  #isBase = { policy: true, reference: true };

  private constructor(agent: TrainableAgent, pool: EnginePool, rule: 'kto' | 'expertIteration') {
    this.agent = agent;
    this.#pool = pool;
    this.#rule = rule;
  }

  /** `pool`: engines with an adapter and the base loaded. The adapter starts anew from `stream`. */
  static async create(
    agent: TrainableAgent,
    pool: EnginePool,
    rule: 'kto' | 'expertIteration',
    stream: RandomStream,
  ): Promise<LoraLearner> {
    await pool.resetAdapter(stream);
    await pool.snapshotReference();
    return new LoraLearner(agent, pool, rule);
  }

  encode(text: string): number[] {
    return this.agent.textTokens(text);
  }

  async update(
    rows: readonly TrainingRow[],
    settings: UpdateSettings,
    stream: RandomStream,
    controls: WorkControls,
  ): Promise<UpdateReport> {
    await this.#pool.snapshotReference();
    this.#isBase = { policy: false, reference: this.#isBase.policy };
    this.#keepsOptimizer = settings.optimizer === 'kept';
    if (!this.#keepsOptimizer) await this.#pool.resetOptimizer();
    const used = this.#rule === 'kto' ? rows : rows.filter(({ desirable }) => desirable);
    const against = settings.reference === 'moving' ? 'reference' : 'base';
    const prepare = (trained: readonly TrainingRow[]): readonly KtoExample[] | Promise<readonly KtoExample[]> => {
      const alone = trained.map((row) => this.#example(row, settings.reference));
      const isPaired = this.#rule === 'kto' && settings.epochs > 1 && alone.length > 1;
      return isPaired ? this.#paired(alone, against, stream.child('pairs'), controls) : alone;
    };
    const step = async (batch: readonly KtoExample[], each: StepSettings): Promise<UpdateStep> => {
      if (controls.isCancelled?.()) throw new CancelledError();
      const { beta, desirableWeight, undesirableWeight, learningRate, clipNorm } = each;
      const adam = { ...adamDefaults, learningRate, clipNorm };
      if (this.#rule === 'expertIteration') {
        const report = await this.#pool.supervisedStep(batch.map(supervised), adam);
        return { ...report, kl: null, rewardMargin: null, saturatedShare: null };
      }
      const report = await this.#pool.ktoStep(batch, { beta, desirableWeight, undesirableWeight }, adam, against);
      const { kl, loss, gradientNorm, rewardMargin, saturatedShare } = report;
      return { loss, gradientNorm, kl, rewardMargin, saturatedShare };
    };
    // z0 of KTO is estimated on pairs of a prompt and another row's text
    const leastRows = this.#rule === 'kto' ? 2 : 1;
    return takeSteps(used, settings, stream, { leastRows, prepare, step }, controls);
  }

  async logProbs(rows: readonly TrainingRow[], controls: WorkControls): Promise<PolicyLogProbs[]> {
    const previous = await this.#score(rows, 'reference', controls);
    const first = this.#isBase.reference ? previous : await this.#score(rows, 'base', controls);
    return previous.map((value, i) => ({ previous: value, first: first[i] ?? NaN }));
  }

  async firstLogProbs(rows: readonly TrainingRow[], controls: WorkControls): Promise<number[]> {
    // what the base has just sampled was scored as it was
    if (this.#isBase.policy && rows.every(({ isOwn }) => isOwn)) return rows.map(({ text }) => total(text.logProbs));
    return this.#score(rows, 'base', controls);
  }

  async #score(rows: readonly TrainingRow[], policy: 'reference' | 'base', controls: WorkControls): Promise<number[]> {
    const requests = rows.map((row) => {
      const { prompt, completion } = this.#example(row, 'moving');
      return { prompt, completions: [completion] };
    });
    const scored = await this.#pool.logProbs(requests, policy, controls);
    return scored.map(([own]) => total(own));
  }

  gradient(rows: readonly TrainingRow[], undesirableWeight: number): Promise<Float32Array> {
    return this.#pool.ktoGradient(
      rows.map((row) => this.#example(row, 'moving')),
      { beta: 0.1, desirableWeight: 1, undesirableWeight },
    );
  }

  parameters(): Promise<Float32Array> {
    return this.#pool.trainedParameters();
  }

  async save(): Promise<LearnerState> {
    const optimizer = this.#keepsOptimizer ? await this.#pool.optimizerState() : null;
    return { bytes: await this.#pool.adapterFile(), optimizer };
  }

  async load({ bytes, optimizer }: LearnerState): Promise<void> {
    await this.#pool.load(bytes);
    await this.#pool.snapshotReference();
    this.#isBase = { policy: false, reference: false };
    this.#keepsOptimizer = optimizer !== null;
    if (optimizer) await this.#pool.loadOptimizerState(optimizer);
  }

  /**
   * Gives each row the row that its prompt is mismatched with, for all epochs, and what the reference says of both
   * completions: it does not change while the policy learns.
   */
  async #paired(
    rows: readonly KtoExample[],
    against: ReferenceName,
    stream: RandomStream,
    controls: WorkControls,
  ): Promise<KtoExample[]> {
    const order = stream.shuffle([...rows.keys()]);
    const others: (readonly number[])[] = [];
    for (const [place, index] of order.entries()) {
      const other = rows[order[mismatchedIndex(place, order.length)] ?? NaN]?.completion ?? [];
      const room = this.agent.context + 1 - (rows[index]?.prompt.length ?? 0);
      others[index] = other.slice(0, room);
    }
    const scored = await this.#pool.logProbs(
      rows.map(({ prompt, completion, referenceLogProb }, i) => ({
        prompt,
        completions: [others[i] ?? [], ...(referenceLogProb === undefined ? [completion] : [])],
      })),
      against,
      controls.isCancelled ? { isCancelled: controls.isCancelled } : {},
    );
    return rows.map((row, i) => {
      const [mismatched, own] = scored[i] ?? [];
      return {
        ...row,
        referenceLogProb: row.referenceLogProb ?? total(own),
        mismatched: { completion: others[i] ?? [], referenceLogProb: total(mismatched) },
      };
    });
  }

  #example({ conversation, writes, text, desirable, isOwn }: TrainingRow, reference: 'moving' | 'fixed'): KtoExample {
    const example = { prompt: this.agent.promptTokens(conversation, writes), completion: text.tokens, desirable };
    // what the policy has just sampled need not be scored again by a reference that is that very policy
    return isOwn && reference === 'moving' ? { ...example, referenceLogProb: total(text.logProbs) } : example;
  }
}

function supervised({ prompt, completion }: KtoExample) {
  return {
    tokens: [...prompt, ...completion],
    weights: [...prompt.map(() => 0), ...completion.map(() => 1)],
  };
}

function total(values: Iterable<number> | undefined): number {
  if (!values) throw new EngineError('badInput', 'a text without log-probabilities');
  let sum = 0;
  for (const value of values) sum += value;
  return sum;
}
