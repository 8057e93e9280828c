import { pageWords } from '../locale/page.ts';
import { presetTitle } from '../locale/options.ts';
import { refusalText } from '../options/refusalText.ts';
import { useSession, useSessionState } from '../useSession.ts';
import { Notice } from './Notice.tsx';

/** A link that no setup can be read from, and the way to the nearest preset. */
export function LinkNotice() {
  const session = useSession();
  const fault = useSessionState((state) => state.linkFault);
  if (!fault) return null;
  return (
    <Notice
      isAlert
      title={pageWords.link.title}
      action={pageWords.link.action(presetTitle(fault.preset))}
      onAction={session.openNearest}
    >
      <p>
        <code>{refusalText(fault.refusal)}</code>
      </p>
      <p>{pageWords.link.advice}</p>
    </Notice>
  );
}
