// No token is computed twice and none in vain: counted by watching how many rows are embedded.
import { describe, expect, it } from 'vitest';
import { randomTokens, siluLearned as shape } from '../../../test/support/engineCases.ts';
import { RandomStream } from '../../core/rng/index.ts';
import { compileKernel } from '../kernel/kernel.ts';
import { finish } from '../run.ts';
import { fillBase } from '../transformer/initialise.ts';
import { refreshBase } from '../transformer/weights.ts';
import { createWorkspace, type Workspace } from '../transformer/workspace.ts';
import { sampleAll, type Sample } from './sample.ts';
import { readoutAll, scoreAll } from './score.ts';

const module = await compileKernel();

/** A workspace, and the numbers of rows of its forward passes so far. */
function watched(slots: number, maxTokens: number): { space: Workspace; passes: number[] } {
  const sizes = { maxTokens, slots, cachePages: 400, loraRank: 0 };
  const space = createWorkspace(module, { shape: { ...shape, context: 40 }, training: 'none', ...sizes }, 0);
  fillBase(space, RandomStream.root(1));
  refreshBase(space);
  const passes: number[] = [];
  const { run } = space.kernel;
  const embed: typeof run.embed = (...parameters) => {
    passes.push(parameters[6]);
    run.embed(...parameters);
  };
  return { space: { ...space, kernel: { ...space.kernel, run: { ...run, embed } } }, passes };
}

function total(passes: readonly number[]): number {
  return passes.reduce((a, b) => a + b, 0);
}

const stream = RandomStream.root(2);
const prompts = [1, 8, 20, 13, 16].map((length) => randomTokens(stream, length, shape.vocabulary));

function sampled(space: Workspace, endToken: number | null): Sample[][] {
  const requests = prompts.map((prompt, i) => ({
    ...{ prompt, temperature: 1, maxNewTokens: 3 + 4 * i, endToken },
    streams: Array.from({ length: 6 }, (_, j) => RandomStream.root(3).child(`${String(i)}/${String(j)}`)),
  }));
  return finish(sampleAll(space, space.sets.policy, requests));
}

describe.each([
  [2, 40],
  [9, 64],
  [64, 512],
])('%i slots, %i tokens a pass', (slots, maxTokens) => {
  it.each([null, 5])(
    'sampling computes each prompt once and each token but the last of a sample (end token %s)',
    (endToken) => {
      const { space, passes } = watched(slots, maxTokens);
      const samples = sampled(space, endToken).flat();
      const fed = samples.reduce((sum, { tokens }) => sum + tokens.length - 1, 0);
      const ofPrompts = prompts.reduce((sum, prompt) => sum + prompt.length, 0);
      expect(total(passes)).toBe(ofPrompts + fed);
      expect(Math.max(...passes)).toBeLessThanOrEqual(maxTokens);
      if (endToken !== null) expect(samples.some(({ ended, tokens }) => ended && tokens.length < 3)).toBe(true);
    },
  );

  it('scoring computes each prompt once and each completion but for its last token', () => {
    const { space, passes } = watched(slots, maxTokens);
    const requests = prompts.map((prompt, i) => ({
      prompt,
      completions: Array.from({ length: i }, (_, j) => randomTokens(stream, 1 + 3 * j, shape.vocabulary)),
    }));
    finish(scoreAll(space, space.sets.policy, requests));
    const parts = requests.map(({ prompt, completions }) =>
      completions.reduce((sum, { length }) => sum + length - 1, prompt.length),
    );
    expect(total(passes)).toBe(total(parts));
  });

  it('a readout computes the transcript once for all its questions', () => {
    const { space, passes } = watched(slots, maxTokens);
    const requests = prompts.map((transcript) => ({
      transcript,
      questions: [0, 3, 10, 0, 20].map((length) => ({
        tokens: randomTokens(stream, length, shape.vocabulary),
        options: [1, 2],
      })),
    }));
    finish(readoutAll(space, space.sets.policy, requests));
    expect(total(passes)).toBe(prompts.reduce((sum, { length }) => sum + length + 33, 0));
  });
});

describe('batching', () => {
  it('runs as many samples at a time as there are slots', () => {
    const { space, passes } = watched(64, 512);
    sampled(space, null);
    // one pass over all prompts, then one per token of the longest sample after its first
    expect(passes.length).toBe(1 + 18);
    expect(passes.slice(0, 3)).toEqual([58, 30, 30]);
  });

  it('with two slots, one sample at a time', () => {
    const { space, passes } = watched(2, 40);
    sampled(space, null);
    expect(passes.filter((rows) => rows > 1).sort((a, b) => a - b)).toEqual([8, 13, 16, 20]);
  });
});
