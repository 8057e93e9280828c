// Holds the built-in model with the adapter of whichever stored policy the page asks about, or a person talks to.
import { expose } from 'comlink';
import { ModelHolder, StoredPolicies, StoredTalks } from '../src/policies/index.ts';
import type { PoliciesWorker } from '../src/policies/index.ts';
import { openRunStore } from '../src/storage/index.ts';
import { fetchModel } from './modelFiles.ts';

let site = self.location.href;
const holder = new ModelHolder((onBytes) => fetchModel(site, onBytes));
const store = openRunStore();
const policies = new StoredPolicies(store, holder);
const talks = new StoredTalks(store, holder);

const held: PoliciesWorker = {
  begin: (base) => {
    site = base;
    return Promise.resolve();
  },
  measure: (place) => policies.measure(place),
  hear: (texts) => talks.hear(texts),
  reply: (request, onProgress) => talks.reply(request, onProgress),
};

expose(held);
