// A chain of hashes over all that a run computed: equal fingerprints mean equal trajectories and equal adapters.
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { changedKeys, configKeys, defaults, fields } from '../config/index.ts';
import type { RunConfig } from '../config/index.ts';
import type { ModelName, TrainingTrajectory } from './events.ts';

/** Raised when equal settings give other runs than before. */
const version = 1;

/** Settings in the order of the table, without those that came later and are at their default. */
function settingsOf(config: RunConfig): unknown {
  const changed = changedKeys(config, defaults);
  return configKeys
    .filter((key) => fields[key].cameLater !== true || changed.includes(key))
    .map((key) => [key, config[key]]);
}

/** Names a setup whatever it runs on: SHA-256 of version and settings. Hexadecimal. */
export const configHash = (config: RunConfig): string =>
  bytesToHex(sha256(utf8ToBytes(JSON.stringify([version, settingsOf(config)]))));

/** Before the first iteration: SHA-256 of version, settings in the order of the table, and model. Hexadecimal. */
export function firstFingerprint(config: RunConfig, model: ModelName): string {
  return bytesToHex(sha256(utf8ToBytes(JSON.stringify([version, settingsOf(config), model.hash]))));
}

/** The next link: the one before, every trajectory's texts, scores and label, and the policy's parameters. */
export function nextFingerprint(
  previous: string,
  trajectories: readonly TrainingTrajectory[],
  parameters: Float32Array,
): string {
  const hash = sha256.create().update(hexToBytes(previous));
  for (const { state, turns, played, reward, vetoed, label } of trajectories) {
    const scores = played.flatMap(({ rating, vetoes, transition }) => [
      ...[rating.expected, transition ?? -1],
      ...Object.values(vetoes),
    ]);
    const texts = [state.scenario, state.gameable, state.notes, ...turns.map(({ text }) => text), vetoed, label];
    hash.update(utf8ToBytes(JSON.stringify(texts)));
    hash.update(bytesOf(Float64Array.of(reward, ...scores)));
    for (const { plan, reply } of played) {
      hash.update(bytesOf(Int32Array.from([...(plan?.tokens ?? []), ...reply.tokens])));
      hash.update(bytesOf(Float64Array.from([...(plan?.logProbs ?? []), ...reply.logProbs])));
    }
  }
  return bytesToHex(hash.update(bytesOf(parameters)).digest());
}

/** Little-endian, as everywhere that WebAssembly runs fast. */
function bytesOf({ buffer, byteOffset, byteLength }: Float64Array | Float32Array | Int32Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}
