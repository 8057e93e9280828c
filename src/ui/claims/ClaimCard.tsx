import type { Claim } from '../../experiments/index.ts';
import { isLive, recordingsOfClaim } from '../../session/index.ts';
import { claimWords as words } from '../locale/claims.ts';
import { presetTitle } from '../locale/options.ts';
import { useSession, useSessionState } from '../useSession.ts';
import { FindingRow } from './FindingRow.tsx';
import { Remarks } from './Remarks.tsx';
import { scaleOf } from './scaleOf.ts';
import styles from './Claims.module.css';

/** One claim: what is claimed, how it is decided, what was measured, and how to see it happen. */
export function ClaimCard({ claim }: { claim: Claim }) {
  const session = useSession();
  const { verdict, paper, findings, unit, runs } = claim;
  const scale = scaleOf(claim);
  const seeds = new Set(runs.map(({ seed }) => seed)).size;
  const collapsed = new Set(runs.filter(({ collapsed: at }) => at.length > 0).map(({ seed }) => seed)).size;
  const presets = [...new Set(runs.map(({ preset }) => preset))];
  const recorded = useSessionState((state) => state.recorded);
  const isBusy = useSessionState(({ status }) => isLive(status));
  const recordings = recordingsOfClaim(recorded, runs);
  return (
    <article className={styles['card']}>
      <header>
        <span className={`${styles['verdict'] ?? ''} ${styles[verdict] ?? ''}`}>{words.verdicts[verdict]}</span>
        <span className={styles['seeds']}>{words.seeds(seeds)}</span>
      </header>
      <h4>{words.statement(claim)}</h4>
      <dl className={styles['findings']}>
        {findings.map((finding) => (
          <FindingRow key={finding.label} finding={finding} unit={unit} scale={scale} />
        ))}
      </dl>
      <Remarks remarks={claim.remarks} />
      <p>
        {words.rule(claim)} {paper === null ? words.control : words.inPaper(paper)}{' '}
        {collapsed > 0 && words.collapsed(collapsed)}
      </p>
      {recordings.some(({ isSame }) => !isSame) && <p>{words.recordedAnew}</p>}
      <div className={styles['actions']}>
        {recordings.map(({ preset, entry }) => (
          <button
            key={entry.file}
            type="button"
            disabled={isBusy}
            aria-label={words.openRecordedOf(presetTitle(preset))}
            onClick={() => {
              session.openRecorded(entry);
            }}
          >
            {recordings.length > 1 ? words.openRecordedOf(presetTitle(preset)) : words.openRecorded}
          </button>
        ))}
        {presets.map((preset) => (
          <button
            key={preset}
            type="button"
            aria-label={words.runOf(presetTitle(preset))}
            onClick={() => {
              session.setUp(preset);
            }}
          >
            {presets.length > 1 ? words.runOf(presetTitle(preset)) : words.runHere}
          </button>
        ))}
      </div>
    </article>
  );
}
