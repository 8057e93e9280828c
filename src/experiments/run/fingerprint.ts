// A chain of hashes over all that a run computed: equal fingerprints mean equal trajectories and equal adapters.
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { changedKeys, configAt, configKeys, defaults, fields, settingsChangedAt } from '../config/index.ts';
import type { RunConfig } from '../config/index.ts';
import type { ModelName, TrainingTrajectory } from './events.ts';

/** Raised when equal settings give other runs than before. */
export const fingerprintVersion = 1;

/** What names a setup: settings in the order of the table, without those that came later and are at their default. */
export function settingsOf(config: RunConfig): unknown {
  const changed = changedKeys(config, defaults);
  return configKeys
    .filter((key) => fields[key].cameLater !== true || changed.includes(key))
    .map((key) => [key, config[key]]);
}

/** Names a setup whatever it runs on: SHA-256 of version and settings. Hexadecimal. */
export const configHash = (config: RunConfig): string =>
  bytesToHex(sha256(utf8ToBytes(JSON.stringify([fingerprintVersion, settingsOf(config)]))));

/**
 * Before the first iteration: SHA-256 of version, settings in the order of the table, and model. Hexadecimal. Without changes in
 * mid-run: until one takes effect, the run is the same as without it, and can be gone on with under another.
 */
export function firstFingerprint(config: RunConfig, model: ModelName): string {
  return bytesToHex(
    sha256(utf8ToBytes(JSON.stringify([fingerprintVersion, settingsOf({ ...config, changes: [] }), model.hash]))),
  );
}

/** What changes with an iteration, as {@link nextFingerprint} takes it; null: nothing does. */
export function changeText(config: RunConfig, iteration: number): string | null {
  const settings = configAt(config, iteration);
  const changed = settingsChangedAt(config, iteration).map((key) => [key, settings[key]]);
  return changed.length === 0 ? null : JSON.stringify(changed);
}

/**
 * The next link: the one before, what has changed with this iteration (`change`), every trajectory's texts, scores and label, and
 * the policy's parameters.
 */
export function nextFingerprint(
  previous: string,
  trajectories: readonly TrainingTrajectory[],
  parameters: Float32Array,
  change: string | null = null,
): string {
  const hash = sha256.create().update(hexToBytes(previous));
  if (change !== null) hash.update(utf8ToBytes(change));
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
