import { bitsSuite } from '../support/bitsSuite.ts';
import { startReplicas } from '../support/nodeReplicas.ts';

const file = new URL('../../node_modules/.cache/swayground-test/rolloutThread.mjs', import.meta.url);

bitsSuite('Node', (count) => startReplicas(count, file));
