import { kindOf } from '../../experiments/index.ts';
import type { Claim, Finding } from '../../experiments/index.ts';
import { placeOn } from '../claims/scaleOf.ts';
import type { Scale } from '../claims/scaleOf.ts';
import { claimWords } from '../locale/claims.ts';
import styles from './Figures.module.css';

export interface Figure {
  readonly name: string;
  readonly finding: Finding;
  /** What it says beside another one; null: nothing. */
  readonly note: string | null;
}

interface FiguresProps {
  readonly figures: readonly Figure[];
  readonly unit: Claim['unit'];
  readonly scale: Scale;
}

/** Figures of claims, large: each with its interval, the paper's beside it, and both on one axis. */
export function Figures({ figures, unit, scale }: FiguresProps) {
  return (
    <dl className={styles['figures']}>
      {figures.map(({ name, finding, note }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>
            <Axis finding={finding} scale={scale} />
            <span className={styles['numbers']}>
              <span>{claimWords.value(finding, kindOf(unit, finding))}</span>
              {finding.paper !== null && <i>{claimWords.paperValue(finding.paper, kindOf(unit, finding))}</i>}
            </span>
            {note !== null && <span className={styles['note']}>{note}</span>}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Axis({ finding: { value, low, high, paper }, scale }: { finding: Finding; scale: Scale }) {
  const at = (each: number): string => `${String(placeOn(scale, each))}%`;
  return (
    <span className={styles['axis']} dir="ltr" aria-hidden="true">
      <i
        className={styles['interval']}
        style={{ left: at(low), width: `${String(placeOn(scale, high) - placeOn(scale, low))}%` }}
      />
      {paper !== null && <i className={styles['theirs']} style={{ left: at(paper) }} />}
      <i className={styles['ours']} style={{ left: at(value) }} />
    </span>
  );
}
