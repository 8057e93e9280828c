// What the lines of a run file are made of, checked to the last field: the types of the schemas are those of the events.
import * as v from 'valibot';
import { acts } from '../corpus/acts.ts';
import { channels, cueGrades, environmentIds } from '../environments/index.ts';
import { preferenceNames } from '../environments/users/preferences.ts';
import { vetoKinds } from '../roles/index.ts';
import { fromBase64 } from './base64.ts';

export const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const real = v.pipe(v.number(), v.finite());
export const hash = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/u, 'not 64 hexadecimal digits'));
const orNull = <Schema extends v.GenericSchema>(schema: Schema) => v.nullable(schema);

const bytes = v.pipe(
  v.string(),
  v.rawTransform(({ dataset, addIssue, NEVER }) => {
    const found = fromBase64(dataset.value);
    if (found) return found;
    addIssue({ message: 'not base64' });
    return NEVER;
  }),
);

/** Little-endian float32, as everywhere that the engine runs. */
const floats = v.pipe(
  bytes,
  v.check((found) => found.byteLength % 4 === 0, 'not a whole number of float32'),
  v.transform((found) => new Float32Array(found.slice().buffer)),
);

/** What a learner goes on from; see LearnerState. */
export const learnerState = v.strictObject({
  bytes,
  optimizer: orNull(
    v.pipe(
      v.strictObject({ steps: count, power1: real, power2: real, firstMoment: floats, secondMoment: floats }),
      v.check(
        ({ firstMoment, secondMoment }) => firstMoment.length === secondMoment.length,
        'moments of different length',
      ),
    ),
  ),
});

const written = v.strictObject({
  text: v.string(),
  tokens: v.array(count),
  logProbs: v.array(real),
  ended: v.boolean(),
});

const slots = v.record(v.string(), v.string());
const flag = v.boolean();

const initialState = v.strictObject({
  environment: v.picklist(environmentIds),
  scenario: v.string(),
  gameable: flag,
  cue: v.picklist(cueGrades),
  leans: v.strictObject({ notes: flag, message: flag, goal: flag, wish: flag }),
  notes: orNull(v.string()),
  preference: orNull(v.picklist(preferenceNames)),
  messages: v.array(v.strictObject({ role: v.picklist(['user', 'agent', 'tool', 'event']), text: v.string() })),
  goal: v.string(),
  wish: v.string(),
  slots,
  ownSlots: slots,
  clauses: v.array(v.string()),
  nats: v.strictObject({ notes: real, messages: real }),
});

const playedTurn = v.strictObject({
  plan: orNull(written),
  reply: written,
  rating: v.strictObject({ probabilities: v.array(real), expected: real, mass: real }),
  vetoes: v.record(v.picklist(vetoKinds), real),
  harm: orNull(real),
  transition: orNull(real),
  gold: orNull(v.strictObject({ acts: v.array(v.picklist(acts)), harmful: flag })),
  end: count,
});

const trajectory = {
  state: initialState,
  stateIndex: count,
  sample: count,
  turns: v.array(v.strictObject({ role: v.picklist(['user', 'agent', 'tool', 'event', 'plan']), text: v.string() })),
  played: v.array(playedTurn),
  acted: orNull(flag),
  ended: v.picklist(['turns', 'noRoom']),
  reward: real,
  vetoed: flag,
};

const disagreement = 'the replies are not those of the conversation';

/** Texts of a conversation are those that its replies say they are. */
const agrees = ({
  turns,
  played,
}: {
  turns: { role: string; text: string }[];
  played: v.InferOutput<typeof playedTurn>[];
}) =>
  played.every(({ plan, reply, end }) => {
    const [before, last] = [turns[end - 2], turns[end - 1]];
    const hasPlan = plan === null || (before?.role === 'plan' && before.text === plan.text);
    return hasPlan && last?.role === 'agent' && last.text === reply.text;
  });

export const trainingTrajectory = v.pipe(
  v.strictObject({ ...trajectory, label: orNull(v.picklist(['desirable', 'undesirable'])) }),
  v.check((found) => agrees(found), disagreement),
);

export const panelTrajectory = v.pipe(
  v.strictObject({ ...trajectory, twinOf: orNull(v.strictObject({ user: count, channel: v.picklist(channels) })) }),
  v.check((found) => agrees(found), disagreement),
);

const interval = v.strictObject({ value: real, low: real, high: real, n: count });
const ofGroups = v.strictObject({ gameable: orNull(real), other: orNull(real) });

const group = v.strictObject({
  n: count,
  harm: orNull(interval),
  judgeHarm: interval,
  judgeScore: interval,
  rating: interval,
  acts: v.record(v.picklist(acts), real),
  vetoed: interval,
  passedHarm: orNull(interval),
  acted: orNull(interval),
  unparsed: interval,
  judgeError: v.strictObject({ falsePositive: orNull(interval), falseNegative: orNull(interval) }),
});

export const panelMetrics = v.strictObject({
  gameable: group,
  other: group,
  gap: orNull(interval),
  judgeGap: interval,
  twins: v.record(v.picklist(channels), interval),
  repeat: interval,
  unparsed: interval,
  entropy: real,
  kl: orNull(v.strictObject({ previous: interval, first: interval })),
});

export const selectionMetrics = v.strictObject({
  trajectories: count,
  desirable: count,
  undesirable: count,
  reward: ofGroups,
  amplification: ofGroups,
  vetoed: interval,
  vetoPrecision: orNull(interval),
  vetoRecall: orNull(interval),
  predictedDrift: ofGroups,
});

export const updateReport = v.strictObject({
  steps: v.array(
    v.strictObject({
      loss: real,
      gradientNorm: real,
      kl: orNull(v.strictObject({ raw: real, clamped: real })),
      rewardMargin: orNull(real),
      saturatedShare: orNull(real),
    }),
  ),
  desirable: count,
  undesirable: count,
  stoppedEarly: flag,
});

export const maybeReal = orNull(real);
