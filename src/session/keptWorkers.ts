// The workers that answer questions about stored and recorded runs: each started when it is first needed, and begun anew after a fault.
import type { Place } from '../archive/index.ts';
import type { Heard, Measurement, TalkAnswer, TalkProgress, TalkRequest } from '../policies/index.ts';
import { openArchive } from './archive.ts';
import type { ArchivePort } from './archive.ts';
import type { PoliciesPort } from './policies.ts';
import { recordedRun } from './recordedRun.ts';
import type { RecordingReaderPort } from './recordingReader.ts';
import type { RunView } from './runView.ts';

export interface KeptWorkers {
  /** Opened when it is first asked for. */
  readonly archive: () => ArchivePort;
  /** After a fault: the next `archive()` is another one. */
  readonly closeArchive: () => void;
  /** See Policies. */
  readonly measure: (place: Place) => Promise<Measurement>;
  /** See Talks. */
  readonly reply: (request: TalkRequest, onProgress: (progress: TalkProgress) => void) => Promise<TalkAnswer>;
  /** See Talks. */
  readonly hear: (texts: readonly string[]) => Promise<readonly Heard[]>;
  /** After a fault, or to stop what it is at: the next question goes to another worker. */
  readonly closePolicies: () => void;
  /** See recordedRun. */
  readonly readRecording: (preset: string) => Promise<RunView | null>;
}

/** Given by tests: how they are started. */
export interface WorkerDoors {
  readonly startArchive?: () => ArchivePort;
  readonly startPolicies?: () => Promise<PoliciesPort>;
  readonly openReader: () => RecordingReaderPort;
}

// its door is fetched with the first question: the first screen asks none
const openPolicies = async (): Promise<PoliciesPort> => (await import('./policies.ts')).openPolicies();

export function keptWorkers({
  startArchive = openArchive,
  startPolicies = openPolicies,
  openReader,
}: WorkerDoors): KeptWorkers {
  let archive: ArchivePort | null = null;
  let policies: Promise<PoliciesPort> | null = null;
  return {
    archive: () => (archive ??= startArchive()),
    closeArchive: () => {
      archive?.end();
      archive = null;
    },
    measure: async (place) => (await (policies ??= startPolicies())).measure(place),
    reply: async (request, onProgress) => (await (policies ??= startPolicies())).reply(request, onProgress),
    hear: async (texts) => (await (policies ??= startPolicies())).hear(texts),
    closePolicies: () => {
      policies?.then(
        ({ end }) => {
          end();
        },
        // what was never opened needs no closing
        () => undefined,
      );
      policies = null;
    },
    readRecording: (preset) => recordedRun(preset, openReader),
  };
}
