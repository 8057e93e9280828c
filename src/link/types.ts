import type { ConfigKey, RunConfig } from '../experiments/index.ts';

/** What a link holds: a setup and, perhaps, what to look at. Never transcripts or results. */
export interface Link {
  readonly config: RunConfig;
  /** Fingerprint of the run that the link was made from, or its beginning: what a run of the setup should come to. */
  readonly fingerprint: string | null;
  /** Where to look: names and short values that the page knows. */
  readonly view: Readonly<Record<string, string>>;
  /** Fields that whoever opens the link can't change, or doesn't see; none is in both. */
  readonly fixed: readonly ConfigKey[];
  readonly hidden: readonly ConfigKey[];
}

export interface DecodedLink extends Link {
  /** Parts that this version does not know, which were passed over. */
  readonly unknown: readonly string[];
}
