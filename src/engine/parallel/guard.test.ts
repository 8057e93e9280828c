import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, test } from 'vitest';
import { guardReplica } from './guard.ts';
import type { RemoteReplica } from './pool.ts';

/** A replica that knows one method, the reading of its parameters. */
const withParameters = (read: () => Promise<Float32Array>): RemoteReplica =>
  ({ trainedParameters: async () => ({ ok: true, value: await read() }) }) as unknown as RemoteReplica;

function rejectable(): { failure: Promise<never>; fail: (reason: Error) => void } {
  let fail: (reason: Error) => void = () => undefined;
  const failure = new Promise<never>((_, reject) => {
    fail = reject;
  });
  return { failure, fail };
}

describe('a guarded replica', () => {
  test('passes answers and errors on', async () => {
    const { failure } = rejectable();
    const good = guardReplica(
      withParameters(() => Promise.resolve(Float32Array.of(7))),
      failure,
    );
    expect(await good.trainedParameters()).toEqual({ ok: true, value: Float32Array.of(7) });
    const bad = guardReplica(
      withParameters(() => Promise.reject(new RangeError('no'))),
      failure,
    );
    await expect(bad.trainedParameters()).rejects.toThrow('no');
  });

  test('ends calls that wait when the worker dies, and refuses later ones', async () => {
    const { failure, fail } = rejectable();
    const replica = guardReplica(
      withParameters(() => new Promise(() => undefined)),
      failure,
    );
    const waiting = replica.trainedParameters();
    fail(new Error('the worker is gone'));
    await expect(waiting).rejects.toThrow('the worker is gone');
    await expect(replica.trainedParameters()).rejects.toThrow('the worker is gone');
  });

  test('can be awaited, and is then itself', async () => {
    const { failure } = rejectable();
    const replica = guardReplica(
      withParameters(() => Promise.resolve(new Float32Array())),
      failure,
    );
    expect(await Promise.resolve(replica)).toBe(replica);
  });

  test('keeps no answer that its caller has dropped', async () => {
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc') as () => void;
    const { failure } = rejectable();
    const replica = guardReplica(
      withParameters(() => Promise.resolve(new Float32Array(1000))),
      failure,
    );
    const call = async (): Promise<WeakRef<object>> => new WeakRef(await replica.trainedParameters());
    const answers = [await call(), await call()];
    for (let i = 0; i < 3; i++) {
      await new Promise((resolve) => setTimeout(resolve, 5));
      collect();
    }
    expect(answers.map((answer) => answer.deref())).toEqual([undefined, undefined]);
  });
});
