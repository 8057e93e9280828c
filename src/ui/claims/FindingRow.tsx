import { kindOf } from '../../experiments/index.ts';
import type { Claim, Finding } from '../../experiments/index.ts';
import { claimWords as words } from '../locale/claims.ts';
import { placeOn } from './scaleOf.ts';
import type { Scale } from './scaleOf.ts';
import styles from './Claims.module.css';

interface FindingRowProps {
  readonly finding: Finding;
  readonly unit: Claim['unit'];
  readonly scale: Scale;
}

/** A figure of ours with its interval, the paper's beside it, and both on one axis. */
export function FindingRow({ finding, unit, scale }: FindingRowProps) {
  const { label, value, low, high, paper } = finding;
  const kind = kindOf(unit, finding);
  const percent = (at: number): string => `${String(placeOn(scale, at))}%`;
  return (
    <div className={styles['finding']}>
      <dt>{words.label(label)}</dt>
      <dd>
        <span className={styles['numbers']}>
          {words.value(finding, kind)}
          {paper !== null && <span>{words.paperValue(paper, kind)}</span>}
        </span>
        <span className={styles['axis']} dir="ltr" aria-hidden="true">
          {scale[0] < 0 && <i className={styles['zero']} style={{ left: percent(0) }} />}
          <i
            className={styles['interval']}
            style={{ left: percent(low), width: `${String(placeOn(scale, high) - placeOn(scale, low))}%` }}
          />
          {paper !== null && <i className={styles['theirs']} style={{ left: percent(paper) }} />}
          <i className={styles['ours']} style={{ left: percent(value) }} />
        </span>
      </dd>
    </div>
  );
}
