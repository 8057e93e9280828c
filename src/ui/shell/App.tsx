import { useState } from 'react';
import type { ReactNode } from 'react';
import { chosenModels } from '../../experiments/index.ts';
import type { Session } from '../../session/index.ts';
import { pageWords } from '../locale/page.ts';
import { topicOf } from '../library/topicOf.ts';
import { RunScreen } from '../run/RunScreen.tsx';
import { SessionContext, useSession, useSessionState } from '../useSession.ts';
import { FaultNotice } from './FaultNotice.tsx';
import { fetched, fetchedDialog } from './fetched.tsx';
import { LinkNotice } from './LinkNotice.tsx';
import { Tabs, panelId, tabId } from './Tabs.tsx';
import type { TabbedScreen } from './Tabs.tsx';
import { useKeys } from './useKeys.ts';
import styles from './App.module.css';

const TrajectoriesScreen = fetched(() => import('../trajectories/TrajectoriesScreen.tsx'));
const CompareScreen = fetched(() => import('../compare/CompareScreen.tsx'));
const TalkScreen = fetched(() => import('../talk/TalkScreen.tsx'));
const SweepScreen = fetched(() => import('../sweep/SweepScreen.tsx'));
const ClaimsScreen = fetched(() => import('../claims/ClaimsScreen.tsx'));
const ShareDialog = fetchedDialog(() => import('./ShareDialog.tsx'));
const LectureScreen = fetched(() => import('../lecture/LectureScreen.tsx'));
const StoryScreen = fetched(() => import('../story/StoryScreen.tsx'));
const StoryNote = fetched(() => import('../story/StoryNote.tsx'));
const ModelsDialog = fetchedDialog(() => import('../models/ModelsDialog.tsx'));
const LibraryScreen = fetched(() => import('../library/LibraryScreen.tsx'));
const RefusedNotice = fetched(() => import('./RefusedNotice.tsx'));
const TopicNotice = fetched(() => import('../library/TopicNotice.tsx'));

/** The whole page around its screens. `children` stand over it. */
export function App({ session, children }: { session: Session; children?: ReactNode }) {
  return (
    <SessionContext value={session}>
      <Page />
      {children}
    </SessionContext>
  );
}

function Page() {
  const screen = useSessionState((state) => state.screen);
  const hasLinkFault = useSessionState((state) => state.linkFault !== null);
  const hasFault = useSessionState((state) => state.fault !== null);
  const hasRefused = useSessionState((state) => state.refusedWords.length > 0);
  const hasPrediction = useSessionState((state) => state.prediction !== null);
  const hasTopic = useSessionState((state) => topicOf(state) !== null);
  const hasOthers = useSessionState((state) => chosenModels((state.view ?? state.setup).config).length > 0);
  const session = useSession();
  const [isSharing, setSharing] = useState(false);
  // held here because the fault, and its notice with it, is gone once there is a worker to ask about models
  const [isChoosing, setChoosing] = useState(false);
  const share = (): void => {
    setSharing(true);
  };
  useKeys();
  const dialog = (
    <>
      {isSharing && (
        <ShareDialog
          onClose={() => {
            setSharing(false);
          }}
        />
      )}
      {isChoosing && (
        <ModelsDialog
          onClose={() => {
            setChoosing(false);
          }}
        />
      )}
    </>
  );
  // they have the whole page
  if (screen === 'lecture' || screen === 'story') {
    return (
      <>
        {hasRefused && <RefusedNotice />}
        {screen === 'lecture' ? <LectureScreen onShare={share} /> : <StoryScreen onShare={share} />}
        {dialog}
      </>
    );
  }
  return (
    <>
      <header className={styles['header']}>
        <h1 className={styles['mark']}>{pageWords.name}</h1>
        <Tabs current={screen} />
        <span className={styles['chip']} title={hasOthers ? pageWords.chipOthersHint : pageWords.chipHint}>
          <i aria-hidden="true" />
          {hasOthers ? pageWords.chipOthers : pageWords.chip}
        </span>
        <button
          type="button"
          className={styles['quiet']}
          title={pageWords.storyHint}
          onClick={() => {
            session.show('story');
          }}
        >
          {pageWords.story}
        </button>
        <button
          type="button"
          className={styles['quiet']}
          title={pageWords.lectureHint}
          onClick={() => {
            session.show('lecture');
          }}
        >
          {pageWords.lecture}
        </button>
        <button type="button" className={styles['solid']} onClick={share}>
          {pageWords.share}
        </button>
      </header>
      <main>
        <div className={styles['screen']} role="tabpanel" id={panelId} aria-labelledby={tabId(screen)}>
          {hasLinkFault ? (
            <LinkNotice />
          ) : (
            <>
              {hasFault && (
                <FaultNotice
                  onChooseModels={() => {
                    session.restart(false);
                    setChoosing(true);
                  }}
                />
              )}
              {hasRefused && <RefusedNotice />}
              {hasTopic && <TopicNotice />}
              {hasPrediction && screen === 'run' && <StoryNote />}
              <Screen screen={screen} />
            </>
          )}
        </div>
      </main>
      {dialog}
    </>
  );
}

function Screen({ screen }: { screen: TabbedScreen }) {
  switch (screen) {
    case 'run':
      return <RunScreen />;
    case 'trajectories':
      return <TrajectoriesScreen />;
    case 'compare':
      return <CompareScreen />;
    case 'talk':
      return <TalkScreen />;
    case 'sweep':
      return <SweepScreen />;
    case 'claims':
      return <ClaimsScreen />;
    case 'library':
      return <LibraryScreen />;
  }
}
