// A WebLLM model tried on this device's GPU, as the page asks for it.
import type { SelfTestReport } from '../../workers/protocol.ts';

export interface RunningSelfTest {
  /** Resolves behind the last check. Rejects where the worker breaks off or says what makes no sense. */
  readonly done: Promise<void>;
  /** Ends the worker, whatever it is at; `done` may then never settle. */
  readonly stop: () => void;
}

/** `model`: its id in WebLLM's list, or the record of one of one's own. */
export function startSelfTest(model: unknown, onReport: (report: SelfTestReport) => void): RunningSelfTest {
  let isStopped = false;
  let end = (): void => {
    isStopped = true;
  };
  const run = async (): Promise<void> => {
    // its door is fetched when it is asked for: the first screen tries nothing
    const { openSelfTest } = await import('./selfTestWorker.ts');
    if (isStopped) return;
    const port = openSelfTest();
    ({ end } = port);
    try {
      await port.run(model, onReport);
    } finally {
      port.end();
    }
  };
  return {
    done: run(),
    stop: () => {
      end();
    },
  };
}
