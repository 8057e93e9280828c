import { configKeys } from '../../experiments/index.ts';
import type { ConfigKey } from '../../experiments/index.ts';
import type { Locks } from '../../session/index.ts';
import { pageWords } from '../locale/page.ts';
import { fieldLabel } from '../locale/options.ts';
import styles from './LockNote.module.css';

const words = pageWords.setup.locks;
/** In the order of the options. */
const namesOf = (keys: readonly ConfigKey[]): string =>
  configKeys
    .filter((key) => keys.includes(key))
    .map((key) => fieldLabel(key))
    .join(', ');

/** What the link has set, and who decided that. */
export function LockNote({ fixed, hidden }: Locks) {
  return (
    <section className={styles['note']} aria-label={words.region}>
      <p>
        <b>{words.title(fixed.length, hidden.length, configKeys.length)}</b> {words.who}
      </p>
      <details>
        <summary>{words.which}</summary>
        {fixed.length > 0 && <p>{words.fixed(namesOf(fixed))}</p>}
        {hidden.length > 0 && <p>{words.hidden(namesOf(hidden))}</p>}
      </details>
    </section>
  );
}
