import { expect, test } from 'vitest';
import { localReplica } from '../../../test/support/localReplica.ts';
import { smallConfig, smallDeps } from '../../../test/support/runCase.ts';
import type { RunDeps } from './runExperiment.ts';
import { measureSpeed } from './speed.ts';

const config = smallConfig({ learner: 'rerankKto', candidates: 2, klPenalty: 0 });

/** A clock that goes on by three seconds with each batch that is judged, and a second for each reply in it. */
async function slowDeps(): Promise<{ deps: RunDeps; now: () => number; asked: number[] }> {
  const deps = await smallDeps(config, [localReplica()]);
  let time = 1000;
  const asked: number[] = [];
  const { spectators } = deps;
  return {
    asked,
    now: () => time,
    deps: {
      ...deps,
      spectators: {
        writeAsUser: (...given) => spectators.writeAsUser(...given),
        ask: (requests, controls) => {
          asked.push(requests.length);
          time += 3000 + 1000 * requests.length;
          return spectators.ask(requests, controls);
        },
      },
    },
  };
}

test('twice as many conversations at a time until the time is over; the last ones count', async () => {
  const { deps, now, asked } = await slowDeps();
  const speed = await measureSpeed(config, deps, { now, isCancelled: () => false });
  // 4 s, 5 s, 7 s: after 16 s the ten are over
  expect(asked).toEqual([1, 2, 4]);
  expect(speed).toBe(7000 / 4);
});

test('broken off, it gives nothing', async () => {
  const { deps, now, asked } = await slowDeps();
  expect(await measureSpeed(config, deps, { now, isCancelled: () => asked.length > 1 })).toBeNull();
});
