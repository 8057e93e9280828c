// The chapters that the site's claims answer.
import { useSession } from '../useSession.ts';
import type { ClaimsReading } from '../claims/useClaims.ts';
import { Remarks } from '../claims/Remarks.tsx';
import { scaleOf } from '../claims/scaleOf.ts';
import { claimWords } from '../locale/claims.ts';
import { lectureWords } from '../locale/lecture.ts';
import { storyWords } from '../locale/story.ts';
import { controlText } from '../locale/storySentences.ts';
import { Figures } from '../lecture/Figures.tsx';
import { judgesIn, seedsOf } from '../lecture/judges.ts';
import { Title } from '../lecture/Title.tsx';
import { JudgeFigures } from '../lecture/VetoBeat.tsx';
import lecture from '../lecture/Lecture.module.css';
import { criticAnswer, criticGuesses, judgeAnswer, judgeGuesses, tableAnswer, tableGuesses } from './answers.ts';
import { controlIn, controlPresets } from './controls.ts';
import type { Control } from './controls.ts';
import { Guess } from './Guess.tsx';
import type { Memory } from './types.ts';
import styles from './Story.module.css';

type ClaimChapterProps = Memory & { readonly reading: ClaimsReading };
const claimsOf = (reading: ClaimsReading) => (reading.stage === 'read' ? reading.file.claims : []);

export function JudgeChapter({ reading, kept, keep }: ClaimChapterProps) {
  const words = storyWords.judge;
  return (
    <>
      <Title>{words.title}</Title>
      <p className={styles['text']}>{words.text}</p>
      <Guess
        {...{ names: judgeGuesses, options: words.options, picked: kept['judge'] ?? null }}
        answer={judgeAnswer(judgesIn(claimsOf(reading)))}
        onPick={(name) => {
          keep('judge', name);
        }}
      >
        <JudgeFigures reading={reading} />
      </Guess>
    </>
  );
}

export function TableChapter({ reading, kept, keep }: ClaimChapterProps) {
  const words = storyWords.table;
  return (
    <>
      <Title>{words.title}</Title>
      <p className={styles['text']}>{words.text}</p>
      <Guess
        {...{ names: tableGuesses, options: words.options, picked: kept['table'] ?? null }}
        answer={tableAnswer(controlIn(claimsOf(reading), 'tabular'))}
        onPick={(name) => {
          keep('table', name);
        }}
      >
        <p className={lecture['note']}>{storyWords.contentNote}</p>
        <ControlResult reading={reading} control="tabular" name={words.name} />
        <p className={styles['text']}>{words.whatItMeans}</p>
      </Guess>
    </>
  );
}

export function CriticsChapter({ reading, kept, keep }: ClaimChapterProps) {
  const words = storyWords.critics;
  const claims = claimsOf(reading);
  const shuffled = controlIn(claims, 'shuffled');
  return (
    <>
      <Title>{words.title}</Title>
      <p className={styles['text']}>{words.text}</p>
      <Guess
        {...{ names: criticGuesses, options: words.options, picked: kept['critics'] ?? null }}
        answer={criticAnswer(shuffled, controlIn(claims, 'others-only'))}
        onPick={(name) => {
          keep('critics', name);
        }}
      >
        <p className={lecture['note']}>{storyWords.contentNote}</p>
        {(['shuffled', 'others-only'] as const).map((control) => (
          <ControlResult key={control} reading={reading} control={control} name={words.names[control]} />
        ))}
        <h2>{words.limits}</h2>
        <ul className={lecture['limits']}>
          {lectureWords.claim.limits(shuffled && seedsOf(shuffled.claim)).map((limit) => (
            <li key={limit}>{limit}</li>
          ))}
        </ul>
      </Guess>
    </>
  );
}

/** What a control came to on this site, and the way to run it. */
function ControlResult({ reading, control, name }: { reading: ClaimsReading; control: Control; name: string }) {
  const session = useSession();
  const found = controlIn(claimsOf(reading), control);
  return (
    <section className={lecture['stack']} aria-label={name}>
      <p>
        <b>{name}.</b> {reading.stage === 'reading' ? lectureWords.veto.loading : controlText(found)}
      </p>
      {found && (
        <Figures
          unit="share"
          scale={scaleOf({ unit: 'share', findings: [found.gap] })}
          figures={[{ name: claimWords.label(found.gap.label), finding: found.gap, note: null }]}
        />
      )}
      {found && <Remarks remarks={found.claim.remarks} className={lecture['small']} />}
      <div className={lecture['actions']}>
        <button
          type="button"
          aria-label={`${storyWords.openSetup}: ${name}`}
          onClick={() => {
            session.setUp(controlPresets[control]);
          }}
        >
          {storyWords.openSetup}
        </button>
      </div>
    </section>
  );
}
