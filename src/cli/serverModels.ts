// Models behind a server, for the command line: where the server is comes from the environment, so that no key stands in a command.
import { chosenModels, parseModel } from '../experiments/index.ts';
import type { RunConfig } from '../experiments/index.ts';
import { openServerModel } from '../models/openai/openServerModel.ts';
import type { OpenedModel } from '../runDeps.ts';
import { UsageError } from './usage.ts';

/** The config's models by its words for them. Throws UsageError for those that the command line can't have. */
export function serverModels(
  config: RunConfig,
  { SWAYGROUND_SERVER: base, SWAYGROUND_SERVER_KEY: key }: Readonly<Record<string, string | undefined>>,
): ReadonlyMap<string, OpenedModel> {
  return new Map(
    chosenModels(config).map((word) => {
      const model = parseModel(word);
      if (model.engine !== 'server') throw new UsageError(`${word}: WebLLM's models run in the page alone`);
      if (base === undefined) {
        throw new UsageError(`${word}: set SWAYGROUND_SERVER to the server's address, up to and with its /v1`);
      }
      return [word, openServerModel({ base, ...(key === undefined ? {} : { key }) }, model.id)];
    }),
  );
}
