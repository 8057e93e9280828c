import { useEffect } from 'react';

/** Where keys mean something of their own already. */
const writes = 'input[type=number], input[type=text], select';
const slides = 'input[type=range]';
const presses = 'button, a, summary';

/** What keys do here, by `KeyboardEvent.key`, letters small. Those of a presenter (Page Up, Page Down) and Escape work everywhere. */
export function useLectureKeys(actions: Readonly<Record<string, () => void>>): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const { target } = event;
      // whatever Shift and Caps Lock make of a letter
      const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
      const action = actions[key];
      if (!action || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      if (!(target instanceof Element) || document.querySelector('dialog[open]')) return;
      if (!['PageUp', 'PageDown', 'Escape'].includes(key)) {
        if (target.closest(writes)) return;
        if (target.closest(slides) && ['ArrowLeft', 'ArrowRight', 'Home', 'End'].includes(key)) return;
        if (target.closest(presses) && key === ' ') return;
      }
      event.preventDefault();
      action();
    };
    addEventListener('keydown', onKey);
    return () => {
      removeEventListener('keydown', onKey);
    };
  }, [actions]);
}
