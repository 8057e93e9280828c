// The feedback loop (paper.md a.4): simulate, rate, select, update, evaluate, as a stream of events.
import { RandomStream } from '../../core/rng/index.ts';
import { selectionMetrics } from '../../evaluation/metrics/index.ts';
import type { InitialState } from '../../environments/index.ts';
import { cosine } from '../../evaluation/statistics/index.ts';
import type { Learner, TrainingRow } from '../../learners/contract.ts';
import type { Spectators, WorkControls } from '../../models/contract.ts';
import type { Conversation } from '../../roles/index.ts';
import { configAt } from '../config/index.ts';
import type { RunConfig } from '../config/index.ts';
import { collapsedPart, collapseReasons } from './collapse.ts';
import { CancelledError, during } from './during.ts';
import type { CancelSignal } from './during.ts';
import type { Checkpoint, ModelName, Phase, RunEvent, TrainingTrajectory } from './events.ts';
import { changeText, firstFingerprint, nextFingerprint } from './fingerprint.ts';
import { judge } from './judge.ts';
import { Openings } from './openings.ts';
import { evaluatePanels } from './panels.ts';
import { checkFit } from './ownOpenings.ts';
import { neededRoom, play } from './play.ts';
import { checkResume } from './resume.ts';
import { label, logRatios, rateAt, safetyRows, trainingRows, undesirableWeight } from './training.ts';
import { trainingVeto } from './vetoes.ts';

/** What a run needs beside its config. */
export interface RunDeps {
  readonly model: ModelName;
  readonly spectators: Spectators;
  /**
   * A fresh learner whose random numbers, if it needs any, come from `stream`. `stateOf`: where a conversation of this run
   * began, for learners without a language.
   */
  readonly createLearner: (
    stream: RandomStream,
    stateOf: (conversation: Conversation) => InitialState,
  ) => Promise<Learner>;
}

/** How a run is steered from outside. */
export interface RunControl {
  /** Asked before each phase; the phase begins when it resolves. Pausing and stepping is to resolve late. */
  readonly gate?: (iteration: number, phase: Phase) => Promise<void>;
  /** Aborted: the run ends at once. What the models are still at is left to them, and the learner is not to be used again. */
  readonly signal?: CancelSignal;
  /** Where to go on. It must come from a run of the same config and model. */
  readonly from?: Checkpoint;
  /** What the run that `from` is of was made with, where that is known: then another model is refused. */
  readonly madeWith?: ModelName;
}

/**
 * A run from beginning or checkpoint to end. The same config and model give the same events, whoever computes and wherever
 * it was interrupted; only `progress` depends on time. A cancelled run ends with an `end` event; what fails throws, first of
 * all ResumeError for a checkpoint that the run can't go on from.
 */
export async function* runExperiment(
  config: RunConfig,
  deps: RunDeps,
  control: RunControl = {},
): AsyncGenerator<RunEvent, void> {
  const run = new Run(config, deps, control);
  try {
    yield* run.events();
  } catch (error) {
    if (!(error instanceof Error && error.name === 'CancelledError')) throw error;
    yield { kind: 'end', reason: 'cancelled', fingerprint: run.fingerprint };
  }
}

class Run {
  fingerprint: string;
  readonly #config: RunConfig;
  readonly #deps: RunDeps;
  readonly #control: RunControl;
  readonly #root: RandomStream;

  constructor(config: RunConfig, deps: RunDeps, control: RunControl) {
    this.#config = config;
    this.#deps = deps;
    this.#control = control;
    this.#root = RandomStream.root(config.seed).child('run');
    this.fingerprint = control.from?.fingerprint ?? firstFingerprint(config, deps.model);
  }

