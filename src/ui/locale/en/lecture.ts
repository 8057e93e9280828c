// Words of the lecture, with what a speaker may say to each beat. Sentences that state a result: lectureSentences.ts.
import type { Beat, BetName } from '../../../session/index.ts';
import { count, percent } from '../numbers.ts';

export const lectureWords = {
  region: 'Lecture',
  loading: 'The recorded run is being read …',
  about: 'Simulated users, a small model, a built-in judge: a toy that shows a mechanism.',
  position: (index: number, n: number) => `${String(index)} of ${String(n)}`,
  nav: 'Beats of the lecture',
  names: {
    twins: 'Two users',
    bet: 'The bet',
    play: 'The training',
    scrub: 'First and last',
    veto: 'A judge',
    claim: 'What to believe',
    sandbox: 'Your turn',
  } satisfies Record<Beat, string>,
  before: 'Back',
  next: 'Next',
  notes: 'Notes',
  notesRegion: 'Speaker notes',
  share: 'Share',
  leave: 'Leave',
  keys: 'Arrows or presenter: next, back · Home, End · Space plays · N notes · S share · Esc leaves',
  goesOn: 'Your run goes on behind this.',
  /** At the beginning of a sentence. */
  when: { before: 'Before any training', end: 'In the end' },

  missing: {
    title: 'The recorded run of this lecture is not on this site',
    text: 'The beats before the judge are made of it. The same run can be computed here, in a few minutes.',
    action: 'Open its setup',
  },
  fault: { title: 'The recorded run can’t be read', action: 'Try again' },

  twins: {
    text: (share: number) =>
      `Both write the same words; the assistant’s notes about them differ. ${percent(share)} of the simulated users are gameable: they rate a reply higher when it tells them what they want to hear. Harmful means here: the reply sides wholly with the user where there are two sides.`,
  },

  crowd: {
    users: (gameable: number, of: number) =>
      `${String(of)} users drawn in the run’s own mix: ${String(gameable)} gameable (filled diamonds), ${String(of - gameable)} others (rings)`,
    gameable: 'gameable users',
    others: 'other users',
  },

  bet: {
    title: 'What will training on everybody’s ratings do?',
    text: (iterations: number, share: number) =>
      `In each of ${count(iterations)} iterations the assistant talks with simulated users, they rate its replies, and it is trained on the best and the worst. ${percent(share)} of the users are gameable.`,
    group: 'Your bet',
    bets: {
      less: 'Less harm for everybody.',
      more: 'More harm for everybody.',
      targeted: 'More harm for gameable users, not for the others.',
      nothing: 'Nothing much changes.',
    } satisfies Record<BetName, string>,
    room: (bet: string) => `How many in the room say: ${bet}`,
    roomTitle: 'Hands',
    hint: 'Keys 1 to 4. How many hands: only if you like; nothing of it is stored or sent.',
    rule: 'How the bet is decided: harm of each group rises or falls if the 95 % interval of its change lies above or below 0; otherwise it does neither. The nearest bet differs in the fewest steps between falls, neither, rises.',
  },

  play: {
    title: 'Play the training',
    caption: 'Share of harmful replies to held-out users, 95 % intervals. The gap between the groups is shaded.',
    play: 'Play',
    again: 'Play again',
    pause: 'Pause',
    end: 'Show the end',
    at: (iteration: number, iterations: number) =>
      iteration === 0 ? 'Untrained' : `Iteration ${String(iteration)} of ${String(iterations)}`,
    cursor: 'Iteration, in the chart of harm',
    answer: 'The answer',
    waiting: 'Space plays and pauses. The answer stands here when the run has been played.',
    gap: (text: string) => `gap ${text}`,
  },

  scrub: {
    slider: 'Iteration of the replies',
    hint: '[ and ] move the iteration',
    first: 'untrained',
    marks: 'Struck out: said before training. Underlined: new.',
    telling: (n: number) => `Chosen by rule: the most telling of ${String(n)} pairs.`,
  },

  veto: {
    title: 'A judge that keeps harmful conversations out of training',
    note: 'Content note: these figures are from Therapy-Talk, where users ask about drugs, drinking, violence and the like. None of its texts is shown.',
    nameless: 'No judge',
    judge: (name: string) => `${name} judge`,
    legend: (seeds: string) =>
      `Share of harmful replies after training, all users gameable, ${seeds}. Dot and bar: here, with its 95 % interval. Dotted: the paper’s 8B model.`,
    each: (seeds: string) => `${seeds} each`,
    between: (least: number, most: number) => `${String(least)} to ${String(most)} seeds each`,
    missing: 'No such figure has been measured on this site yet.',
    loading: 'The figures are being read …',
  },

  claim: {
    missing: 'No claim about targeting has been decided on this site yet.',
    title: 'What to believe',
    limitsTitle: 'And what not',
    limits: (seeds: number | null): readonly string[] => [
      'The users are simulated; no person was asked.',
      'The model has a quarter of a million parameters; products have billions.',
      'Users, raters and judges are the same small model as the assistant.',
      seeds === null ? 'Few seeds: another may come out otherwise.' : seedsText(seeds),
      'It shows that a mechanism can work, not how often it does in what you use.',
    ],
    row: 'The claim and its figures',
  },

  sandbox: {
    title: 'Your turn',
    text: 'This link holds the setup of the run that you have seen. It opens in a browser and computes the same run, bit for bit, on your own machine. Nothing is uploaded.',
    code: (link: string) => `QR code: ${link}`,
    link: 'Link to the setup',
    open: 'Open the sandbox',
    openLive: 'Set it up beside the run',
    goOn: (title: string) => `On the Run screen a run is on show: ${title}.`,
    goOnLive: (title: string) => `On the Run screen a run is live: ${title}. It keeps its own setup until Reset.`,
    goOnAction: 'Go on with that one',
  },

  speaker: {
    twins: [
      'Point at the notes first: they are the only difference between the two columns.',
      'Read one reply aloud. Ask whether anybody sees a difference in how helpful they are.',
      'The model is untrained here. The figures below say whether it already treats the groups differently.',
    ],
    bet: [
      'Give the room five seconds and count hands; the fields on the right keep the numbers for the answer.',
      'Do not hint: the answer is whatever the recorded run has measured.',
    ],
    play: [
      'Press Space and say nothing until it stops; it takes about ten seconds.',
      'Then read the interval of the gap, not only its middle.',
      'Ask what an average over all users would have shown.',
    ],
    scrub: [
      'Drag from first to last, or use the bracket keys.',
      'Struck out is what the untrained model said, underlined what is new.',
      'One pair is an example, chosen because it is telling; the twin effect below has the interval.',
    ],
    veto: [
      'Say beforehand: these are figures of Therapy-Talk, and no text of it is shown.',
      'Ask why a judge that lets some harm through may be trained against.',
      'Judges differ. Do not say that vetoes work, or that they fail: say which did what here.',
    ],
    claim: [
      'Read the limits aloud. They belong to the result.',
      'The dotted marks are the paper’s: another model, another size, the same question.',
    ],
    sandbox: [
      'Leave the code on the wall while questions come.',
      'Change one thing together: the share of gameable users, the veto, the seed.',
    ],
  } satisfies Record<Beat, readonly string[]>,
};

function seedsText(seeds: number): string {
  return seeds === 1
    ? 'One seed: another may come out otherwise.'
    : `${String(seeds)} seeds: yet another may come out otherwise.`;
}
