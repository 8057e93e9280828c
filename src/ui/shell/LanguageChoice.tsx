import { useState } from 'react';
import { isLive } from '../../session/index.ts';
import { chooseLanguage } from '../locale/choice.ts';
import { language } from '../locale/language.ts';
import { languageNames, languages } from '../locale/languages.ts';
import type { Language } from '../locale/languages.ts';
import { pageWords } from '../locale/page.ts';
import { useSessionState } from '../useSession.ts';
import styles from './LanguageChoice.module.css';

const words = pageWords.language;

/** The languages, each in its own name. Another one loads the page anew, and asks first where that would end a run. */
export function LanguageChoice() {
  const isBusy = useSessionState(({ status }) => isLive(status));
  const [asked, setAsked] = useState<Language | null>(null);
  return (
    <div className={styles['choice']} role="group" aria-label={words.label}>
      {languageNames.map((each) => (
        <button
          key={each}
          type="button"
          lang={each}
          aria-pressed={each === language}
          onClick={() => {
            if (each === language) setAsked(null);
            else if (isBusy) setAsked(each);
            else chooseLanguage(each);
          }}
        >
          {languages[each].name}
        </button>
      ))}
      {asked !== null && (
        <p role="alert">
          {words.live}{' '}
          <button
            type="button"
            onClick={() => {
              chooseLanguage(asked);
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
