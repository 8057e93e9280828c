import { useId, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import type { DemoSession, DemoState } from '../../session/demoSession.ts';
import { parseSeed } from './seed.ts';
import { statusText, whole } from './wording.ts';
import styles from './Controls.module.css';

/** Time is one control: start over, play or pause, one step; beside it where the run stands, and the seed. */
export function Controls({ state, session }: { state: DemoState; session: DemoSession }) {
  const [text, setText] = useState(String(state.seed));
  const [fault, setFault] = useState<string | null>(null);
  const field = useRef<HTMLInputElement>(null);
  const fieldId = useId();
  const noteId = useId();
  const running = state.status === 'running';
  const ready = state.facts !== null && state.status !== 'failed';
  const parsed = parseSeed(text);

  const startOver = (): void => {
    if (parsed.ok) session.reset(parsed.seed);
    else field.current?.focus();
    setFault(parsed.ok ? null : parsed.fault);
  };

  return (
    <form
      className={styles['controls']}
      aria-label="Run"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        startOver();
      }}
    >
      <div className={styles['time']}>
        <button type="submit" disabled={!ready}>
          <Icon>
            <path d="M3.2 8a5 5 0 1 0 1.5-3.6M3 1.8v3.4h3.4" fill="none" stroke="currentColor" strokeWidth="1.7" />
          </Icon>
          <span>Start over</span>
        </button>
        <button
          type="button"
          className={styles['play']}
          disabled={!ready}
          onClick={running ? session.pause : session.play}
        >
          <Icon>{running ? <path d="M3.5 2.5h3v11h-3zM9.5 2.5h3v11h-3z" /> : <path d="M4 2l9.5 6L4 14z" />}</Icon>
          <span>{running ? 'Pause' : 'Play'}</span>
        </button>
        <button type="button" disabled={!ready} aria-disabled={state.status === 'finished'} onClick={session.step}>
          <Icon>
            <path d="M3 2.5v11L10 8zM10.6 2.5H13v11h-2.4z" />
          </Icon>
          <span>One step</span>
        </button>
      </div>
      <p className={styles['status']}>
        <b>
          Step {whole(state.losses.length)}
          {state.facts !== null && ` of ${whole(state.facts.totalSteps)}`}
        </b>
        <span>{statusText(state)}</span>
      </p>
      <div className={styles['seed']}>
        <label htmlFor={fieldId}>Seed</label>
        <input
          ref={field}
          id={fieldId}
          inputMode="numeric"
          autoComplete="off"
          spellCheck={false}
          value={text}
          aria-invalid={fault !== null}
          aria-describedby={noteId}
          onChange={(event) => {
            setText(event.target.value);
            setFault(null);
          }}
        />
        <p
          id={noteId}
          className={fault === null ? styles['note'] : styles['fault']}
          role={fault === null ? undefined : 'alert'}
        >
          {fault ?? seedNote(parsed.ok ? parsed.seed : null, state.seed)}
        </p>
      </div>
    </form>
  );
}

function seedNote(typed: number | null, current: number): string {
  return typed === null || typed === current ? 'All chance in a run comes from it.' : '“Start over” takes it.';
}

function Icon({ children }: { children: ReactNode }) {
  return (
    <svg viewBox="0 0 16 16" width="18" height="18" fill="currentColor" aria-hidden="true">
      {children}
    </svg>
  );
}
