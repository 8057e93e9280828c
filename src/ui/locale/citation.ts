// Words of a citation itself, English in every language: it names a work.

/** What is cited of the page. */
export interface Cited {
  readonly title: string;
  /** Settings that differ from those of the preset in the title, seed left out. */
  readonly changed: number;
  readonly seed: number;
  readonly isRun: boolean;
  /** Short form of the settings' hash, and of the run's fingerprint; null: there is no run, or it is not over. */
  readonly hash: string;
  readonly fingerprint: string | null;
  readonly version: string;
  readonly link: string;
}

const year = 2026;
const contributors = 'Swayground contributors';

const nameOf = ({ title, changed, seed, isRun }: Cited): string => {
  const changes = changed === 0 ? '' : `, ${String(changed)} ${changed === 1 ? 'setting' : 'settings'} changed`;
  return `${title}${changes}, seed ${String(seed)}: a ${isRun ? 'run' : 'setup'} of Swayground`;
};

const proofOf = ({ hash, fingerprint }: Cited): string =>
  `Setup ${hash}${fingerprint === null ? '' : `, fingerprint ${fingerprint}`}`;

/** The paper that Swayground is after: arXiv:2411.02306. */
export const paper = {
  year: 2024,
  authors: [
    ...['Williams, Marcus', 'Carroll, Micah', 'Narang, Adhyyan', 'Weisser, Constantin', 'Murphy, Brendan'],
    'Dragan, Anca',
  ],
  title: 'On Targeted Manipulation and Deception when Optimizing LLMs for User Feedback',
  arxiv: '2411.02306',
  url: 'https://arxiv.org/abs/2411.02306',
} as const;

export const citation = {
  contributors,
  year,
  nameOf,
  noteOf: (cited: Cited): string => `Version ${cited.version}. ${proofOf(cited)}`,
  plain: (cited: Cited): string =>
    `${contributors} (${String(year)}). ${nameOf(cited)}. Version ${cited.version}. ${proofOf(cited)}. ${cited.link}`,
  plainPaper: `${paper.authors.join('; ')} (${String(paper.year)}). ${paper.title}. arXiv:${paper.arxiv}. ${paper.url}`,
};
