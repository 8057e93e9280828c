// How likely the texts of a stored trajectory are to the policies of its run. Lives in a worker: the model takes its time.
import * as v from 'valibot';
import { CancelledError } from '../engine/run.ts';
import type { Label, RunConfig } from '../experiments/index.ts';
import { StorageError } from '../storage/index.ts';
import type { RunStore, StoredRun, StoredTrajectory } from '../storage/index.ts';
import { UnmeasuredError, unmeasuredOf } from './errors.ts';
import { logitScorer } from './logitScorer.ts';
import { driftOf, logRatiosOf } from './logRatios.ts';
import type { ModelHolder } from './modelHolder.ts';
import { ownTexts, scoresOf, wordsOf } from './ownTexts.ts';
import type { Scorer } from './scorer.ts';
import { tableScorer } from './tableScorer.ts';
import type { MeasuredText, Measurement, Policies } from './types.ts';

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const placeSchema = v.object({
  ...{ run: v.string(), part: v.picklist(['training', 'panel']), iteration: count, index: count },
});

export class StoredPolicies implements Policies {
  readonly #store: Promise<Pick<RunStore, 'reader'>>;
  readonly #holder: ModelHolder;
  #asked = 0;

  constructor(store: Promise<Pick<RunStore, 'reader'>>, holder: ModelHolder) {
    this.#store = store;
    this.#holder = holder;
  }

  measure(place: unknown): Promise<Measurement> {
    const number = ++this.#asked;
    const goOn = (): void => {
      if (number !== this.#asked) throw new CancelledError();
    };
    return this.#holder.inTurn(() => this.#answer(place, goOn));
  }

  async #answer(place: unknown, goOn: () => void): Promise<Measurement> {
    goOn();
    const { run, part, iteration, index } = v.parse(placeSchema, place);
    const { reader } = await this.#store;
    try {
      const stored = await reader.trajectory(run, part, iteration, index);
      return await this.#measure(await reader.run(run), stored, goOn);
    } catch (error) {
      const answer = unmeasuredOf(error);
      if (answer) return answer;
      throw error;
    }
  }

  async #measure({ run, config, model }: StoredRun, stored: StoredTrajectory, goOn: () => void): Promise<Measurement> {
    const { part, iteration, trajectory } = stored;
    if (config.learner === 'rerankKto') throw new UnmeasuredError('notKept', { code: 'candidatesNotKept' });
    if (config.learner === 'feedbackMemory') throw new UnmeasuredError('notKept', { code: 'lessonsNotKept' });
    const scorer = await this.#scorer(config, model, trajectory);
    const texts = ownTexts(stored);
    const words = texts.map((own) => wordsOf(own, scorer));
    const { reader } = await this.#store;
    const scores = async (of: number | null): Promise<number[][]> => {
      const policy = of === null ? null : await reader.policy(run, of);
      // between two policies other messages have had their turn
      goOn();
      return scoresOf(scorer, texts, policy);
    };
    const untrained = await scores(null);
    const own = await scores(iteration);
    const next = part === 'training' ? await ifStored(() => scores(iteration + 1)) : null;
    const isFixed = config.reference === 'fixed' && config.learner !== 'expertIteration';
    const reference = isFixed ? untrained : own;
    const beta = config.learner === 'expertIteration' ? null : config.beta;
    return {
      ...{ kind: 'measured', unit: scorer.unit, policy: iteration, beta },
      update: next ? { policy: iteration + 1, reference: isFixed ? 0 : iteration } : null,
      trainedAs: part === 'training' ? trainedAs(trajectory.label, config) : null,
      texts: texts.map(({ turn, row, written }, i): MeasuredText => {
        const [before = [], first = [], after = []] = [own[i], untrained[i], reference[i]];
        const updated = next?.[i];
        return {
          ...{ turn, writes: row.writes, words: words[i] ?? [], ended: written.ended },
          drift: driftOf(before, written.logProbs),
          untrained: logRatiosOf(before, first, null),
          update: updated ? logRatiosOf(updated, after, beta) : null,
        };
      }),
    };
  }

  async #scorer(
    config: RunConfig,
    model: StoredRun['model'],
    { state }: StoredTrajectory['trajectory'],
  ): Promise<Scorer> {
    if (config.learner === 'tabularKto') return tableScorer(state);
    const held = await this.#holder.of(config, model);
    return config.learner === 'logitKto' ? logitScorer(held) : held;
  }
}

/** Null: the policy is not stored. */
async function ifStored<Value>(read: () => Promise<Value>): Promise<Value | null> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof StorageError && error.code === 'missing') return null;
    throw error;
  }
}

/** What a trajectory with a label was to the update: expert iteration learns from desirable texts alone. */
const trainedAs = (label: Label | null, { learner }: RunConfig): Label | null =>
  learner === 'expertIteration' && label === 'undesirable' ? null : label;
