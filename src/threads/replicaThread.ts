// The worker for Node: one engine replica behind a worker thread's port.
import { parentPort } from 'node:worker_threads';
import { expose } from 'comlink';
import nodeEndpoint from 'comlink/dist/esm/node-adapter.mjs';
import { Replica } from '../engine/parallel/replica.ts';

if (!parentPort) throw new Error('this file runs in a worker thread');
expose(new Replica(), nodeEndpoint(parentPort));
