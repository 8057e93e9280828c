import type { Question } from '../../roles/index.ts';
import type {
  Answered,
  AskRequest,
  SamplingOptions,
  Spectators,
  UserRequest,
  WorkControls,
  Written,
} from '../contract.ts';

/** Who plays what; roles may share a model. */
export interface SpectatorModels {
  /** Speaks for the users, and is the transition model. */
  readonly user: Spectators;
  readonly rater: Spectators;
  /** Vetoes and evaluates. */
  readonly judge: Spectators;
}

/** Whose question it is. */
export const spectatorOf: Readonly<Record<Question['kind'], keyof SpectatorModels>> = {
  rating: 'rater',
  veto: 'judge',
  evaluator: 'judge',
  transition: 'user',
};

/** Spectators of several models: each question goes to the model of its role, one call a model. */
export class MixedSpectators implements Spectators {
  readonly #models: SpectatorModels;

  constructor(models: SpectatorModels) {
    this.#models = models;
  }

  writeAsUser(requests: readonly UserRequest[], options: SamplingOptions, controls?: WorkControls): Promise<Written[]> {
    return this.#models.user.writeAsUser(requests, options, controls);
  }

  async ask(requests: readonly AskRequest[], { isCancelled, onProgress }: WorkControls = {}): Promise<Answered[][]> {
    const { user, rater, judge } = this.#models;
    const models = [...new Set([user, rater, judge])];
    const parts = models.map((model) => ({
      model,
      asked: requests.map(({ view, questions }) => ({
        view,
        questions: questions.filter(({ kind }) => this.#models[spectatorOf[kind]] === model),
      })),
    }));
    const total = requests.reduce((sum, { questions }) => sum + questions.length, 0);
    let done = 0;
    const answered = new Map<Spectators, Iterator<Answered>>();
    // one after the other: on one GPU they would only wait for each other
    for (const { model, asked } of parts) {
      const wanted = asked.filter(({ questions }) => questions.length > 0);
      const before = done;
      const share = wanted.reduce((sum, { questions }) => sum + questions.length, 0);
      const answers = await model.ask(wanted, {
        ...(isCancelled && { isCancelled }),
        onProgress: (progress) => onProgress?.({ done: before + (share * progress.done) / progress.total, total }),
      });
      answered.set(model, answers.flat().values());
      done += share;
    }
    return requests.map(({ questions }) =>
      questions.map(({ kind }) => {
        const next = answered.get(this.#models[spectatorOf[kind]])?.next();
        if (!next || next.done === true) throw new RangeError('fewer answers than questions');
        return next.value;
      }),
    );
  }
}
