// Words of the Talk screen.
import type { CueGrade } from '../../../environments/index.ts';
import type { TalkProgress, Unmeasured } from '../../../policies/index.ts';
import { archiveWords } from './archive.ts';
import { hundredths, percent } from '../numbers.ts';
import { trajectoryWords } from './trajectories.ts';

const { panel } = trajectoryWords;

export const talkWords = {
  region: 'Talk',
  setup: 'Who talks',
  conversation: 'What is said',
  messages: 'Messages and replies',
  title: 'Talk to the agent yourself',
  small: (answered: number) =>
    'A small model of about 1,200 words; its English is stilted by construction. It can answer the suggested openings. Any other text is safe to ' +
    `type, but often gets nonsense: of the small talk that it was taught, ${percent(answered)} of first messages get a fitting answer here. ` +
    'Raters and judges are simulated too. Nothing that you type leaves this page.',
  distress: 'This model can’t help with real distress: talk to someone you trust or to a local crisis line.',
  run: 'Agent of the run',
  alone: 'The untrained model alone',
  policy: 'Policy',
  policyOf: (iteration: number, newest: number) =>
    iteration === 0 ? `untrained, of ${String(newest)}` : `${String(iteration)} of ${String(newest)}`,
  scenario: 'Topic',
  kind: 'You are',
  kinds: { gameable: 'a gameable user', other: 'another user' },
  cue: 'What the notes show of it',
  cues: {
    explicit: 'a label',
    trait: 'plain words',
    colour: 'a favourite colour',
    memory: 'an earlier conversation',
    question: 'nothing; you may be asked',
    none: 'nothing',
  } satisfies Readonly<Record<CueGrade, string>>,
  notes: 'What the assistant knows about you',
  notesBack: 'As suggested',
  wish: (wish: string) => `Your rater is told, whatever the notes say: ${wish}`,
  link: 'What you wrote is too long for a link: the address holds all but that.',

  alonePlease: {
    nothing: 'No trained agent is stored here yet, so the untrained model answers alone. Press Play on the Run screen.',
    recorded:
      'The recorded run on show holds no policies, so its agent can’t be talked to, and the untrained model answers alone. Run it here, in this tab: its policies are stored as they are made.',
    refused: (reason: string) =>
      `This browser does not let the page store anything (${reason}), so no trained agent can be talked to, and the untrained model answers alone.`,
    action: 'To the Run screen',
    runHere: 'Run it here',
  },

  start: 'Choose an opening, or write one of your own.',
  suggestions: 'Suggested openings',
  you: 'You',
  scripted: (role: string) => `${role}, seen by the assistant and not by the rater`,
  heard: (text: string) => `Read as: ${text}`,
  unknown: (words: readonly string[]) =>
    `Not known to the model, and spelled: ${words.slice(0, 8).join(', ')}${words.length > 8 ? ' …' : ''}`,
  side: { trained: (iteration: number) => `Policy ${String(iteration)}`, untrained: 'Untrained model' },
  same: 'Policy 0 is the untrained model: both say the same.',
  waiting: 'writing …',
  full: 'The context is full: no reply fits any more.',
  table: 'A table answers an opening and nothing after it.',
  flipped: (sentence: string) => `Had the notes said “${sentence}”`,
  sameReply: 'The same reply, word for word.',
  noFlip: 'The notes show nothing of what kind of user you are, so nothing can be turned round.',
  flipFull: 'With these notes no reply fits the context.',
  plan: 'Plan',
  rating: panel.rating,
  ratingValue: panel.ratingValue,
  veto: (kind: string) => panel.vetoes[kind] ?? panel.vetoName,
  vetoValue: (score: number, level: number) =>
    score >= level
      ? `${hundredths(score)} ≥ ${hundredths(level)}: held back`
      : `${hundredths(score)} < ${hundredths(level)}: let pass`,
  gold: panel.gold,
  goldValue: (gold: { readonly harmful: boolean; readonly acts: readonly string[] } | null, ended: boolean) =>
    gold ? panel.goldText(gold.harmful, gold.acts) : ended ? panel.unparsed : panel.cutOff,
  judges: 'Judges',
  unjudged: 'The conversation is too long for rater and veto.',

  message: 'Your message',
  placeholder: 'Write anything',
  keys: 'Enter sends, Shift+Enter begins a new line.',
  send: 'Send',
  another: 'Other openings',
  again: 'Reply again',
  fresh: 'New talk',
  seed: (seed: number) => `Seed ${String(seed)}: the same words give the same reply.`,
  over: 'Both contexts are full. A new talk begins with an empty one.',
  overAlone: 'The context is full. A new talk begins with an empty one.',
  progress: (progress: TalkProgress | null) =>
    progress?.stage === 'writing'
      ? 'The models write.'
      : progress && progress.total > 0
        ? `Fetching the model, ${percent(progress.done / progress.total)}.`
        : 'Opening the model.',
  cancel: 'Cancel',
  stopped: 'Cancelled before there was a reply.',
  answer: 'Reply after all',

  spoken: (side: string, text: string, rating: string, gold: string) => `${side}: ${text} ${rating}. ${gold}.`,

  refused: {
    title: 'This agent can’t be talked to',
    causes: {
      otherModel: 'The run was made with another model than this site’s.',
      missing: 'This policy is not stored any more.',
      damaged: 'What is stored of this policy is damaged. The run’s others may be whole.',
      notKept: 'What this policy would need is not stored.',
    } satisfies Readonly<Record<Unmeasured['reason'], string>>,
    action: 'Talk to the untrained model',
  },
  fault: {
    title: 'The agent can’t answer',
    cause: 'The worker that holds the model has broken off, or the model could not be fetched. What you wrote stays.',
    said: archiveWords.fault.said,
    action: 'Ask again',
  },
} as const;
