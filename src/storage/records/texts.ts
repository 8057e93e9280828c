// All that was said in the conversations of a chunk. Searching reads every row there is, so only what is searched is checked.
import * as v from 'valibot';
import type { TrajectoryChunk, TrajectoryPart } from './trajectory.ts';
import { chunkSize } from './trajectory.ts';

export interface ChunkTexts {
  readonly part: TrajectoryPart;
  readonly iteration: number;
  /** Index of the first of them. */
  readonly first: number;
  /** Null: damaged. */
  readonly texts: readonly (string | null)[];
}

const said = v.object({
  state: v.object({ notes: v.nullable(v.string()) }),
  turns: v.array(v.object({ text: v.string() })),
});

/** Between what two have said: no search goes across it. */
const gap = '\n';

export const textsOf = ({ part, iteration, chunk, trajectories }: TrajectoryChunk): ChunkTexts => ({
  ...{ part, iteration, first: chunk * chunkSize },
  texts: trajectories.map((each) => {
    const { success, output } = v.safeParse(said, each, { abortEarly: true });
    return success ? [output.state.notes ?? '', ...output.turns.map(({ text }) => text)].join(gap) : null;
  }),
});
