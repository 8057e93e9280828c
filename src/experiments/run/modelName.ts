import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { ModelName } from './events.ts';

/** A model of a run whose weights nobody has hashed: what it is known by stands for them. */
export interface UsedModel {
  readonly name: string;
  /** Equal ones are the same model. */
  readonly identity: string;
}

/** The name of a run in which several models play: those of all of them, and a hash of what each is known by, in the order of roles. */
export function nameOfAll(used: readonly UsedModel[]): ModelName {
  const each = [...new Map(used.map((model) => [model.identity, model])).values()];
  return {
    name: each.map(({ name }) => name).join(' + '),
    hash: bytesToHex(sha256(utf8ToBytes(JSON.stringify(each.map(({ identity }) => identity))))),
  };
}
