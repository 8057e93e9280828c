// What is cited, as text and as an entry of a bibliography: pure.
import { presetNamed } from '../../experiments/index.ts';
import type { RunConfig } from '../../experiments/index.ts';
import { configHash } from '../../experiments/run/fingerprint.ts';
import { setupNearest } from '../../session/index.ts';
import { citation as words, paper } from '../locale/citation.ts';
import type { Cited } from '../locale/citation.ts';
import { bibtexOf } from './bibtex.ts';

/** As much of a hash as nobody will meet twice. */
const hashDigits = 12;
const fingerprintDigits = 16;

interface Shown {
  readonly config: RunConfig;
  readonly run: { readonly fingerprint: string | null } | null;
  readonly link: string;
}

export interface Citation {
  readonly text: string;
  readonly bibtex: string;
}

export function citationOf({ config, run, link }: Shown, version: string): Citation {
  const { preset, changed } = setupNearest(config);
  const cited: Cited = {
    title: presetNamed(preset).title,
    changed: changed.filter((key) => key !== 'seed').length,
    seed: config.seed,
    isRun: run !== null,
    hash: configHash(config).slice(0, hashDigits),
    fingerprint: run?.fingerprint?.slice(0, fingerprintDigits) ?? null,
    ...{ version, link },
  };
  return {
    text: words.plain(cited),
    bibtex: bibtexOf({
      type: 'misc',
      key: `swayground-${cited.hash}`,
      authors: [{ name: words.contributors, isOrganisation: true }],
      fields: [
        ['title', words.nameOf(cited)],
        ['year', String(words.year)],
        ['note', words.noteOf(cited)],
      ],
      url: link,
    }),
  };
}

export const paperCitation: Citation = {
  text: words.plainPaper,
  bibtex: bibtexOf({
    type: 'misc',
    key: 'williams2024targeted',
    authors: paper.authors.map((name) => ({ name, isOrganisation: false })),
    fields: [
      ['title', paper.title],
      ['year', String(paper.year)],
      ['eprint', paper.arxiv],
      ['archivePrefix', 'arXiv'],
    ],
    url: paper.url,
  }),
};
