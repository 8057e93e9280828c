// Runs in a page of its own, by way of an e2e test: calls to the real package in its real worker.
import { WorkerDoor } from '../../src/models/webllm/door.ts';
import type { Patience, StartWorker } from '../../src/models/webllm/door.ts';
import { WebLlmError } from '../../src/models/webllm/errors.ts';
import type { CallName } from '../../src/models/webllm/protocol.ts';
import type { Outcome } from '../support/webllmOutcome.ts';
import { linkWorker, startWebLlmWorker } from '../../workers/webllmWorkers.ts';

const patience: Patience = { start: 60_000, silence: 60_000 };

async function outcomeOf(start: StartWorker, name: CallName, request: unknown, waits = patience): Promise<Outcome> {
  const door = new WorkerDoor(start, waits, () => undefined);
  try {
    // the worker checks it: that is part of what is tested
    return await outcome(() => door.call(name, request as never));
  } finally {
    door.close();
  }
}

async function outcome(work: () => Promise<unknown>): Promise<Outcome> {
  try {
    return { value: await work() };
  } catch (error) {
    if (!(error instanceof WebLlmError)) throw error;
    const { kind, wayOn, message } = error;
    return { kind, wayOn, message };
  }
}

/** A call that is given up after so many milliseconds. */
async function givenUp(name: CallName, request: unknown, after: number): Promise<Outcome> {
  const door = new WorkerDoor(startWebLlmWorker, patience, () => undefined);
  setTimeout(() => {
    door.close();
  }, after);
  return outcome(() => door.call(name, request as never));
}

export const webllm = {
  /** A call in a fresh worker. */
  call: (name: CallName, request: unknown) => outcomeOf(startWebLlmWorker, name, request),
  givenUp,
  /** A call to a worker of another script. */
  callScript: (script: string, waits: Patience) =>
    outcomeOf((report) => linkWorker(new Worker(script, { type: 'module' }), report), 'probe', {}, waits),
};

Object.assign(window, { webllm });
