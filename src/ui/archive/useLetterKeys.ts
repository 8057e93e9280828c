import { useEffect, useRef } from 'react';

/** Where letters are written or choose; Escape means something there, too, but not in a dialog. */
const writes = 'input:not([type=radio], [type=range]), textarea, select, [contenteditable]';

/** Keys of a screen, by what they write. Letters never act in fields, and nothing does while a dialog is open. */
export function useLetterKeys(actions: Readonly<Record<string, () => void>>): void {
  const current = useRef(actions);
  useEffect(() => {
    current.current = actions;
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const { target, key } = event;
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      if (!(target instanceof Element) || document.querySelector('dialog[open]')) return;
      if (key !== 'Escape' && target.closest(writes)) return;
      const action = Object.hasOwn(current.current, key) ? current.current[key] : undefined;
      if (!action) return;
      event.preventDefault();
      action();
    };
    addEventListener('keydown', onKey);
    return () => {
      removeEventListener('keydown', onKey);
    };
  }, []);
}
