import { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import styles from './Lecture.module.css';

/** What a beat says first. It takes the focus when its beat is gone to, so that it is read out and Space is nobody's. */
export function Title({ children }: { children: ReactNode }) {
  const element = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    element.current?.focus({ preventScroll: true });
    scrollTo(0, 0);
  }, []);
  return (
    <h1 ref={element} tabIndex={-1} className={styles['title']}>
      {children}
    </h1>
  );
}
