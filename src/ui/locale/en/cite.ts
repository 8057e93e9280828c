// Words around the citations.
export const citeWords = {
  title: 'Cite',
  intro: 'A run here is of a small model and simulated users: cite the paper for what it found of large ones.',
  here: { run: 'This run', setup: 'This setup' },
  paper: 'The paper',
  text: 'as text',
  bibtex: 'as BibTeX',
};
