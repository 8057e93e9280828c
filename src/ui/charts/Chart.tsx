import { Group } from '@visx/group';
import { Area, LinePath } from '@visx/shape';
import { scaleLinear } from 'd3-scale';
import type { ReactNode } from 'react';
import type { Group as UserGroup } from '../../facts/index.ts';
import { pageWords } from '../locale/page.ts';
import { classes } from '../classes.ts';
import { Band, colours, Curve, Moment } from './marks.tsx';
import type { Scale } from './marks.tsx';
import { useWidth } from './useWidth.ts';
import styles from './Chart.module.css';

/** An estimate at an iteration, with its interval. */
export interface Point {
  readonly iteration: number;
  readonly value: number;
  readonly low: number;
  readonly high: number;
  /** Users it rests on. */
  readonly n: number;
}

export type Series = Readonly<Record<UserGroup, readonly Point[]>>;

/** What the paper found: a curve by iteration, a value after training, or both. */
interface Overlay {
  readonly group: UserGroup;
  readonly curve: readonly number[];
  readonly end: { readonly value: number; readonly label: string } | null;
}

/** Words that are written at an iteration. */
export interface ChartMark {
  readonly iteration: number;
  readonly text: string;
}

export interface ChartProps {
  readonly series: Series;
  /** Newest iteration that is drawn in full; what lies behind it is drawn thin and hollow. */
  readonly full: number;
  readonly overlays: readonly Overlay[];
  readonly iterations: number;
  /** Both ends of the fixed vertical axis, its ticks and how they are written. */
  readonly range: readonly [number, number];
  readonly ticks: readonly number[];
  readonly tick: (value: number) => string;
  readonly height: number;
  /** To be read from afar. */
  readonly isLarge?: boolean;
  /** The iteration looked at. */
  readonly at: number;
  /** Whether the space between the groups is shaded, and what it says; null: no. */
  readonly gap: string | null;
  /** Something that happened, written at its iteration; null: nothing did. */
  readonly event: ChartMark | null;
  /** Where settings have changed in mid-run; by default nowhere. */
  readonly changes?: readonly ChartMark[];
  readonly cursor: { readonly label: string; readonly text: string; readonly onMove: (iteration: number) => void };
}

const usual = { top: 10, right: 74, bottom: 28, left: 48, mark: 36, tick: 20, axis: 16 };
/** On a narrower one there is no room for large margins. */
const leastLarge = 560;
const large = { top: 14, right: 140, bottom: 44, left: 88, mark: 60, tick: 32, axis: 30 };
const groups = ['other', 'gameable'] as const;
/** Neighbouring changes are written below each other. */
const changeRows = 3;
/** Of the invisible slider that the cursor is: its thumb's middle runs from end to end of the plot. */
const thumb = 16;

/** Two groups over the iterations, on axes that never move, with a cursor that keys and pointers can take. */
export function Chart(props: ChartProps) {
  const { iterations, range, ticks, tick, height, at, event, changes = [], cursor, isLarge = false } = props;
  const isLate = (iteration: number): boolean => iteration > 0.7 * iterations;
  const [frame, width] = useWidth<HTMLDivElement>();
  const margin = isLarge && width >= leastLarge ? large : usual;
  const plot = { width: Math.max(0, width - margin.left - margin.right), height: height - margin.top - margin.bottom };
  const x = scaleLinear([0, iterations], [0, plot.width]);
  const y = scaleLinear(range, [plot.height, 0]);
  const every = Math.ceil(iterations / Math.max(1, Math.floor(plot.width / margin.mark)));
  const marks = Array.from({ length: iterations + 1 }, (_, i) => i).filter(
    (i) => i === iterations || (i % every === 0 && iterations - i >= every / 2),
  );
  return (
    <div ref={frame} className={classes(styles['frame'], isLarge && styles['large'])} style={{ height }} dir="ltr">
      {width > 0 && (
        <svg width={width} height={height} aria-hidden="true">
          <Group left={margin.left} top={margin.top}>
            {ticks.map((value) => (
              <line key={value} className={styles['grid']} x1={0} x2={plot.width} y1={y(value)} y2={y(value)} />
            ))}
            {ticks.map((value) => (
              <text
                key={`${String(value)} tick`}
                className={styles['tick']}
                x={-8}
                y={y(value) + margin.tick / 5}
                textAnchor="end"
              >
                {tick(value)}
              </text>
            ))}
            {marks.map((iteration) => (
              <text
                key={iteration}
                className={styles['tick']}
                x={x(iteration)}
                y={plot.height + margin.tick}
                textAnchor="middle"
              >
                {iteration}
              </text>
            ))}
            <text className={styles['tick']} x={plot.width + margin.axis} y={plot.height + margin.tick}>
              {pageWords.chart.axis}
            </text>
            {event && (
              <g className={styles['event']}>
                <line x1={x(event.iteration)} x2={x(event.iteration)} y1={0} y2={plot.height} />
                <text
                  x={x(event.iteration) + (isLate(event.iteration) ? -6 : 6)}
                  y={plot.height - 8}
                  textAnchor={isLate(event.iteration) ? 'end' : 'start'}
                >
                  {event.text}
                </text>
              </g>
            )}
            {changes.map(({ iteration, text }, i) => (
              <g key={iteration} className={styles['change']}>
                <line x1={x(iteration)} x2={x(iteration)} y1={0} y2={plot.height} />
                <text
                  x={x(iteration) + (isLate(iteration) ? -6 : 6)}
                  y={12 + (i % changeRows) * margin.tick}
                  textAnchor={isLate(iteration) ? 'end' : 'start'}
                >
                  {text}
                </text>
              </g>
            ))}
            <rect className={styles['now']} x={x(at) - 1} y={0} width={2} height={plot.height} />
            <Curves {...props} x={x} y={y} />
          </Group>
        </svg>
      )}
      <input
        type="range"
        className={styles['cursor']}
        style={{
          left: margin.left - thumb / 2,
          top: margin.top,
          width: plot.width + thumb,
          height: plot.height,
        }}
        aria-label={cursor.label}
        aria-valuetext={cursor.text}
        min={0}
        max={iterations}
        value={at}
        onChange={(event) => {
          cursor.onMove(Number(event.target.value));
        }}
      />
    </div>
  );
}

