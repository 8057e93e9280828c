import { describe, expect, test } from 'vitest';
import { CancelledError, during } from './during.ts';
import type { CancelSignal } from './during.ts';

interface Progress {
  readonly done: number;
  readonly total: number;
}

/** Work that does what the test tells it. */
function steered<Result>() {
  const nothing = (): void => undefined;
  const told: {
    report: (progress: Progress) => void;
    resolve: (result: Result) => void;
    reject: (thrown: unknown) => void;
  } = { report: nothing, resolve: nothing, reject: nothing };
  const promise = new Promise<Result>((resolve, reject) => Object.assign(told, { resolve, reject }));
  return {
    work: (onProgress: (progress: Progress) => void): Promise<Result> => {
      told.report = onProgress;
      return promise;
    },
    report: (done: number): void => {
      told.report({ done, total: 9 });
    },
    resolve: (result: Result): void => {
      told.resolve(result);
    },
    reject: (thrown: unknown): void => {
      told.reject(thrown);
    },
  };
}

const doneOf = (step: IteratorResult<Progress, unknown>): number | 'end' =>
  step.done === true ? 'end' : step.value.done;

describe('progress', () => {
  test('comes as events while the work goes on, then the result', async () => {
    const { work, report, resolve } = steered<string>();
    const reader = during(4, 'rate', work);
    const first = reader.next();
    report(1);
    expect(await first).toEqual({
      done: false,
      value: { kind: 'progress', iteration: 4, phase: 'rate', done: 1, total: 9 },
    });
    const second = reader.next();
    report(2);
    expect(doneOf(await second)).toBe(2);
    const last = reader.next();
    resolve('all');
    expect(await last).toEqual({ done: true, value: 'all' });
  });

  test('that was not read in time is missed, but for the newest', async () => {
    const { work, report, resolve } = steered<null>();
    const reader = during(0, 'update', work);
    const first = reader.next();
    for (const done of [1, 2, 3]) report(done);
    expect(doneOf(await first)).toBe(3);
    for (const done of [4, 5]) report(done);
    expect(doneOf(await reader.next())).toBe(5);
    // nothing is told twice
    const waiting = reader.next();
    report(6);
    expect(doneOf(await waiting)).toBe(6);
    for (const done of [7, 8, 9]) report(done);
    resolve(null);
    // the last is told before the result
    expect(doneOf(await reader.next())).toBe(9);
    expect(await reader.next()).toEqual({ done: true, value: null });
  });

  test('may be reported before the work first waits, or never', async () => {
    const read = async (work: Parameters<typeof during<number>>[2]): Promise<(number | 'end')[]> => {
      const reader = during(0, 'select', work);
      const seen = [doneOf(await reader.next())];
      while (!seen.includes('end')) seen.push(doneOf(await reader.next()));
      return seen;
    };
    expect(await read(() => Promise.resolve(3))).toEqual(['end']);
    const early = (onProgress: (progress: Progress) => void): Promise<number> => {
      onProgress({ done: 1, total: 2 });
      return Promise.resolve(3);
    };
    expect(await read(early)).toEqual([1, 'end']);
  });
});

describe('the result', () => {
  test.each([[undefined], [null], [0], [''], [new Error('not thrown')], [{ error: 'none' }]])(
    'is what the work gives: %j',
    async (result) => {
      const step = await during(0, 'simulate', () => Promise.resolve(result)).next();
      expect(step).toEqual({ done: true, value: result });
    },
  );

  test.each([[new Error('broken')], [undefined], [null], ['a text']])(
    'is thrown where the work throws %j',
    async (thrown) => {
      const { work, report, reject } = steered<number>();
      const reader = during(0, 'simulate', work);
      const first = reader.next();
      report(1);
      expect(doneOf(await first)).toBe(1);
      reject(thrown);
      const failed = await reader.next().then(
        () => 'nothing was thrown',
        (error: unknown) => [error],
      );
      expect(failed).toEqual([thrown]);
      expect(await reader.next()).toEqual({ done: true, value: undefined });
    },
  );

  test('progress that came before an error is told first', async () => {
    const { work, report, reject } = steered<number>();
    const reader = during(0, 'simulate', work);
    const first = reader.next();
    report(1);
    reject(new Error('broken'));
    expect(doneOf(await first)).toBe(1);
    await expect(reader.next()).rejects.toThrow('broken');
  });

  test('bothers nobody once the reader has gone', async () => {
    const { work, report, reject } = steered<number>();
    const reader = during(0, 'simulate', work);
    const first = reader.next();
    report(1);
    await first;
    await reader.return(5);
    // an error that nobody took would fail this test
    reject(new Error('too late'));
    report(2);
    expect(await reader.next()).toEqual({ done: true, value: undefined });
  });
});

describe('cancelling', () => {
  /** A signal that shows who listens. */
  function counted() {
    const listeners = new Set<() => void>();
    const state = { aborted: false };
    const signal: CancelSignal = {
      get aborted() {
        return state.aborted;
      },
      addEventListener: (_, listener) => {
        listeners.add(listener);
      },
      removeEventListener: (_, listener) => {
        listeners.delete(listener);
      },
    };
    const abort = (): void => {
      state.aborted = true;
      for (const listener of [...listeners]) listener();
    };
    return { signal, abort, listeners };
  }

  test('throws at once, whatever the work goes on to do', async () => {
    const { work, resolve } = steered<number>();
    const { signal, abort, listeners } = counted();
    const reader = during(0, 'update', work, signal);
    const waiting = reader.next();
    abort();
    await expect(waiting).rejects.toBeInstanceOf(CancelledError);
    resolve(5);
    expect(await reader.next()).toEqual({ done: true, value: undefined });
    expect(listeners.size).toBe(0);
  });

  test('passes over progress that nobody has read', async () => {
    const { work, report } = steered<number>();
    const { signal, abort } = counted();
    const reader = during(0, 'update', work, signal);
    const first = reader.next();
    report(1);
    await first;
    report(2);
    abort();
    // the work has not noticed yet
    report(3);
    await expect(reader.next()).rejects.toMatchObject({ name: 'CancelledError' });
  });

  test('that came before the work began ends it, too', async () => {
    const { signal, abort } = counted();
    abort();
    await expect(during(0, 'rate', steered<number>().work, signal).next()).rejects.toBeInstanceOf(CancelledError);
  });

  test('comes too late for what is there already', async () => {
    const { work, report, resolve } = steered<number>();
    const { signal, abort } = counted();
    const reader = during(0, 'update', work, signal);
    const first = reader.next();
    report(1);
    await first;
    resolve(5);
    await Promise.resolve();
    abort();
    expect(await reader.next()).toEqual({ done: true, value: 5 });
  });

  test.each(['gives', 'throws', 'is left'])('nobody listens any more once the work %s', async (how) => {
    const { work, report, resolve, reject } = steered<number>();
    const { signal, listeners } = counted();
    const reader = during(0, 'update', work, signal);
    const first = reader.next();
    report(1);
    await first;
    expect(listeners.size).toBe(1);
    if (how === 'gives') resolve(1);
    if (how === 'throws') reject(new Error('broken'));
    if (how === 'is left') await reader.return(1);
    else await reader.next().catch(() => undefined);
    expect(listeners.size).toBe(0);
  });

  test('an AbortSignal will do', async () => {
    const controller = new AbortController();
    const waiting = during(0, 'update', steered<number>().work, controller.signal).next();
    controller.abort();
    await expect(waiting).rejects.toThrow('cancelled');
  });
});
