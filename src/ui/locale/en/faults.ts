// What went wrong, why, and what to do: in words.
import type { Fault } from '../../../session/index.ts';

interface FaultText {
  readonly title: string;
  readonly cause: string;
  readonly advice: string;
  /** False: only another page load can help. */
  readonly canRestart: boolean;
}

const faults: Readonly<Record<Fault['kind'], Omit<FaultText, 'canRestart'>>> = {
  noWorker: {
    title: 'This browser has no web workers',
    cause: 'The simulation runs beside the page, in workers.',
    advice: 'Use a current version of Chrome, Edge, Firefox or Safari (16.4 or later).',
  },
  noWebAssembly: {
    title: 'This browser has no WebAssembly, or it is switched off',
    cause: 'The model’s arithmetic is WebAssembly.',
    advice: 'Use a current version of Chrome, Edge, Firefox or Safari (16.4 or later), without a mode that blocks it.',
  },
  noSimd: {
    title: 'This browser’s WebAssembly lacks SIMD',
    cause: 'The model’s arithmetic needs fixed-width SIMD.',
    advice: 'Use Chrome or Edge (91 or later), Firefox (89 or later) or Safari (16.4 or later).',
  },
  workerFailed: {
    title: 'The simulation’s worker could not be loaded, or broke off',
    cause: 'Perhaps the connection was lost, or something blocks the worker’s file.',
    advice: 'What has been shown stays. Start again goes on from the last whole iteration.',
  },
  silent: {
    title: 'The simulation has stopped answering',
    cause: 'Its worker hangs, or the browser has put it to sleep.',
    advice: 'What has been shown stays. Start again goes on from the last whole iteration.',
  },
  noMemory: {
    title: 'There is not enough memory for the engine',
    cause: 'The browser refused the memory that the model asked for.',
    advice: 'Close other tabs, then start again.',
  },
  download: {
    title: 'The model could not be fetched',
    cause: 'The site did not give the model’s files, or not whole.',
    advice: 'Check the connection, then start again.',
  },
  nested: {
    title: 'The engine’s workers could not be started',
    cause: 'This browser starts no workers from a worker, or something blocks their file.',
    advice: 'Use a current version of Chrome, Edge, Firefox or Safari (16.4 or later), then start again.',
  },
  model: {
    title: 'A model could not go on',
    cause: 'One of WebLLM’s or of a server.',
    advice: 'What has been shown stays. Start again goes on from the last whole iteration.',
  },
  report: {
    title: 'The simulation reported something that makes no sense',
    cause: 'Page and worker may be of different versions, after an update of the site.',
    advice: 'Reload the page.',
  },
  cantGoOn: {
    title: 'The run can’t go on from what is stored of it',
    cause: 'It would become another run than it would have been.',
    advice: 'What was played can still be looked at. Start again, then Reset and Play make the run anew.',
  },
  refused: {
    title: 'The run was refused when it began',
    cause: 'Its settings or users ask for what can’t be played.',
    advice: 'Start again, change what is named, then Reset and Play.',
  },
  engine: {
    title: 'The engine stopped',
    cause: 'It refused to go on, so that no wrong number is shown.',
    advice: 'What has been shown stays. Start again, perhaps with gentler settings (learning rate, epochs).',
  },
};

const reloadOnly: readonly Fault['kind'][] = ['noWorker', 'noWebAssembly', 'noSimd', 'report'];

export const faultText = ({ kind }: Fault): FaultText => ({ ...faults[kind], canRestart: !reloadOnly.includes(kind) });
export const faultWords = { said: 'It said:', restart: 'Start again', reload: 'Reload the page' } as const;

/** Where the page can't be drawn, or a part of it can't be fetched. */
export const guardWords = {
  text: 'The page could not be drawn. That is a fault of the page, not yours: reload it, and if it comes back, report it.',
  run: 'A run in progress ends after its last whole iteration; if that is stored, it can be gone on with after the reload.',
  reload: 'Reload the page',
} as const;
export const unfetchedWords = {
  title: 'This part of the page could not be fetched',
  text: 'Perhaps the connection was lost. The rest of the page stays as it is, and a run in progress goes on.',
  reloading:
    'If it can’t be had again and again, there may be a newer version of the site: then a reload helps. It ends a run in progress after its last whole iteration; if that is stored, the run can be gone on with.',
  again: 'Try again',
  trying: 'Trying…',
  reload: 'Reload the page',
} as const;