function Curves({
  series,
  full,
  overlays,
  iterations,
  at,
  gap,
  isLarge = false,
  x,
  y,
}: ChartProps & { x: Scale; y: Scale }) {
  const between = series.gameable.flatMap((point) => {
    const other = series.other.find(({ iteration }) => iteration === point.iteration);
    return other ? [{ iteration: point.iteration, value: point.value, low: other.value }] : [];
  });
  return (
    <>
      {gap !== null && (
        <Area
          data={between}
          x={({ iteration }) => x(iteration)}
          y0={({ low }) => y(low)}
          y1={({ value }) => y(value)}
          className={styles['gap'] ?? ''}
        />
      )}
      {overlays.map(({ group, curve, end }) => (
        <Paper
          key={group}
          group={group}
          curve={curve.slice(0, iterations + 1)}
          end={end}
          x={x}
          y={y}
          iterations={iterations}
        />
      ))}
      {groups.map((group) => (
        <Band key={`${group} interval`} {...{ group, full, x, y }} points={series[group]} />
      ))}
      {groups.map((group) => (
        <Curve key={group} {...{ group, full, x, y }} points={series[group]} />
      ))}
      {groups.map((group) => (
        <Moment
          key={`${group} moment`}
          {...{ group, full, isLarge, x, y }}
          point={series[group].find(({ iteration }) => iteration === at)}
        />
      ))}
      {gap !== null && (
        <GapBracket
          pair={between.find(({ iteration }) => iteration === at)}
          text={gap}
          x={x}
          y={y}
          isLate={at > 0.75 * iterations}
        />
      )}
    </>
  );
}

interface GapProps {
  readonly pair: { readonly iteration: number; readonly value: number; readonly low: number } | undefined;
  readonly text: string;
  readonly x: Scale;
  readonly y: Scale;
  /** Its words stand on the left, for there is no room on the right. */
  readonly isLate: boolean;
}

function GapBracket({ pair, text, x, y, isLate }: GapProps): ReactNode {
  if (!pair) return null;
  const [top, bottom] = [y(pair.value), y(pair.low)];
  if (Math.abs(bottom - top) < 26) return null;
  const side = isLate ? -1 : 1;
  const left = x(pair.iteration) + side * 10;
  return (
    <g className={styles['bracket']}>
      <path d={`M${String(left)} ${String(top)}h${String(5 * side)}V${String(bottom)}h${String(-5 * side)}`} />
      <text x={left + 11 * side} y={(top + bottom) / 2 + 4} textAnchor={isLate ? 'end' : 'start'}>
        {text}
      </text>
    </g>
  );
}

function Paper({
  group,
  curve,
  end,
  x,
  y,
  iterations,
}: Overlay & { x: Scale; y: Scale; iterations: number }): ReactNode {
  const right = x(iterations);
  return (
    <g className={styles['paper']} stroke={colours[group]} fill={colours[group]}>
      {curve.length > 0 && (
        <LinePath
          data={curve.map((value, iteration) => ({ value, iteration }))}
          x={({ iteration }) => x(iteration)}
          y={({ value }) => y(value)}
          strokeWidth={2}
          strokeLinecap="round"
          strokeDasharray="0.5 5"
        />
      )}
      {end && (
        <>
          <line
            x1={right + 2}
            x2={right + 14}
            y1={y(end.value)}
            y2={y(end.value)}
            strokeWidth={3}
            strokeLinecap="round"
            strokeDasharray="0.5 5"
          />
          <text x={right + 18} y={y(end.value) + 4} stroke="none">
            {end.label}
          </text>
        </>
      )}
    </g>
  );
}
