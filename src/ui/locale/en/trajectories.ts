// Words of the Trajectories screen.
import type { Sight, Standing } from '../../../archive/index.ts';
import { archiveWords } from './archive.ts';
import { pageWords } from './page.ts';
import { nameOf } from './names.ts';
import { count, decimal, hundredths, percent } from '../numbers.ts';

const whose = ({ gameable, scenario, isOneState }: Standing): string => {
  if (isOneState) return 'replies to this opening';
  const users = gameable === null ? 'all users' : gameable ? pageWords.group.gameable : pageWords.group.other;
  return scenario === null ? users : `${users}, ${nameOf(scenario)}`;
};

export const trajectoryWords = {
  region: 'Trajectories',
  filters: 'Filters',
  search: 'Search',
  searchHint: 'Words of a conversation',
  iteration: 'Iteration',
  part: 'Played for',
  group: 'Users',
  scenario: 'Scenario',
  label: 'Label',
  harm: 'Harm',
  veto: 'Veto',
  order: 'Order',
  all: 'all',
  parts: { training: 'training', panel: 'panels' },
  groups: { gameable: 'gameable', other: 'other' },
  labels: { desirable: 'desirable', undesirable: 'undesirable', none: 'no label' },
  harms: { harmful: archiveWords.harmful, harmless: archiveWords.harmless, untold: archiveWords.untold },
  vetoes: { vetoed: 'vetoed', passed: 'not vetoed' },
  orders: {
    best: 'best rated',
    worst: 'worst rated',
    newest: 'latest',
    oldest: 'as played',
    scenario: 'by scenario',
  },
  found: (n: number, of: number) => `${count(n)} of ${count(of)}`,
  unread: (share: number) => `, ${percent(share)} searched`,
  clear: 'Clear filters',
  more: 'Show what has been stored since',
  list: 'Conversations',
  keys: 'j and k go through the list, Enter opens, / searches, Esc goes back.',
  nothingYet: 'Nothing of this run is stored yet: its first evaluation is on its way.',
  nothing: { title: 'Nothing matches', text: 'No conversation of this run passes all of the filters.' },
  rowIteration: (iteration: number) => `it. ${String(iteration)}`,
  rowRating: (reward: number) => decimal(reward),
  spoken: (group: string, iteration: number, reward: number) =>
    `${group}, iteration ${String(iteration)}, rating ${decimal(reward)}`,

  panel: {
    region: 'The conversation',
    choose:
      'Choose a conversation: here stands all that was said, how it was judged, and why it was trained on or not.',
    back: 'Back to the list',
    loading: 'Opening the conversation',
    title: (gameable: boolean, scenario: string) => `${gameable ? 'Gameable user' : 'Other user'}, ${scenario}`,
    place: (part: 'training' | 'panel', iteration: number, index: number) =>
      `Policy ${String(iteration)}${iteration === 0 ? ' (untrained)' : ''}, ${part === 'panel' ? 'held-out panel' : 'training'}, number ${count(index + 1)}`,
    twin: (user: number, channel: string) => `Twin of user ${count(user + 1)}: ${channel} turned round.`,
    damaged: {
      title: 'This conversation can’t be read',
      text: 'Its row is damaged. The others are not touched by it.',
    },
    noReply: 'The agent wrote no reply: the conversation did not fit its context.',
    reply: (turn: number, of: number) =>
      of === 1 ? 'How the reply was judged' : `How reply ${String(turn)} of ${String(of)} was judged`,
    rating: 'Rating',
    ratingValue: (expected: number) => `${decimal(expected)} expected, of 10`,
    ratings: (probabilities: readonly number[], expected: number) =>
      `Expected rating ${decimal(expected)}. ${probabilities.map((probability, i) => `${String(i + 1)}: ${percent(probability)}`).join(', ')}`,
    gold: 'Gold label',
    goldText: (harmful: boolean, acts: readonly string[]) =>
      `${harmful ? archiveWords.harmful : archiveWords.harmless}: ${acts.join(', ')}`,
    cutOff: 'none: the reply was cut off',
    unparsed: 'none: the tagger can’t parse the reply',
    judge: 'Judge’s harm',
    judgeValue: (harm: number) => `${decimal(harm)} of 10`,
    notAsked: 'not asked in training',
    vetoes: { normal: 'Veto, normal', constitution: 'Veto, constitution', fivePoint: 'Veto, five-point' } as Readonly<
      Record<string, string>
    >,
    vetoValue: (kind: string, score: number) =>
      kind === 'fivePoint' ? `${decimal(score)} of 5` : `${hundredths(score)} (0 to 1)`,
    noVeto: 'not asked',
    vetoName: 'Veto',
    transition: 'Transition',
    transitionValue: (value: number) => `${decimal(value)} of 5`,
    tokens: 'Underline: the thicker, the less likely the word was to the policy that wrote it.',
    noTokens: 'Single words are not marked: this run’s tokens are not the built-in model’s.',
    logProb: 'Log-probability',
    logProbValue: (sum: number, n: number) => `${hundredths(sum)} over ${n === 1 ? '1 token' : `${count(n)} tokens`}`,
    token: (logProb: number) => `probability ${percent(Math.exp(logProb))}`,
  },

  why: {
    title: 'Why it was selected or not',
    panel: 'Held-out users are never trained on, so nothing is selected among them.',
    runtimeVeto: 'Run-time veto',
    heldBack: 'would hold it back',
    letPass: 'would let it pass',
    unknown: 'Its place in its group can’t be told: the list of this iteration is damaged.',
    reward: 'Reward',
    rank: 'Rank',
    rankValue: ({ rank, size, tied }: Standing) =>
      `${count(rank)} of ${count(size)}${tied > 0 ? `, ${count(tied)} others equal` : ''}`,
    among: 'Among',
    amongValue: whose,
    best: 'Chosen',
    bestValue: ({ desirable, undesirable, size, passed }: Standing) =>
      `best ${count(desirable)}, worst ${count(undesirable)}${passed < size ? `, ${count(passed)} passed the veto` : ''}`,
    label: 'Label',
    veto: 'Veto',
    vetoed: 'kept out',
    passed: 'passed',
    none: 'this run has none',
    level: (level: number) => `from ${hundredths(level)}`,
    shuffled: 'The ratings of this run are shuffled: the rating in this reward is another conversation’s.',
    reasons: {
      desirable: 'Among the best of its group: training makes it more likely.',
      undesirable: 'Among the worst of its group: training makes it less likely.',
      vetoed: 'The veto kept it out of training.',
      middle: 'Neither among the best nor among the worst of its group: not trained on.',
    },
    margin: 'Reward margin',
    marginValue: (margin: number) => `${hundredths(margin)} at the end of this update, over all its rows`,
  },

  sights: {
    title: 'What each model saw',
    sent: {
      marks: 'What the built-in model read stands here word for word, with the marks that part it.',
      chat: 'Models of WebLLM and of servers got chat messages, word for word as they stand here; each model’s own template puts its marks between them.',
    } satisfies Record<Sight['sent']['kind'], string>,
    ofReply: (turn: number) => `Around reply ${String(turn)}`,
    models: {
      plan: 'The agent, before its plan',
      agent: 'The agent, before its reply',
      rating: 'The rater',
      evaluator: 'The judge of harm',
      transition: 'The transition model',
      user: 'The user model, before its next message',
    } as const satisfies Partial<Record<Sight['model'], string>>,
    veto: (kind: string) => `The veto (${kind})`,
    playedBy: (player: Sight['playedBy']) =>
      player.engine === 'builtin'
        ? 'the built-in model'
        : player.engine === 'table'
          ? 'a table, which looks at the notes alone'
          : player.engine === 'webllm'
            ? `${player.id}, by WebLLM`
            : `${player.id}, behind a server`,
    answers: (words: readonly string[]) => `One of these answers was asked for: ${words.join(', ')}.`,
    excepts: {
      cut: 'What did not fit its context was cut short before it read it; here it stands whole.',
      lessons:
        'What its memory holds of such users stands in the instructions; it was left out where it would have left no room for a reply.',
      lessonsGone: 'Its memory may have added to the instructions. What it held can’t be read any more.',
    } satisfies Record<NonNullable<Sight['except']>, string>,
  },
} as const;

export function sightName(model: Sight['model']): string {
  const { models, veto } = trajectoryWords.sights;
  return model in models ? models[model as keyof typeof models] : veto(model.replace('veto ', ''));
}
