import { useEffect } from 'react';
import { isRunning } from '../../session/index.ts';
import { useSession } from '../useSession.ts';

/** Where keys mean something of their own already. */
const writes =
  'input[type=number], input[type=text], input[type=search], textarea, select, [contenteditable], dialog *';
const presses = 'button, summary, a, [role=tab], input[type=checkbox]';

/**
 * Keys for the whole page: space plays and pauses, `.` steps a phase, Shift and `.` an iteration, `[` and `]` move the
 * iteration looked at. Never inside text fields, lists and dialogs.
 */
export function useKeys(): void {
  const session = useSession();
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const { target, key, code } = event;
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      if (!(target instanceof Element) || target.closest(writes) || document.querySelector('dialog[open]')) return;
      const state = session.store.getState();
      const { view, lookedAt, screen } = state;
      if (screen !== 'run') return;
      const head = view?.policies.at(-1)?.iteration ?? 0;
      if (key === ' ') {
        if (target.closest(presses)) return;
        if (isRunning(state)) session.pause();
        else session.play();
      } else if (key === '>' || (code === 'Period' && event.shiftKey)) session.step('iteration');
      else if (key === '.') session.step('phase');
      else if (key === '[') session.lookAt((lookedAt ?? head) - 1);
      else if (key === ']') session.lookAt((lookedAt ?? head) + 1);
      else return;
      event.preventDefault();
    };
    addEventListener('keydown', onKey);
    return () => {
      removeEventListener('keydown', onKey);
    };
  }, [session]);
}
