import { describe, expect, test } from 'vitest';
import citationFile from '../../../CITATION.cff?raw';
import manifest from '../../../package.json' with { type: 'json' };
import { configKeys, fields, parseConfig, presetNamed } from '../../experiments/index.ts';
import { bibtexOf, latexText } from './bibtex.ts';
import { citationOf, paperCitation } from './citations.ts';

const { config } = presetNamed('therapy-50');
const link = 'https://example.org/site/#v=1&p=therapy-50&f=0123456789abcdef';
const run = { fingerprint: '0123456789abcdef'.repeat(4) };
const settings = configKeys.filter((key) => fields[key].cameLater !== true).map((key) => [key, config[key]]);
const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(JSON.stringify([1, settings])));
const hash = Array.from(new Uint8Array(digest).subarray(0, 6), (byte) => byte.toString(16).padStart(2, '0')).join('');

describe('the citation of a run', () => {
  const { text, bibtex } = citationOf({ config, run, link }, '1.2.3+abc');

  test('as text', () => {
    expect(text).toBe(
      'Swayground contributors (2026). Therapy-Talk, 50 % of users gameable, seed 1: a run of Swayground. ' +
        `Version 1.2.3+abc. Setup ${hash}, fingerprint 0123456789abcdef. ${link}`,
    );
  });

  test('as BibTeX', () => {
    expect(bibtex).toBe(
      [
        `@misc{swayground-${hash},`,
        '  author = {{Swayground contributors}},',
        '  title = {{Therapy-Talk, 50 \\% of users gameable, seed 1: a run of Swayground}},',
        '  year = {2026},',
        `  note = {Version 1.2.3+abc. Setup ${hash}, fingerprint 0123456789abcdef},`,
        `  url = {${link}},`,
        '}',
      ].join('\n'),
    );
  });
});

test('a setup has no fingerprint, nor has a run that is not over; what differs from the preset is counted', () => {
  const changed = parseConfig({ ...config, beta: 0.2, seed: 7 });
  const setup = citationOf({ config: changed, run: null, link }, '1.0.0');
  expect(setup.text).toContain(', 1 setting changed, seed 7: a setup of Swayground. ');
  expect(setup.text).not.toContain(hash);
  const unfinished = citationOf({ config, run: { fingerprint: null }, link }, '1.0.0');
  expect(unfinished.text).toContain('a run of Swayground');
  for (const { text, bibtex } of [setup, unfinished]) expect(text + bibtex).not.toContain('fingerprint');
});

test('what BibTeX and LaTeX would take for their own is escaped, once', () => {
  expect(latexText(String.raw`\{a}~^%&#_$ b`)).toBe(
    String.raw`\textbackslash{}\{a\}\textasciitilde{}\textasciicircum{}\%\&\#\_\$ b`,
  );
  const entry = bibtexOf({
    ...{ type: 'misc', key: 'k', authors: [{ name: 'A & B', isOrganisation: true }] },
    fields: [['title', 'x}, year = {1']],
    url: 'https://example.org/{a}\\b/#c=%3C_&d=1',
  });
  expect(entry).toContain('{{A \\& B}}');
  expect(entry).toContain('{{x\\}, year = \\{1}}');
  // addresses keep their own escapes
  expect(entry).toContain('url = {https://example.org/%7Ba%7D%5Cb/#c=%3C_&d=1}');
});

test('the paper’s citation is that of CITATION.cff, whose version is that of package.json', () => {
  expect(citationFile).toContain(`\nversion: ${manifest.version}\n`);
  const names = [...citationFile.matchAll(/family-names: (.+)\n\s+given-names: (.+)/gu)].map(
    ([, family, given]) => `${family ?? ''}, ${given ?? ''}`,
  );
  expect(names).toHaveLength(6);
  expect(paperCitation.text).toBe(
    `${names.join('; ')} (2024). On Targeted Manipulation and Deception when Optimizing LLMs for User Feedback. ` +
      'arXiv:2411.02306. https://arxiv.org/abs/2411.02306',
  );
  expect(paperCitation.bibtex).toContain(`author = {${names.join(' and ')}},`);
  expect(citationFile).toContain('On Targeted Manipulation and Deception when Optimizing LLMs for User Feedback');
});
