import { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import { classes } from '../classes.ts';
import styles from './Lecture.module.css';

interface TitleProps {
  readonly children: ReactNode;
  /** Room is kept for the longest that it may come to say. */
  readonly hasRoom?: boolean;
}

/** What a beat says first. It takes the focus when its beat is gone to, so that it is read out and Space is nobody's. */
export function Title({ children, hasRoom = false }: TitleProps) {
  const element = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    element.current?.focus({ preventScroll: true });
    scrollTo(0, 0);
  }, []);
  return (
    <h1 ref={element} tabIndex={-1} className={classes(styles['title'], hasRoom && styles['room'])}>
      {children}
    </h1>
  );
}
