import type { Writing, WrittenNote } from '../../../workers/protocol.ts';
import { whole } from './wording.ts';
import styles from './Writings.module.css';

/** What the model writes now, and below it what it wrote before its first step. */
export function Writings({ writing, untrained }: { writing: Writing | null; untrained: Writing | null }) {
  return (
    <>
      <Notes title="Now" writing={writing} />
      <Notes title="Before the first step" writing={untrained} quiet />
    </>
  );
}

function Notes({ title, writing, quiet = false }: { title: string; writing: Writing | null; quiet?: boolean }) {
  return (
    <section className={`${styles['notes'] ?? ''} ${quiet ? (styles['quiet'] ?? '') : ''}`}>
      <h3>
        {title} <span>step {writing === null ? '' : whole(writing.step)}</span>
      </h3>
      <ul>
        {[0, 1, 2].map((index) => (
          <Note key={index} note={writing?.notes[index]} />
        ))}
      </ul>
    </section>
  );
}

/** The model's text is data: it is only ever a text node. */
function Note({ note }: { note: WrittenNote | undefined }) {
  return (
    <li>
      <p className={styles['text']}>{note === undefined ? '' : shown(note)}</p>
      <p className={styles['mark']}>
        <span>Model output</span>
        {note !== undefined && <span>{note.keepsRules ? 'keeps every rule' : 'breaks a rule'}</span>}
      </p>
    </li>
  );
}

function shown({ text, complete }: WrittenNote): string {
  if (text === '') return '(an empty note)';
  return complete ? text : `${text} …`;
}
