import type { Remote } from 'comlink';
import type { StoreApi } from 'zustand/vanilla';
import type { SimulationWorker } from '../../workers/protocol.ts';
import { chosenModels } from '../experiments/index.ts';
import type { RunConfig } from '../experiments/index.ts';
import type { ModelsPort } from './models/modelsPort.ts';
import type { AskedPort } from './port.ts';
import type { Loading, SessionState } from './state.ts';

export interface AskedModels {
  /** What can be asked about models, of whichever worker is there. */
  readonly port: () => Promise<ModelsPort>;
  /** Tells a worker where a config's models are; nothing, where they are all built in. */
  readonly give: (config: RunConfig, worker: Remote<SimulationWorker>) => Promise<void>;
  readonly take: (loading: Loading) => void;
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
  return {
    port,
    give: async (config, worker) => {
      if (chosenModels(config).length > 0) await (await port()).give(worker);
    },
    take: (loading) => {
      if (givenUp?.by !== workerPort()) store.setState({ modelLoading: loading });
    },
    giveUp: async (lettingGo) => {
      const mine = { by: workerPort() };
      givenUp = mine;
      await lettingGo;
      if (givenUp === mine) givenUp = null;
    },
  };
}
