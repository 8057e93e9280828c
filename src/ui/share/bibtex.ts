// Entries of a BibTeX file.

/** Texts are escaped; `url` is an address, which BibTeX styles take as it is. */
export interface BibtexEntry {
  readonly type: 'misc' | 'inproceedings';
  readonly key: string;
  /** A person is `Family, Given`; an organisation is kept as one name. */
  readonly authors: readonly { readonly name: string; readonly isOrganisation: boolean }[];
  readonly fields: readonly (readonly [name: string, value: string])[];
  readonly url: string;
}

const escapes: Readonly<Record<string, string>> = {
  ...{ '\\': '\\textbackslash{}', '{': '\\{', '}': '\\}', '~': '\\textasciitilde{}', '^': '\\textasciicircum{}' },
  ...{ '%': '\\%', '&': '\\&', '#': '\\#', _: '\\_', $: '\\$' },
};

/** A text in LaTeX, which says what the text says. */
export const latexText = (text: string): string => text.replace(/[\\{}~^%&#_$]/gu, (sign) => escapes[sign] ?? sign);

/** The only signs of an address that would end or change a field. */
const urlField = (url: string): string =>
  url.replace(/[\\{}\s]/gu, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`);

/** The title keeps its capitals. */
export function bibtexOf({ type, key, authors, fields, url }: BibtexEntry): string {
  const names = authors.map(({ name, isOrganisation }) => (isOrganisation ? `{${latexText(name)}}` : latexText(name)));
  const lines = [
    ['author', names.join(' and ')],
    ...fields.map(([name, value]) => [name, name === 'title' ? `{${latexText(value)}}` : latexText(value)]),
    ['url', urlField(url)],
  ];
  return [`@${type}{${key},`, ...lines.map(([name, value]) => `  ${name ?? ''} = {${value ?? ''}},`), '}'].join('\n');
}
