// Which recordings the site has, and of what.
import { presetNamed } from '../experiments/index.ts';
import type { ClaimRun, RunConfig } from '../experiments/index.ts';
import { encodeLink } from '../link/index.ts';
import type { RecordingEntry } from '../recordings/index.ts';

/** The recording of a setup: it is found by its link, which is the same for the same config. Null: there is none. */
export function recordingOf(recorded: readonly RecordingEntry[] | null, config: RunConfig): RecordingEntry | null {
  const link = encodeLink({ config, fingerprint: null, view: {}, fixed: [], hidden: [] });
  return recorded?.find((each) => each.link === link) ?? null;
}

export interface ClaimRecording {
  readonly preset: string;
  readonly entry: RecordingEntry;
  /** It is that very run, by its fingerprint, and not only one of the same setup. */
  readonly isSame: boolean;
}

/** Recordings of the runs behind a claim: of each preset one, the very run where there is one. */
export function recordingsOfClaim(
  recorded: readonly RecordingEntry[] | null,
  runs: readonly ClaimRun[],
): readonly ClaimRecording[] {
  const found = new Map<string, ClaimRecording>();
  for (const { preset, seed, fingerprint } of runs) {
    const entry = recordingOf(recorded, { ...presetNamed(preset).config, seed });
    const isSame = entry?.fingerprint === fingerprint;
    if (entry && (isSame || !found.has(preset))) found.set(preset, { preset, entry, isSame });
  }
  return [...found.values()];
}
