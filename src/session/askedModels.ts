import type { Remote } from 'comlink';
import type { StoreApi } from 'zustand/vanilla';
import type { Report, SimulationWorker } from '../../workers/protocol.ts';
import { chosenModels } from '../experiments/index.ts';
import type { RunConfig } from '../experiments/index.ts';
import type { ModelsPort } from './models/modelsPort.ts';
import type { AskedPort } from './port.ts';
import { isLoss } from './library.ts';
import type { LibraryNotice } from './library.ts';
import { isLive } from './state.ts';
import type { SessionState } from './state.ts';

export interface AskedModels {
  /** What can be asked about models, of whichever worker is there. */
  readonly port: () => Promise<ModelsPort>;
  /** Tells a worker where a config's models are; nothing, where they are all built in. */
  readonly give: (config: RunConfig, worker: Remote<SimulationWorker>) => Promise<void>;
  readonly take: (report: Extract<Report, { kind: 'modelLoading' | 'modelLost' }>) => void;
  /** A loading is given up: what its worker says of it until it has let go is of no interest any more. */
  readonly giveUp: (lettingGo: Promise<unknown>) => Promise<void>;
}

/** No model is being loaded. */
export const noModels = { modelLoading: null } as const;

/** Fetched with the first question: the first screen asks none. */
export function askedModels(store: StoreApi<SessionState>, workerPort: () => AskedPort): AskedModels {
  let opened: Promise<ModelsPort> | null = null;
  /** Of which worker a loading has been given up, until it has let go. */
  let givenUp: { readonly by: AskedPort } | null = null;
  const port = (): Promise<ModelsPort> =>
    (opened ??= import('./models/modelsPort.ts').then(({ modelsPort }) =>
      modelsPort({
        ask: (command) => workerPort().ask(command),
      }),
    ));
  const notify = (notice: LibraryNotice | null): void => {
    store.setState(({ library }) =>
      notice || (library.notice && isLoss(library.notice)) ? { library: { ...library, notice } } : {},
    );
  };
  return {
    port,
    give: async (config, worker) => {
      // a run begins: what was lost in another one is over
      notify(null);
      if (chosenModels(config).length > 0) await (await port()).give(worker);
    },
    take: (report) => {
      if (givenUp?.by === workerPort()) return;
      if (report.kind === 'modelLoading') store.setState({ modelLoading: report.loading });
      else if (isLive(store.getState().status)) notify(noticeOf(report));
    },
    giveUp: async (lettingGo) => {
      const mine = { by: workerPort() };
      givenUp = mine;
      await lettingGo;
      if (givenUp === mine) givenUp = null;
    },
  };
}

/** Right after the GPU's process has died there may be no adapter for a moment. */
const noticeOf = ({ id, fault }: Extract<Report, { kind: 'modelLost' }>): LibraryNotice => ({
  kind: fault.kind === 'deviceLost' || fault.kind === 'noAdapter' ? 'gpuLost' : 'modelLost',
  detail: `${id}: ${fault.detail}`,
});
