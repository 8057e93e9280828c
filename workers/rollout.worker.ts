// One engine replica: samples, scores and computes gradient shards for a pool on the other side.
import { expose } from 'comlink';
import { Replica } from '../src/engine/parallel/replica.ts';

expose(new Replica());
