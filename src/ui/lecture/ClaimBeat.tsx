import type { ClaimsReading } from '../claims/useClaims.ts';
import { classes } from '../classes.ts';
import { scaleOf } from '../claims/scaleOf.ts';
import { claimWords } from '../locale/claims.ts';
import { lectureWords } from '../locale/lecture.ts';
import { verdictText } from '../locale/lectureSentences.ts';
import { Figures } from './Figures.tsx';
import { claimToBelieve, seedsOf } from './judges.ts';
import { Title } from './Title.tsx';
import styles from './Lecture.module.css';

const words = lectureWords.claim;

/** One claim as it stands on this site, beside what it does not say. */
export function ClaimBeat({ reading }: { reading: ClaimsReading }) {
  const claim = reading.stage === 'read' ? claimToBelieve(reading.file.claims) : null;
  // what was counted of the training is said by a remark
  const measured = claim?.findings.filter(({ spread }) => spread !== 'none') ?? [];
  // why something is not shown is a guess and no limit; Claims has it
  const remarks = claim?.remarks.filter(({ code }) => code !== 'guess') ?? [];
  const limits = [...remarks.map((remark) => claimWords.remark(remark)), ...words.limits(claim && seedsOf(claim))];
  return (
    <>
      <Title>{claim ? claimWords.statement(claim) : words.title}</Title>
      <div className={classes(styles['two'], styles['wide'])}>
        <section className={styles['stack']} aria-label={words.row}>
          {claim ? (
            <>
              <p className={styles['verdict']}>{verdictText(claim.verdict)}</p>
              <Figures
                unit={claim.unit}
                scale={scaleOf(claim)}
                figures={measured.map((finding) => ({
                  name: claimWords.label(finding.label),
                  finding,
                  note: null,
                }))}
              />
              <p className={styles['small']}>
                {claimWords.rule(claim)} {claimWords.legend}
              </p>
            </>
          ) : (
            <p className={styles['verdict']}>
              {reading.stage === 'reading' ? lectureWords.veto.loading : words.missing}
            </p>
          )}
        </section>
        <section className={styles['stack']} aria-label={words.limitsTitle}>
          <h2>{words.limitsTitle}</h2>
          <ul className={styles['limits']}>
            {limits.map((limit) => (
              <li key={limit}>{limit}</li>
            ))}
          </ul>
        </section>
      </div>
    </>
  );
}
