import { expect, test } from 'vitest';
import { LoadMeter } from './progress.ts';

const MiB = 1024 * 1024;
/** WebLLM's own sentences (0.2.86). */
const fetching = (mb: number, share: number, elapsed: number) => ({
  kind: 'loading' as const,
  text: `Fetching param cache[3/24]: ${String(mb)}MB fetched. ${String(Math.floor(share * 100))}% completed, ${String(elapsed)} secs elapsed. It can take a while when we first visit this page to populate the cache. Later refreshes will become faster.`,
  ...{ progress: share, elapsed },
});

test('bytes, speed and time left are told from WebLLM’s reports', () => {
  const meter = new LoadMeter();
  expect(meter.read({ kind: 'loading', text: 'Start to fetch params', progress: 0, elapsed: 0 })).toEqual({
    ...{ phase: 'start', share: 0, bytes: null, speed: null, secondsLeft: null },
  });
  // files of an earlier attempt count as done at once, but not as fast
  expect(meter.read(fetching(400, 0.4, 1))).toEqual({
    ...{ phase: 'download', share: 0.4, bytes: { done: 400 * MiB, total: 1000 * MiB }, speed: null, secondsLeft: null },
  });
  expect(meter.read(fetching(420, 0.42, 3))).toMatchObject({ speed: 10 * MiB, secondsLeft: 58 });
  // what was more than ten seconds ago no longer counts
  meter.read(fetching(440, 0.44, 5));
  expect(meter.read(fetching(640, 0.64, 15))).toMatchObject({ speed: 20 * MiB, secondsLeft: 18 });
});

test('the next phase begins anew', () => {
  const meter = new LoadMeter();
  meter.read(fetching(500, 0.5, 10));
  meter.read(fetching(1000, 1, 20));
  const text = 'Loading model from cache[1/24]: 100MB loaded. 10% completed, 21 secs elapsed.';
  expect(meter.read({ kind: 'loading', text, progress: 0.1, elapsed: 21 })).toEqual({
    ...{ phase: 'load', share: 0.1, bytes: { done: 100 * MiB, total: 1000 * MiB }, speed: null, secondsLeft: null },
  });
  const shaders = 'Loading GPU shader modules[30/60]: 50% completed, 2 secs elapsed.';
  expect(meter.read({ kind: 'loading', text: shaders, progress: 0.5, elapsed: 2 })).toMatchObject({
    ...{ phase: 'compile', share: 0.5, bytes: null },
  });
  const last = { kind: 'loading' as const, text: 'Finish loading on WebGPU - apple', progress: 1, elapsed: 30 };
  expect(meter.read(last)).toMatchObject({ phase: 'done', share: 1 });
});

test('odd figures do no harm', () => {
  const meter = new LoadMeter();
  expect(meter.read({ ...fetching(1, NaN, 1), progress: NaN })).toMatchObject({
    share: 0,
    bytes: { done: MiB, total: 0 },
  });
  expect(meter.read(fetching(1, 1.5, 1))).toMatchObject({ share: 1, speed: null, secondsLeft: null });
  // a share that does not move has no end
  expect(meter.read(fetching(1, 0.5, 4))).toMatchObject({ speed: 0, secondsLeft: null });
});
