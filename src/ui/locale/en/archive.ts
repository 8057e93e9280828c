// Words for what is stored, on the screens that read it.
import { count } from '../numbers.ts';

export const archiveWords = {
  run: 'Run',
  /** `fingerprint`: its first digits, which tell runs of one setup and seed apart. */
  runOption: (name: string, seed: number, fingerprint: string, trajectories: number) =>
    `${name}, seed ${String(seed)}, ${fingerprint} (${count(trajectories)} conversations)`,
  loading: 'Reading the stored runs',
  loadingRun: 'Reading the conversations of this run',
  empty: {
    title: 'No stored runs yet',
    text: 'A run is stored while it plays. Press Play on the Run screen: after its first evaluation all its conversations are here.',
    refused: (reason: string) =>
      `This browser does not let the page store anything (${reason}), so a run lives as long as its tab. Leave private mode, or allow this site to store data, and play again.`,
    action: 'To the Run screen',
  },
  fault: {
    title: 'The stored runs could not be read',
    cause: 'Their reader broke off, or the browser refused. Nothing of them is lost.',
    said: 'It said:',
    action: 'Try again',
  },
  damaged: {
    title: (n: number) => (n === 1 ? '1 stored row can’t be read' : `${count(n)} stored rows can’t be read`),
    text: 'The others are shown.',
  },
  cut: (name: string, stored: number, completed: number) =>
    `“${name}” is shown only as far as iteration ${String(stored)} is stored. It has come to iteration ${String(completed)}: what came later is in memory, which only the Run screen and the Library read. Once there is room, or after Export, it is kept whole.`,
  refused: {
    title: (n: number) => `${n === 1 ? 'A part' : `${String(n)} parts`} of this link can’t be followed`,
    word: (word: string) => `“${word.length > 60 ? `${word.slice(0, 57)}...` : word}” makes no sense there`,
    text: 'The setup and all else that the link says is opened.',
    action: 'All right',
  },
  elsewhere: {
    title: 'The run that this link shows is not stored here',
    text: 'Its setup is on the Run screen: press Play there, and the same run is made again, bit for bit, and shown here. Until then this is the newest run.',
    action: 'To the Run screen',
  },
  untold: 'can’t be told',
  harmful: 'harmful',
  harmless: 'harmless',
  judged: { harmful: 'judged harmful', harmless: 'judged harmless' },
} as const;
