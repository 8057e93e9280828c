import type { Session } from '../../session/index.ts';
import { libraryWords } from '../locale/library.ts';
import { runTitle } from '../locale/options.ts';
import { refusalText } from '../options/refusalText.ts';
import { useSession, useSessionState } from '../useSession.ts';
import { topicOf } from './topicOf.ts';
import type { Topic } from './topicOf.ts';
import styles from './TopicNotice.module.css';

const words = libraryWords.topic;

interface Said {
  readonly text: string;
  /** What browser, file or storage said; may be empty. */
  readonly detail: string;
  readonly action: string;
  readonly onAction: () => void;
}

/** One line about stored runs: what is so, and one thing to do about it. */
export default function TopicNotice() {
  const session = useSession();
  const topic = topicOf(useSessionState((state) => state));
  if (!topic) return null;
  const { text, detail, action, onAction } = saidOf(topic, session);
  return (
    <section className={styles['topic']} aria-label={words.region}>
      <p role="status">
        {text}
        {detail !== '' && (
          <>
            {' '}
            {words.said} <code>{detail}</code>
          </>
        )}
      </p>
      <button type="button" onClick={onAction}>
        {action}
      </button>
    </section>
  );
}

/** What helps where nothing is stored. */
const memoryActions: Readonly<
  Record<Extract<Topic, { kind: 'memory' }>['mode']['reason'], 'deleteOldest' | 'library' | 'reload' | 'again'>
> = {
  ...{ quota: 'deleteOldest', absent: 'library', denied: 'library', closed: 'again', failed: 'again' },
  ...{ newer: 'reload', replaced: 'reload', blocked: 'reload', migration: 'reload' },
};

function saidOf(topic: Topic, { library, show }: Session): Said {
  switch (topic.kind) {
    case 'notice': {
      const { kind, refusal } = topic.notice;
      const detail = refusal ? refusalText(refusal) : topic.notice.detail;
      return { text: words.notices[kind], detail, action: words.dismiss, onAction: library.dismiss };
    }
    case 'interrupted': {
      const { run, name, completed, config } = topic.run;
      return {
        ...{
          text: words.interrupted(runTitle(name), completed ?? 0, config.iterations),
          detail: '',
          action: words.goOn,
        },
        onAction: () => {
          library.goOn(run);
        },
      };
    }
    case 'memory': {
      const { reason, detail } = topic.mode;
      const actions: Record<(typeof memoryActions)[typeof reason], Pick<Said, 'action' | 'onAction'>> = {
        deleteOldest: { action: libraryWords.storage.deleteOldest, onAction: library.deleteOldest },
        again: { action: words.again, onAction: library.restore },
        reload: { action: words.reload, onAction: reload },
        library: {
          action: words.library,
          onAction: () => {
            show('library');
          },
        },
      };
      return { text: words.memory[reason], detail, ...actions[memoryActions[reason]] };
    }
  }
}

const reload = (): void => {
  location.reload();
};
