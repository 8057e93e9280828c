// Another context that writes runs: told which, it writes two iterations and says so; told to go on, it hangs in the middle of
// writing the third.
import { openRunStore } from '../../src/storage/index.ts';
import { iterationEvents, startAt } from '../support/storedRun.ts';
import { messageOf } from '../../src/core/text/messageOf.ts';

const post = (message: string): void => {
  self.postMessage(message);
};

/** From the nth row on that is put. */
function hangAt(nth: number): void {
  const put = Object.getOwnPropertyDescriptor(IDBObjectStore.prototype, 'put')?.value as (
    this: IDBObjectStore,
    ...row: unknown[]
  ) => IDBRequest<IDBValidKey>;
  let count = 0;
  IDBObjectStore.prototype.put = function (this: IDBObjectStore, ...row: unknown[]) {
    count++;
    if (count === nth) post('in the middle');
    // until the worker is killed
    while (count === nth);
    return put.call(this, ...row);
  };
}

async function write(name: string, run: string): Promise<void> {
  const store = await openRunStore({ name });
  if (!(await store.acquireRun(run))) {
    post('busy');
    return;
  }
  const writer = store.writer({ run, name: 'from a worker' });
  for (const event of [startAt(), ...iterationEvents(0), ...iterationEvents(1)]) await writer.add(event, 1);
  const goOn = new Promise((resolve) => {
    self.onmessage = resolve;
  });
  post('written');
  await goOn;
  hangAt(5);
  for (const event of iterationEvents(2)) await writer.add(event, 2);
  post('complete');
}

self.onmessage = ({ data }: MessageEvent<{ name: string; run: string }>) => {
  write(data.name, data.run).catch((error: unknown) => {
    post(messageOf(error));
  });
};
