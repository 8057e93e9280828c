import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { RandomStream } from '../src/core/rng/index.ts';
import { demoLanguage, drawNote, noteReadings, noteText } from '../src/corpus/demo.ts';
import { Engine } from '../src/engine/engine.ts';
import { learningRate } from '../src/engine/optimizer/schedule.ts';
import type { Schedule } from '../src/engine/optimizer/schedule.ts';
import type { Sample } from '../src/engine/sampling/sample.ts';
import { adamDefaults } from '../src/engine/training/optimizer.ts';
import type { ModelShape } from '../src/engine/transformer/shape.ts';
import type { DemoFacts, Writing, WrittenNote } from './protocol.ts';

const shape: ModelShape = {
  vocabulary: demoLanguage.size,
  context: 32,
  width: 96,
  layers: 3,
  heads: 6,
  hidden: 288,
  mlp: 'gated',
  position: 'rotary',
};
const totalSteps = 1500;
const notesPerStep = 32;
const fingerprintStep = 100;
/** Sampled for a {@link Writing}, and how many of these are shown. */
const sampledNotes = 64;
const shownNotes = 3;
const schedule: Schedule = { kind: 'cosine', peak: 8e-3, warmupSteps: 20, totalSteps, floor: 5e-4 };

/** One model that learns the demo language. What it does is a function of the seed alone; when it does it is the caller's. */
export class DemoRun {
  readonly facts: DemoFacts;
  readonly #engine: Engine;
  #root = RandomStream.root(0);
  #step = 0;

  private constructor(engine: Engine) {
    this.#engine = engine;
    this.facts = {
      parameters: engine.parameterCount,
      memoryBytes: engine.byteLength,
      vocabulary: demoLanguage.size,
      totalSteps,
      notesPerStep,
      fingerprintStep,
      uniformNats: demoLanguage.uniformNats,
      bestNats: demoLanguage.bestNats,
    };
  }

  /** Call {@link reset} next. Throws what Engine.create throws. */
  static async create(): Promise<DemoRun> {
    return new DemoRun(await Engine.create({ shape, training: 'full', slots: sampledNotes, maxTokens: 256 }));
  }

  get step(): number {
    return this.#step;
  }

  get isFinished(): boolean {
    return this.#step >= totalSteps;
  }

  /** Back to step 0, with fresh parameters. Throws RandomStreamError for an impossible seed. */
  reset(seed: number): void {
    this.#root = RandomStream.root(seed);
    this.#engine.initialise(this.#root.child('parameters'));
    this.#step = 0;
  }

  /** Learns from notes drawn for this step alone. `loss` is their surprise beforehand, nats a token. */
  takeStep(): { loss: number; tokens: number } {
    const stream = this.#root.child(`step/${String(this.#step)}`);
    const rows = Array.from({ length: notesPerStep }, () => {
      const tokens = drawNote(stream);
      return { tokens, weights: tokens.map((_, index) => (index === 0 ? 0 : 1)) };
    });
    const adam = { ...adamDefaults, beta2: 0.98, learningRate: learningRate(schedule, this.#step) };
    const { loss } = this.#engine.supervisedStep(rows, adam);
    this.#step++;
    return { loss, tokens: rows.reduce((sum, { tokens }) => sum + tokens.length - 1, 0) };
  }

  /** Lets the model write, as it is now. Changes nothing in it. */
  write(): Writing {
    const stream = this.#root.child(`writing/${String(this.#step)}`);
    const request = {
      prompt: [demoLanguage.boundary],
      temperature: 1,
      maxNewTokens: demoLanguage.longest - 1,
      endToken: demoLanguage.boundary,
      streams: Array.from({ length: sampledNotes }, (_, index) => stream.child(String(index))),
    };
    const notes = (this.#engine.sample([request], 'policy')[0] ?? []).map(written);
    return {
      step: this.#step,
      notes: notes.slice(0, shownNotes),
      keeping: notes.filter((note) => note.keepsRules).length,
      sampled: notes.length,
    };
  }

  /** SHA-256 of the parameters' bytes (little-endian float32, the order of the weights file), hexadecimal. */
  fingerprint(): string {
    const { buffer } = this.#engine.trainedParameters();
    return bytesToHex(sha256(new Uint8Array(buffer)));
  }
}

function written({ tokens, ended }: Sample): WrittenNote {
  const words = ended ? tokens.slice(0, -1) : tokens;
  return { text: noteText(words), complete: ended, keepsRules: ended && noteReadings(words) > 0 };
}
