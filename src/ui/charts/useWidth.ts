import { useLayoutEffect, useRef, useState } from 'react';
import type { RefObject } from 'react';

/** An element's width in CSS pixels, now and when it changes; 0 until it stands on the page. */
export function useWidth<E extends HTMLElement>(): [RefObject<E | null>, number] {
  const element = useRef<E>(null);
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    const observed = element.current;
    if (!observed) return;
    const measure = (): void => {
      setWidth(Math.round(observed.clientWidth));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(observed);
    return () => {
      observer.disconnect();
    };
  }, []);
  return [element, width];
}
