import type { ScreenId } from '../../session/index.ts';
import { en } from '../locale/en.ts';
import { useSession } from '../useSession.ts';
import { Notice } from './Notice.tsx';

/** What will stand on a screen that has nothing to show. */
export function EmptyScreen({ screen }: { screen: Exclude<ScreenId, 'run' | 'library'> }) {
  const session = useSession();
  const { title, text } = en.empty[screen];
  return (
    <Notice
      title={title}
      action={en.empty.action}
      onAction={() => {
        session.show('run');
      }}
    >
      <p>{text}</p>
    </Notice>
  );
}
