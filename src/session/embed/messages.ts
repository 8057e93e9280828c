// What a frame and the page that it is in say to each other. Every message names its sender's kind and the version of this list.
import * as v from 'valibot';

const source = v.literal('swayground');
const version = v.literal(1);

const toFrame = v.variant('kind', [
  v.strictObject({ source, version, kind: v.literal('play') }),
  v.strictObject({ source, version, kind: v.literal('pause') }),
  v.strictObject({
    ...{ source, version, kind: v.literal('seek') },
    iteration: v.pipe(v.number(), v.integer(), v.minValue(0)),
  }),
]);

export type MessageToFrame = v.InferOutput<typeof toFrame>;

/**
 * `ready`: what there is to play is there. `height`: of all that it shows, in CSS pixels. `iteration`: the one on show, the newest that there
 * is, and how many the run will have. `refused`: a message of the page that makes no sense, and why.
 */
export type MessageFromFrame = { readonly source: 'swayground'; readonly version: 1 } & (
  | { readonly kind: 'ready' }
  | { readonly kind: 'height'; readonly height: number }
  | {
      readonly kind: 'iteration';
      readonly iteration: number;
      readonly newest: number;
      readonly iterations: number;
      readonly isPlaying: boolean;
    }
  | { readonly kind: 'refused'; readonly field: string; readonly message: string }
);

type Heard =
  | { readonly message: MessageToFrame; readonly refused: null }
  | { readonly message: null; readonly refused: { readonly field: string; readonly message: string } };

/** Null: not meant for us. Pages get messages of all sorts. */
export function heardBy(data: unknown): Heard | null {
  if (!v.is(v.object({ source }), data)) return null;
  const result = v.safeParse(toFrame, data);
  if (result.success) return { message: result.output, refused: null };
  const [issue] = result.issues;
  return { message: null, refused: { field: v.getDotPath(issue) ?? 'message', message: issue.message } };
}
