import { useEffect, useMemo, useSyncExternalStore } from 'react';
import { dotOf } from '../../facts/index.ts';
import type { Dot } from '../../facts/index.ts';
import { pageWords } from '../locale/page.ts';
import { useWidth } from '../charts/useWidth.ts';
import { drawDots, dotsHeight } from './drawDots.ts';
import { useMoment } from './useMoment.ts';
import styles from './Population.module.css';

const words = pageWords.population;

/** Every simulated user of an iteration's training as a dot, by what happened to them. */
export function Population() {
  const { round } = useMoment();
  const dots = useMemo(() => (round ? Array.from(round.dots, dotOf) : null), [round]);
  const [frame, width] = useWidth<HTMLDivElement>();
  const theme = useTheme();
  useEffect(() => {
    const canvas = frame.current?.querySelector('canvas');
    if (canvas && width > 0) drawDots(canvas, dots ?? [], width);
  }, [dots, width, theme, frame]);
  const finding = dots ? findingOf(dots) : words.nothing;
  return (
    <section className={styles['card']} aria-label={words.region}>
      <h2>{finding}</h2>
      <p className={styles['sub']}>{round ? words.sub(round.iteration) : words.subEmpty}</p>
      <div ref={frame} className={styles['frame']} style={{ height: dotsHeight }} role="img" aria-label={finding}>
        <canvas />
      </div>
      <p className={styles['legend']}>
        <span className={styles['desirable']}>{words.legend.desirable}</span>
        <span className={styles['undesirable']}>{words.legend.undesirable}</span>
        <span className={styles['vetoed']}>{words.legend.vetoed}</span>
      </p>
    </section>
  );
}

function findingOf(dots: readonly Dot[]): string {
  const number = (test: (dot: Dot) => boolean) => ({
    gameable: dots.filter((dot) => dot.gameable && test(dot)).length,
    other: dots.filter((dot) => !dot.gameable && test(dot)).length,
  });
  return words.finding(
    number(({ harmful }) => harmful === true),
    number(() => true),
  );
}

/** What the colours depend on: a drawing does not follow them by itself. */
function useTheme(): string {
  return useSyncExternalStore(subscribe, () => getComputedStyle(document.documentElement).getPropertyValue('--ink'));
}

function subscribe(listener: () => void): () => void {
  const list = matchMedia('(prefers-color-scheme: dark)');
  list.addEventListener('change', listener);
  return () => {
    list.removeEventListener('change', listener);
  };
}
