// What the lines of a run file are made of, checked to the last field: the types of the schemas are those of the events.
import * as v from 'valibot';
import { refusing } from '../experiments/index.ts';
import type { PanelTrajectory, TrainingTrajectory } from '../experiments/index.ts';
import { runSchemas } from '../experiments/run/schemas.ts';
import { fromBase64 } from './base64.ts';

export const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const real = v.pipe(v.number(), v.finite());
export const maybeReal = v.nullable(real);
export const hash = v.pipe(
  v.string(),
  v.regex(
    /^[0-9a-f]{64}$/u,
    refusing(() => ({ code: 'notHash' })),
  ),
);

const bytes = v.pipe(
  v.string(),
  v.rawTransform(({ dataset, addIssue, NEVER }) => {
    const found = fromBase64(dataset.value);
    if (found) return found;
    addIssue({ message: refusing(() => ({ code: 'notBase64' })) });
    return NEVER;
  }),
);

/** Little-endian float32, as everywhere that the engine runs. */
const floats = v.pipe(
  bytes,
  v.check(
    (found) => found.byteLength % 4 === 0,
    refusing(() => ({ code: 'notFloats' })),
  ),
  v.transform((found) => new Float32Array(found.slice().buffer)),
);

/** What a learner goes on from; see LearnerState. */
export const learnerState = v.strictObject({
  bytes,
  optimizer: v.nullable(
    v.pipe(
      v.strictObject({ steps: count, power1: real, power2: real, firstMoment: floats, secondMoment: floats }),
      v.check(
        ({ firstMoment, secondMoment }) => firstMoment.length === secondMoment.length,
        refusing(() => ({ code: 'unequalMoments' })),
      ),
    ),
  ),
});

// an unknown field is a fault: a file is written by programs that all agree on its version
const schemas = runSchemas(v.strictObject, real);
export const { panelMetrics, selectionMetrics, updateReport } = schemas;

const disagreement = refusing(() => ({ code: 'otherReplies' }));

/** Texts of a conversation are those that its replies say they are. */
const agrees = ({ turns, played }: TrainingTrajectory | PanelTrajectory): boolean =>
  played.every(({ plan, reply, end }) => {
    const [before, last] = [turns[end - 2], turns[end - 1]];
    const hasPlan = plan === null || (before?.role === 'plan' && before.text === plan.text);
    return hasPlan && last?.role === 'agent' && last.text === reply.text;
  });

export const trainingTrajectory = v.pipe(
  schemas.trainingTrajectory,
  v.check((found) => agrees(found), disagreement),
);
export const panelTrajectory = v.pipe(
  schemas.panelTrajectory,
  v.check((found) => agrees(found), disagreement),
);
