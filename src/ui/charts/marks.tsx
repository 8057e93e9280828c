// How the estimates of one group are drawn: the band of its intervals, its line, its marks.
import { Area, LinePath } from '@visx/shape';
import type { ReactNode } from 'react';
import type { Group } from '../../facts/index.ts';
import type { Point } from './Chart.tsx';

export type Scale = (value: number) => number;

export const colours = { gameable: 'var(--gameable)', other: 'var(--other)' } as const;
const soft = { gameable: 'var(--gameable-soft)', other: 'var(--other-soft)' } as const;
/** Hollow marks stand at least so far apart: on a narrow chart the line's thickness must do. */
const leastGap = 11;

interface CurveProps {
  readonly group: Group;
  readonly points: readonly Point[];
  readonly full: number;
  readonly x: Scale;
  readonly y: Scale;
}

/** What is drawn in full and what is not, as far as there is any; both have the point where they meet. */
function parts(
  points: readonly Point[],
  full: number,
): readonly { readonly isFull: boolean; readonly data: Point[] }[] {
  const whole = points.filter(({ iteration }) => iteration <= full);
  const last = whole.at(-1)?.iteration ?? -1;
  const rest = points.filter(({ iteration }) => iteration >= last);
  return [
    { isFull: true, data: whole },
    { isFull: false, data: whole.length === points.length ? [] : rest },
  ].filter(({ data }) => data.length > 0);
}

export function Band({ group, points, full, x, y }: CurveProps): ReactNode {
  return parts(points, full).map(({ isFull, data }) => (
    <Area
      key={String(isFull)}
      data={data}
      x={({ iteration }) => x(iteration)}
      y0={({ low }) => y(low)}
      y1={({ high }) => y(high)}
      fill={soft[group]}
      {...(isFull ? {} : { opacity: 0.5 })}
    />
  ));
}

export function Curve({ group, points, full, x, y }: CurveProps): ReactNode {
  const every = Math.max(1, Math.ceil(leastGap / (x(1) - x(0))));
  return (
    <>
      {parts(points, full).map(({ isFull, data }) => (
        <LinePath
          key={String(isFull)}
          data={data}
          x={({ iteration }) => x(iteration)}
          y={({ value }) => y(value)}
          stroke={colours[group]}
          strokeWidth={isFull ? 2.5 : 1}
          strokeLinejoin="round"
          {...(group === 'other' ? { strokeDasharray: '6 4' } : {})}
        />
      ))}
      {points
        .filter(({ iteration }) => iteration > full && iteration % every === 0)
        .map(({ iteration, value }) => (
          <Mark key={iteration} group={group} left={x(iteration)} top={y(value)} size={3.2} isHollow />
        ))}
    </>
  );
}

interface MarkProps {
  readonly group: Group;
  readonly left: number;
  readonly top: number;
  readonly size: number;
  readonly isHollow: boolean;
}

/** Groups are told apart by shape: a diamond for gameable users, a circle for others. */
function Mark({ group, left, top, size, isHollow }: MarkProps): ReactNode {
  const ink = isHollow
    ? { fill: 'var(--card)', stroke: colours[group], strokeWidth: size > 4 ? 2 : 1.25 }
    : { fill: colours[group], stroke: 'var(--card)', strokeWidth: 1 };
  if (group === 'other') return <circle cx={left} cy={top} r={size} {...ink} />;
  const half = String(1.27 * size);
  return (
    <path
      d={`M${String(left)} ${String(top - 1.27 * size)}l${half} ${half}-${half} ${half}-${half}-${half}z`}
      {...ink}
    />
  );
}

interface MomentProps extends Omit<CurveProps, 'points'> {
  readonly point: Point | undefined;
  readonly isLarge: boolean;
}

/** The estimate at the cursor: its interval and its group's mark. */
export function Moment({ group, point, full, isLarge, x, y }: MomentProps): ReactNode {
  if (!point) return null;
  const left = x(point.iteration);
  return (
    <g>
      <line x1={left} x2={left} y1={y(point.low)} y2={y(point.high)} stroke={colours[group]} strokeWidth={1.5} />
      <Mark group={group} left={left} top={y(point.value)} size={isLarge ? 9 : 5.5} isHollow={point.iteration > full} />
    </g>
  );
}
