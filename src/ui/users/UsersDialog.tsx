import { Dialog } from '../shell/Dialog.tsx';
import { usersWords } from '../locale/users.ts';
import { Population } from './Population.tsx';

/** Who comes to the agent. */
export default function UsersDialog({ onClose }: { onClose: () => void }) {
  return (
    <Dialog title={usersWords.title} onClose={onClose} isDrawer>
      <Population onDone={onClose} />
    </Dialog>
  );
}
