import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { copyCorpus } from '../../test/support/copyCorpus.ts';
import { RandomStream } from '../core/rng/index.ts';
import { Engine } from '../engine/engine.ts';
import { encodeModel } from '../engine/modelFile.ts';
import {
  CheckpointError,
  checkpointPath,
  decodeCheckpoint,
  encodeCheckpoint,
  readCheckpoint,
  removeCheckpoint,
  writeCheckpoint,
} from './checkpoint.ts';
import type { TrainingState } from './checkpoint.ts';
import { adamAt, makePlan, planCourse, rowsOfStep } from './plan.ts';

const corpus = copyCorpus();
const course = planCourse(makePlan('tiny', 1, 5000), corpus);
const other = planCourse(makePlan('tiny', 2, 5000), corpus);
let cache: string;
let engine: Engine;
let state: TrainingState;

beforeAll(async () => {
  cache = await mkdtemp(join(tmpdir(), 'swayground-'));
  engine = await Engine.create({ shape: course.shape, training: 'full' });
  engine.initialise(RandomStream.root(1));
  const { loss } = engine.supervisedStep(rowsOfStep(course, corpus, 0), adamAt(course, 0));
  const tensors = engine.baseTensors();
  state = { step: 1, tokens: 576, seconds: 0.1 + 0.2, loss, tensors, optimizer: engine.optimizerState() };
});

afterAll(() => rm(cache, { recursive: true }));

describe('a checkpoint', () => {
  it('gives back every bit of the state, and leaves no other file', async () => {
    expect(await readCheckpoint(cache, course)).toBeNull();
    const path = await writeCheckpoint(cache, course, { ...state, seconds: 1 });
    expect(await writeCheckpoint(cache, course, state)).toBe(path);
    expect(await readCheckpoint(cache, course)).toEqual(state);
    expect(await readdir(dirname(path))).toEqual(['checkpoint.bin']);
    expect(await readCheckpoint(cache, other)).toBeNull();
    await removeCheckpoint(cache, course);
    expect(await readCheckpoint(cache, course)).toBeNull();
    await removeCheckpoint(cache, course);
  });

  it('is refused when it is of another plan, cut, flipped, or another kind of file', async () => {
    const path = await writeCheckpoint(cache, course, state);
    const file = await readFile(path);
    const flipped = Uint8Array.from(file);
    flipped[5000] = (flipped[5000] ?? 0) ^ 1;
    const cases: [Uint8Array, RegExp][] = [
      [encodeCheckpoint(other, state), /another plan or corpus/],
      [file.subarray(0, 5000), /cut off/],
      [file.subarray(0, 0), /cut off/],
      [flipped, /changed or damaged/],
      [encodeModel(engine, 'float32'), /not a checkpoint/],
      [encodeCheckpoint(course, { ...state, tensors: state.tensors.slice(1) }), /not those of the model/],
      [Uint8Array.from([1, 2, 3]), /not a weights file/],
    ];
    for (const [bytes, message] of cases) {
      await writeFile(path, bytes);
      await expect(readCheckpoint(cache, course)).rejects.toThrow(CheckpointError);
      await expect(readCheckpoint(cache, course)).rejects.toThrow(message);
    }
    expect(decodeCheckpoint(course, Uint8Array.from(file))).toEqual(state);
    expect(path).toBe(checkpointPath(cache, course));
  });
});
