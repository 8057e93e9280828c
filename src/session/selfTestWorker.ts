// The worker that tries a model, as the page calls it.
import { proxy } from 'comlink';
import * as v from 'valibot';
import type { SelfTestReport, SelfTestWorker } from '../../workers/protocol.ts';
import { askedWorker } from './askedWorker.ts';

const reportSchema = v.variant('kind', [
  v.strictObject({ kind: v.literal('gpu'), description: v.string(), isFallback: v.boolean() }),
  v.strictObject({ kind: v.literal('loading'), share: v.number() }),
  v.strictObject({
    kind: v.literal('result'),
    result: v.strictObject({
      name: v.picklist(['load', 'repeats', 'logProbs', 'bias', 'answers', 'speed']),
      outcome: v.picklist(['passed', 'failed', 'notRun']),
      measured: v.record(v.string(), v.number()),
      fault: v.nullable(v.string()),
    }),
  }),
]);

const startTester = (): Worker =>
  new Worker(new URL('../../workers/selfTest.worker.ts', import.meta.url), { type: 'module', name: 'self-test' });

/** Throws ValiError, which names field and fault, for a report that is none. */
export const parseSelfTestReport = (input: unknown): SelfTestReport => v.parse(reportSchema, input);

/** What is asked is refused once the worker has broken off. */
export function openSelfTest(startWorker: () => Worker = startTester) {
  const { remote, ask, end } = askedWorker<SelfTestWorker>(startWorker());
  return {
    run: async (model: unknown, onReport: (report: SelfTestReport) => void): Promise<void> => {
      const faults: Error[] = [];
      const tell = proxy((input: unknown): void => {
        try {
          onReport(parseSelfTestReport(input));
        } catch (error) {
          faults.push(error instanceof Error ? error : new Error(String(error)));
        }
      });
      await ask(remote.run(model, tell));
      const [fault] = faults;
      if (fault) throw fault;
    },
    end,
  };
}
