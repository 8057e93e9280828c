import { useState } from 'react';
import { citedOf, version } from '../../session/index.ts';
import { citeWords as words } from '../locale/cite.ts';
import { useSession } from '../useSession.ts';
import { citationOf, paperCitation } from './citations.ts';
import type { Citation } from './citations.ts';
import { CopyField } from './CopyField.tsx';
import styles from './Share.module.css';

/** How to cite what is on show, and the paper that it is after. */
export function Cite() {
  const { store } = useSession();
  const [shown] = useState(() => citedOf(store.getState(), location.href));
  return (
    <details className={styles['part']}>
      <summary>{words.title}</summary>
      <p>{words.intro}</p>
      <div className={styles['columns']}>
        <Cited name={shown.run ? words.here.run : words.here.setup} citation={citationOf(shown, version)} />
        <Cited name={words.paper} citation={paperCitation} />
      </div>
    </details>
  );
}

function Cited({ name, citation: { text, bibtex } }: { name: string; citation: Citation }) {
  return (
    <section aria-label={name}>
      <CopyField label={`${name}, ${words.text}`} text={text} rows={6} />
      <CopyField label={`${name}, ${words.bibtex}`} text={bibtex} rows={8} />
    </section>
  );
}
