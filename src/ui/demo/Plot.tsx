import type { ReactNode } from 'react';
import { whole } from './wording.ts';
import styles from './Plot.module.css';

/** Height of the drawing's own coordinates; its width is the number of steps. */
const height = 1000;

/** The drawing's y coordinate of a value on an axis from 0 to `top`. */
export function plotY(value: number, top: number): number {
  return height * (1 - value / top);
}

/** A horizontal line at a value, and what is written at it. */
interface Level {
  readonly value: number;
  readonly text: string;
}

interface PlotProps {
  /** What a screen reader says in place of the picture. */
  readonly label: string;
  readonly size: 'tall' | 'short';
  /** Length of the horizontal axis, in steps. */
  readonly steps: number;
  /** Upper end of the vertical axis, and what it counts. */
  readonly top: number;
  readonly unit: string;
  /** Named beside the axis. */
  readonly levels: readonly Level[];
  /** Dashed, and named under their right ends. */
  readonly bounds?: readonly Level[];
  /** Where the run stands; 0: no cursor. */
  readonly now: number;
  /** The end of the curve, with its value. */
  readonly end: (Level & { readonly step: number }) | null;
  /** Drawn in (steps, {@link plotY}) coordinates, which are stretched to the plot's size. */
  readonly children: ReactNode;
}

/** Fixed axes, a cursor for now, and room for curves. Words stand outside the stretched drawing and keep their shape. */
export function Plot({ label, size, steps, top, unit, levels, bounds = [], now, end, children }: PlotProps) {
  const ticks = [0, 1, 2, 3].map((third) => Math.round((third * steps) / 3));
  return (
    <div className={styles['plot']}>
      <div className={styles['unit']} aria-hidden="true">
        {unit}, by step
      </div>
      <div className={`${styles['area'] ?? ''} ${styles[size] ?? ''}`}>
        <svg
          viewBox={`0 0 ${String(steps)} ${String(height)}`}
          preserveAspectRatio="none"
          role="img"
          aria-label={label}
        >
          {levels.map(({ value }) => (
            <Line key={value} className={styles['grid']} y={plotY(value, top)} steps={steps} />
          ))}
          {bounds.map(({ value }) => (
            <Line key={value} className={styles['bound']} y={plotY(value, top)} steps={steps} />
          ))}
          {now > 0 && (
            <line className={styles['now']} x1={now} x2={now} y1={0} y2={height} vectorEffect="non-scaling-stroke" />
          )}
          {children}
        </svg>
        <div aria-hidden="true">
          {levels.map(({ value, text }) => (
            <span key={value} className={styles['level']} style={{ top: percent(1 - value / top) }}>
              {text}
            </span>
          ))}
          {bounds.map(({ value, text }) => (
            <span key={value} className={styles['boundName']} style={{ top: percent(1 - value / top) }}>
              {text}
            </span>
          ))}
          {ticks.map((step) => (
            <span key={step} className={styles['tick']} style={{ left: percent(step / steps) }}>
              {whole(step)}
            </span>
          ))}
          {end !== null && (
            <span
              className={[
                styles['end'],
                end.step > 0.8 * steps ? styles['leftward'] : '',
                end.value > 0.9 * top ? styles['downward'] : '',
              ].join(' ')}
              style={{ transform: `translate(${percent(end.step / steps - 1)}, ${percent(-end.value / top)})` }}
            >
              <i />
              <b>{end.text}</b>
            </span>
          )}
        </div>
      </div>
    </div>
  );
}

/** The room of a plot whose axes are not known yet. */
export function PlotSpace({ size }: Pick<PlotProps, 'size'>) {
  return (
    <div className={styles['plot']}>
      <div className={styles['unit']}>&nbsp;</div>
      <div className={`${styles['area'] ?? ''} ${styles[size] ?? ''}`} />
    </div>
  );
}

function Line({ className, y, steps }: { className: string | undefined; y: number; steps: number }) {
  return <line className={className} x1={0} x2={steps} y1={y} y2={y} vectorEffect="non-scaling-stroke" />;
}

function percent(share: number): string {
  return `${(100 * share).toFixed(2)}%`;
}
