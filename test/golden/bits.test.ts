import { bitsSuite } from '../support/bitsSuite.ts';
import { startReplicas } from '../../src/threads/replicas.ts';

const file = new URL('../../node_modules/.cache/swayground-test/replicaThread.mjs', import.meta.url);

bitsSuite('Node', (count) => startReplicas(count, file));
