import { useRef } from 'react';
import type { CSSProperties, KeyboardEvent } from 'react';
import type { ConfigKey } from '../../experiments/index.ts';
import type { AxisValue, Sweeping, SweepMeasure } from '../../session/index.ts';
import { classes } from '../classes.ts';
import { sweepWords } from '../locale/sweep.ts';
import { fieldLabel } from '../locale/options.ts';
import { settingText } from '../options/settingText.ts';
import { cellAfter, tintOf } from './cells.ts';
import type { ShownCell, Tint } from './cells.ts';
import styles from './Heatmap.module.css';

const words = sweepWords.grid;

interface HeatmapProps {
  readonly sweeping: Sweeping;
  readonly cells: readonly ShownCell[];
  /** False: the results are still being read. */
  readonly isRead: boolean;
  readonly onOpen: (cell: number | null) => void;
  /** Id of what stands below the grid for the open cell. */
  readonly detailsId: string;
}

/** The grid: a number with its interval in every cell, tinted by it. Arrow keys go over the cells, one of which Tab reaches. */
export function Heatmap({ sweeping, cells, isRead, onOpen, detailsId }: HeatmapProps) {
  const { rows, columns, measure, cell: opened } = sweeping;
  const table = useRef<HTMLTableElement>(null);
  const width = columns?.values.length ?? 1;
  const label = fieldLabel(rows.key);

  const move = (event: KeyboardEvent, from: number): void => {
    const next = cellAfter(from, event.key, width, cells.length);
    if (next === null) return;
    event.preventDefault();
    const buttons = table.current?.querySelectorAll<HTMLButtonElement>('button');
    buttons?.forEach((button, index) => {
      button.tabIndex = index === next ? 0 : -1;
    });
    buttons?.[next]?.focus();
  };

  return (
    <div className={styles['scroll']} dir="ltr">
      <table ref={table} className={styles['grid']} aria-busy={!isRead}>
        <caption className="spoken">{words.label(sweepWords.measures[measure])}</caption>
        <thead>
          <tr>
            <th scope="col">{columns ? words.corner(label, fieldLabel(columns.key)) : label}</th>
            {columns ? (
              columns.values.map((value) => (
                <th key={String(value)} scope="col">
                  {settingOf(columns.key, value)}
                </th>
              ))
            ) : (
              <th scope="col">{sweepWords.measures[measure]}</th>
            )}
          </tr>
        </thead>
        <tbody>
          {rows.values.map((value, row) => (
            <tr key={String(value)}>
              <th scope="row">{settingOf(rows.key, value)}</th>
              {cells.slice(row * width, (row + 1) * width).map((shown, column) => {
                const cell = row * width + column;
                return (
                  <td key={cell}>
                    <button
                      type="button"
                      tabIndex={cell === (opened ?? 0) ? 0 : -1}
                      aria-expanded={opened === cell}
                      aria-controls={detailsId}
                      className={classes(styles['cell'], opened === cell && styles['opened'])}
                      {...tintedBy(measure, shown)}
                      onKeyDown={(event) => {
                        move(event, cell);
                      }}
                      onClick={() => {
                        onOpen(opened === cell ? null : cell);
                      }}
                    >
                      <CellText shown={shown} measure={measure} />
                    </button>
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

// the axis holds nothing but values of its field
const settingOf = (key: ConfigKey, value: AxisValue): string => settingText(key, value);

function CellText({ shown, measure }: { shown: ShownCell; measure: SweepMeasure }) {
  const { figure, runs, over, untold, collapsed, failed, playing, refusal } = shown;
  if (refusal !== null) return <span className={styles['note']}>{words.refused}</span>;
  return (
    <>
      <b>{figure ? words.value(measure, figure.value) : over > 0 ? words.untold : words.empty}</b>
      <span className={styles['range']}>{figure ? words.range(measure, figure) : ''}</span>
      <span className={styles['note']}>{figure ? words.n(figure.n, over, runs) : words.runs(over, runs)}</span>
      <span className={styles['note']}>{words.notes({ playing, collapsed, failed, untold })}</span>
    </>
  );
}

const colours: Readonly<Record<Tint['of'], string>> = {
  gameable: 'var(--gameable)',
  other: 'var(--other)',
  rating: 'var(--ink-3)',
};

function tintedBy(measure: SweepMeasure, { figure }: ShownCell): { style?: CSSProperties } {
  if (!figure) return {};
  const { of, depth } = tintOf(measure, figure.value);
  return { style: { backgroundColor: `color-mix(in srgb, ${colours[of]} ${String(depth)}%, var(--card))` } };
}

/** What the tints mean. */
export function Legend({ measure }: { measure: SweepMeasure }) {
  const { legend } = sweepWords;
  return (
    <p className={styles['legend']}>
      <span className="spoken">{legend.label}: </span>
      <span className={styles['scale']} dir="ltr">
        <i className={classes(styles['ramp'], styles[measure])} aria-hidden="true" />
        {legend[measure].map((mark) => (
          <span key={mark}>{mark}</span>
        ))}
      </span>
      <span>{legend.of[measure]}</span>
    </p>
  );
}