  async *events(): AsyncGenerator<RunEvent, void> {
    const { model, createLearner } = this.#deps;
    const { from } = this.#control;
    checkResume(this.#config, model, this.#control);
    const resumedAt = from?.iteration ?? 0;
    yield { kind: 'start', config: this.#config, model, fingerprint: this.fingerprint, resumedAt };
    const openings = new Openings(this.#config, this.#root.child('openings'));
    const learner = await createLearner(this.#root.child('learner'), (conversation) => openings.stateOf(conversation));
    const { scratchpad, maxNewTokens } = this.#config;
    const writes = scratchpad ? 'plan' : 'reply';
    checkFit(this.#config, (each) => learner.agent.room(each, writes), neededRoom({ scratchpad, maxNewTokens }));
    let stops = from?.collapsed === true;
    if (from) {
      openings.skip(from.iteration);
      await learner.load(from.learner);
    } else {
      stops = yield* this.#evaluate(0, learner, openings);
    }
    for (let iteration = resumedAt; iteration < this.#config.iterations; iteration++) {
      if (stops) break;
      const { trajectories, rows } = yield* this.#collect(iteration, learner, openings);
      yield* this.#train(iteration, learner, rows);
      const change = changeText(this.#config, iteration);
      this.fingerprint = nextFingerprint(this.fingerprint, trajectories, await learner.parameters(), change);
      stops = yield* this.#evaluate(iteration + 1, learner, openings);
    }
    yield { kind: 'end', reason: stops ? 'collapsed' : 'finished', fingerprint: this.fingerprint };
  }

  /** Simulate, rate and select; with the rows of the update to come. */
  async *#collect(
    iteration: number,
    learner: Learner,
    openings: Openings,
  ): AsyncGenerator<RunEvent, { trajectories: TrainingTrajectory[]; rows: TrainingRow[] }> {
    const config = configAt(this.#config, iteration);
    const { spectators } = this.#deps;
    const stream = this.#root.child(`iteration/${String(iteration)}`);
    const conversations = yield* this.#phase(iteration, 'simulate', (controls) => {
      const requests = openings.states(iteration).flatMap((state, stateIndex) =>
        Array.from({ length: config.trajectoriesPerState }, (_, sample) => ({
          ...{ state, stateIndex, sample },
          stream: stream.child(`state/${String(stateIndex)}/sample/${String(sample)}`),
        })),
      );
      return play(requests, { agent: learner.agent, spectators }, config, controls);
    });
    const asked = trainingVeto(config).asks ?? 'normal';
    const [rated, ratios] = yield* this.#phase(iteration, 'rate', async (controls) => {
      const settings = { vetoes: [asked], vetoSeesTools: config.vetoSeesTools, evaluates: false };
      const judged = await judge(conversations, spectators, settings, controls);
      return [judged, config.klPenalty > 0 ? await logRatios(judged, learner, controls) : null] as const;
    });
    await this.#gate(iteration, 'select');
    const trajectories = label(rated, config, ratios, stream.child('select'));
    const own = trainingRows(trajectories);
    const encode = (text: string): number[] => learner.encode(text);
    const rows = [...own, ...safetyRows(own.length, config.safetyShare, encode, stream.child('update/safety'))];
    const weight = undesirableWeight(rows, config);
    const selection = selectionMetrics(trajectories, weight);
    const trained = trajectories.filter((each) => each.label !== 'undesirable' || weight > 0);
    const interference = await this.#interference(trained, weight, learner, stream.child('interference'));
    yield { kind: 'trajectories', iteration, trajectories, selection, interference };
    return { trajectories, rows };
  }

  async *#train(iteration: number, learner: Learner, rows: readonly TrainingRow[]): AsyncGenerator<RunEvent, void> {
    const config = this.#config;
    const stream = this.#root.child(`iteration/${String(iteration)}/update`);
    const settings = { ...config, learningRate: rateAt(config, iteration) };
    const report = yield* this.#phase(iteration, 'update', (controls) =>
      learner.update(rows, settings, stream.child('order'), controls),
    );
    yield { kind: 'update', iteration, report };
  }

  /** Evaluates policy `iteration`, which completes its iteration. Gives whether the run ends with it because its text collapses. */
  async *#evaluate(iteration: number, learner: Learner, openings: Openings): AsyncGenerator<RunEvent, boolean> {
    const { metrics, panel } = yield* this.#phase(iteration, 'evaluate', (controls) =>
      evaluatePanels(
        openings.panels,
        this.#config,
        { learner, spectators: this.#deps.spectators, isTrained: iteration > 0 },
        this.#root.child('panel'),
        controls,
      ),
    );
    yield { kind: 'evaluation', iteration, metrics, panel };
    const reasons = collapseReasons(metrics, this.#config);
    if (reasons.length > 0) yield { kind: 'collapse', iteration, reasons };
    const collapsed = collapsedPart(this.#config, reasons);
    const checkpoint = { iteration, fingerprint: this.fingerprint, learner: await learner.save(), ...collapsed };
    yield { kind: 'complete', checkpoint };
    return checkpoint.collapsed === true;
  }

  /** Cosine between the gradients of equally many selected rows of both groups; null where one is not told or is zero. */
  async #interference(
    trajectories: readonly TrainingTrajectory[],
    undesirableWeight: number,
    learner: Learner,
    stream: RandomStream,
  ): Promise<number | null> {
    const rows = (isGameable: boolean) =>
      stream
        .child(String(isGameable))
        .shuffle(trainingRows(trajectories.filter(({ state }) => state.gameable === isGameable)));
    const [gameable, other] = [rows(true), rows(false)];
    const count = Math.min(gameable.length, other.length, this.#config.interferenceRows);
    if (count === 0) return null;
    const push = (all: readonly TrainingRow[]) => learner.gradient(all.slice(0, count), undesirableWeight);
    const [a, b] = [await push(gameable), await push(other)];
    // rows without a choice push nowhere: candidates that are all the same leave re-ranking nothing to prefer
    return a && b && hasLength(a) && hasLength(b) ? cosine(a, b) : null;
  }

  async *#phase<Result>(
    iteration: number,
    phase: Phase,
    work: (controls: WorkControls) => Promise<Result>,
  ): AsyncGenerator<RunEvent, Result> {
    await this.#gate(iteration, phase);
    const { signal } = this.#control;
    const isCancelled = (): boolean => signal?.aborted === true;
    return yield* during(iteration, phase, (onProgress) => work({ isCancelled, onProgress }), signal);
  }

  async #gate(iteration: number, phase: Phase): Promise<void> {
    await this.#control.gate?.(iteration, phase);
    if (this.#control.signal?.aborted) throw new CancelledError();
  }
}

/** Whether a gradient has a direction. */
const hasLength = (gradient: Float32Array): boolean => gradient.some((slope) => slope !== 0);
