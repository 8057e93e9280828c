import { archiveWords } from '../locale/archive.ts';
import { useSession, useSessionState } from '../useSession.ts';
import { Notice } from './Notice.tsx';

const words = archiveWords.refused;

/** Where a link says to look, as far as that makes no sense. Its setup, and all else that it says, is opened. */
export default function RefusedNotice() {
  const session = useSession();
  const refused = useSessionState((state) => state.refusedWords);
  return (
    <Notice isAlert title={words.title(refused.length)} action={words.action} onAction={session.dismissRefused}>
      <ul>
        {refused.map(({ part, word }, at) => (
          <li key={at}>
            <code>{part}</code>: {words.word(word)}
          </li>
        ))}
      </ul>
      <p>{words.text}</p>
    </Notice>
  );
}
