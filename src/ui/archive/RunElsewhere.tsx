import { archiveWords } from '../locale/archive.ts';
import { Notice } from '../shell/Notice.tsx';
import { useSession } from '../useSession.ts';

/** A link leads to a run of another browser, or to one that was deleted. */
export function RunElsewhere() {
  const session = useSession();
  const { title, text, action } = archiveWords.elsewhere;
  return (
    <Notice
      title={title}
      action={action}
      onAction={() => {
        session.show('run');
      }}
    >
      <p>{text}</p>
    </Notice>
  );
}
