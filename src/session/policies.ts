// The worker that holds stored policies, as the page calls it.
import { proxy } from 'comlink';
import type { Place } from '../archive/index.ts';
import type { Heard, Measurement, PoliciesWorker, TalkAnswer, TalkProgress, TalkRequest } from '../policies/index.ts';
import { askedWorker } from './askedWorker.ts';
import { parseMeasurement } from './measurement.ts';
import { parseHeard, parseTalkAnswer, parseTalkProgress } from './talkAnswer.ts';

export interface PoliciesPort {
  readonly measure: (place: Place) => Promise<Measurement>;
  readonly reply: (request: TalkRequest, onProgress: (progress: TalkProgress) => void) => Promise<TalkAnswer>;
  readonly hear: (texts: readonly string[]) => Promise<readonly Heard[]>;
  readonly end: () => void;
}

const startHolder = (): Worker =>
  new Worker(new URL('../../workers/policies.worker.ts', import.meta.url), { type: 'module', name: 'policies' });

/** Whatever is asked is refused once the worker has broken off, or says what makes no sense. */
export function openPolicies(startWorker: () => Worker = startHolder): PoliciesPort {
  const { remote, ask, end } = askedWorker<PoliciesWorker>(startWorker());
  // what goes wrong here goes wrong with the first question, too, and is told there
  ask(remote.begin(document.baseURI)).catch(() => undefined);
  return {
    measure: async (place) => parseMeasurement(await ask<Measurement>(remote.measure(place))),
    reply: async (request, onProgress) => {
      const told = proxy((progress: unknown) => {
        onProgress(parseTalkProgress(progress));
      });
      return parseTalkAnswer(await ask<TalkAnswer>(remote.reply(request, told)));
    },
    hear: async (texts) => parseHeard(await ask<readonly Heard[]>(remote.hear(texts))),
    end,
  };
}
