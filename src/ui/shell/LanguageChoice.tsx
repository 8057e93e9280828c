import { useState } from 'react';
import { isLive } from '../../session/index.ts';
import { chooseLanguage } from '../locale/choice.ts';
import { language } from '../locale/language.ts';
import { languageNames, languages } from '../locale/languages.ts';
import type { Language } from '../locale/languages.ts';
import { pageWords } from '../locale/page.ts';
import { useSession, useSessionState } from '../useSession.ts';
import styles from './LanguageChoice.module.css';

const words = pageWords.language;

/** The languages, each in its own name. Another one loads the page anew, and asks first where that would end a run or a sweep. */
export function LanguageChoice() {
  const session = useSession();
  const isRunLive = useSessionState(({ status }) => isLive(status));
  /** What is asked about, and whether a sweep was in progress then. */
  const [asked, setAsked] = useState<{ readonly language: Language; readonly isSweeping: boolean } | null>(null);
  return (
    <div className={styles['choice']} role="group" aria-label={words.label}>
      {languageNames.map((each) => (
        <button
          key={each}
          type="button"
          lang={each}
          aria-pressed={each === language}
          onClick={() => {
            const isSweeping = session.isSweeping();
            if (each === language) setAsked(null);
            else if (isRunLive || isSweeping) setAsked({ language: each, isSweeping });
            else chooseLanguage(each);
          }}
        >
          {languages[each].name}
        </button>
      ))}
      {asked !== null && (
        <p role="alert">
          {words.anew} {isRunLive && `${words.endsRun} `}
          {asked.isSweeping && `${words.endsSweep} `}
          <button
            type="button"
            onClick={() => {
              chooseLanguage(asked.language);
            }}
          >
            {words.reload}
          </button>{' '}
          <button
            type="button"
            onClick={() => {
              setAsked(null);
            }}
          >
            {words.stay}
          </button>
        </p>
      )}
    </div>
  );
}
