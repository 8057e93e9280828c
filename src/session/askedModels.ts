import type { ModelsPort } from './models/modelsPort.ts';
import type { Port } from './port.ts';

/** What can be asked about models, of whichever worker is there; fetched with the first question, for the first screen asks none. */
export function askedModels(call: Port['call']): () => Promise<ModelsPort> {
  let opened: Promise<ModelsPort> | null = null;
  return () =>
    (opened ??= import('./models/modelsPort.ts').then(({ modelsPort }) =>
      modelsPort({
        ask: (command) =>
          new Promise((resolve) => {
            call(async (worker) => {
              resolve(await command(worker));
            });
          }),
      }),
    ));
}
