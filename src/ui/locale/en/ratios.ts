// Words about how training moved what the agent wrote.
import type { Label } from '../../../experiments/index.ts';
import type { Against, MeasuredUpdate, Unmeasured } from '../../../policies/index.ts';
import { change, count, decimal } from '../numbers.ts';

const policyName = (iteration: number): string =>
  iteration === 0 ? 'the untrained policy' : `policy ${String(iteration)}`;

/** A log-ratio: nothing that rounds to zero has a sign. */
const nats = (value: number): string => (Math.abs(value) < 0.005 ? '0.00' : change(value));

const smallest = 0.001;

/** A probability, given by its logarithm, to a tenth of a percent. */
const probability = (logProb: number): string => {
  const share = Math.exp(logProb);
  return share < smallest ? '< 0.1 %' : `${decimal(100 * share)} %`;
};

export const ratioWords = {
  title: (turn: number, of: number) =>
    of === 1 ? 'How training moved its words' : `How training moved the words of reply ${String(turn)}`,
  against: 'Compare',
  choices: {
    untrained: 'with the untrained policy',
    update: 'before and after the update that followed',
  } satisfies Readonly<Record<Against, string>>,
  asking: 'Loading the policies and asking them.',
  notMeasured: 'Not measured.',
  untrained: (policy: number) =>
    policy === 0
      ? 'The untrained policy wrote this: nothing has moved yet.'
      : `Policy ${String(policy)}, which wrote this, with the untrained policy.`,
  update: ({ policy, reference }: MeasuredUpdate) =>
    `Policy ${String(policy)}, which the update made, with its reference, ${policyName(reference)}.`,
  noUpdate: 'The policy that the update made is not stored.',
  writes: { plan: 'Plan', reply: 'Reply' },
  cursor: { plan: 'Word of the plan', reply: 'Word of the reply' },
  hint: {
    token: 'Point at a word, or step through them with the arrow keys.',
    act: 'A table has chosen the act alone; its words are drawn from the grammar.',
  },
  end: 'end',
  part: '…',
  told: (word: string, policy: number, reference: number, logRatio: number) =>
    `“${word}”: ${nats(logRatio)} nats, from ${probability(reference)} to ${probability(policy)}`,
  legend: 'Log-ratio, nats:',
  less: 'less likely',
  more: 'more likely',
  mark: (limit: number) => (limit === 0 ? '0' : `${limit < 0 ? '−' : '+'}${String(Math.abs(limit))}`),
  sum: 'Sum',
  sumValue: (sum: number, n: number, unit: 'token' | 'act') =>
    `${nats(sum)} nats over ${n === 1 ? `1 ${unit}` : `${count(n)} ${unit}s`}`,
  reward: 'Implicit reward',
  rewardValue: (reward: number, beta: number) => `${nats(reward)}: beta ${String(beta)} times the sum`,
  noReward: { untrained: 'only an update has one', update: 'none: expert iteration has no KTO loss' },
  trained: 'Trained on',
  trainedAs: (label: Label | null) => (label === null ? 'no: other conversations were' : `as ${label}`),
  check: 'Check',
  same: 'the same bits as when it was written',
  drift: (drift: number) =>
    `up to ${drift.toPrecision(2)} nats from what was stored: not the very policy and prompt that it was written with`,
  values: { plan: 'Values of the plan', reply: 'Values of the reply' },
  columns: { word: 'Word', act: 'Act', reference: 'Reference', policy: 'Policy', logRatio: 'Log-ratio' },
  probability,
  logRatio: nats,
  unmeasured: {
    otherModel: 'The run was made with another model than this site’s.',
    missing: 'The policy that wrote this is not stored.',
    notKept:
      'What these texts were chosen among, or what was remembered with them, is not stored: how likely other policies find them can not be told.',
    damaged: 'What is stored of this conversation or its policies is damaged.',
  } satisfies Readonly<Record<Unmeasured['reason'], string>>,
  fault: {
    text: 'The policies could not be asked: the worker that holds the model has broken off, or the model could not be fetched.',
    action: 'Ask again',
  },
} as const;
