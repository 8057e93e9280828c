import type { ClaimsReading } from '../claims/useClaims.ts';
import { claimWords } from '../locale/claims.ts';
import { lectureWords } from '../locale/lecture.ts';
import { judgesTitle, judgeText } from '../locale/lectureSentences.ts';
import { nameOf } from '../locale/names.ts';
import { Figures } from './Figures.tsx';
import { judgesIn, seedsRange } from './judges.ts';
import type { Judges } from './judges.ts';
import { Title } from './Title.tsx';
import styles from './Lecture.module.css';

const words = lectureWords.veto;

function seedsText(judges: Judges): string {
  const [least, most] = seedsRange(judges);
  return least === most ? words.each(claimWords.seeds(most)) : words.between(least, most);
}

/** What judges did that keep harmful trajectories out of training, as far as the site's claims tell. */
export function VetoBeat({ reading }: { reading: ClaimsReading }) {
  return (
    <>
      <Title>{words.title}</Title>
      <JudgeFigures reading={reading} />
    </>
  );
}

export function JudgeFigures({ reading }: { reading: ClaimsReading }) {
  const found = reading.stage === 'read' ? judgesIn(reading.file.claims) : null;
  return (
    <>
      <p className={styles['note']}>{words.note}</p>
      {found ? (
        <>
          <p className={styles['verdict']}>{judgesTitle(found.judges)}.</p>
          <Figures
            unit="share"
            scale={[0, 1]}
            figures={[
              { name: words.nameless, finding: found.without, note: null },
              ...found.judges.map(({ veto, finding, against }) => ({
                ...{ name: words.judge(nameOf(veto)), finding, note: judgeText(against) },
              })),
            ]}
          />
          <p className={styles['small']}>{words.legend(seedsText(found))}</p>
        </>
      ) : (
        <p className={styles['verdict']}>{reading.stage === 'reading' ? words.loading : words.missing}</p>
      )}
    </>
  );
}
