// Holds the built-in model with the adapter of whichever stored policy the page asks about.
import { expose } from 'comlink';
import { StoredPolicies } from '../src/policies/index.ts';
import type { PoliciesWorker } from '../src/policies/index.ts';
import { openRunStore } from '../src/storage/index.ts';
import { fetchModel } from './modelFiles.ts';

let site = self.location.href;

class Held extends StoredPolicies implements PoliciesWorker {
  begin(base: string): Promise<void> {
    site = base;
    return Promise.resolve();
  }
}

expose(new Held(openRunStore(), () => fetchModel(site, () => undefined)));
