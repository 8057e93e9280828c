import { useState } from 'react';
import { Dialog } from '../shell/Dialog.tsx';
import { usersWords } from '../locale/users.ts';
import { OwnUsers } from './OwnUsers.tsx';
import { Population } from './Population.tsx';
import type { Drafted } from './Population.tsx';
import styles from './Users.module.css';

const tabs = ['population', 'own'] as const;

/** Who comes to the agent: the environment's users, or those of a person's own. */
export default function UsersDialog({ onClose }: { onClose: () => void }) {
  const [tab, setTab] = useState<(typeof tabs)[number]>('population');
  const [drafted, setDrafted] = useState<Drafted>({});
  return (
    <Dialog title={usersWords.title} onClose={onClose} isDrawer>
      <div className={styles['tabs']} role="group" aria-label={usersWords.title}>
        {tabs.map((each) => (
          <button
            key={each}
            type="button"
            aria-pressed={each === tab}
            onClick={() => {
              setTab(each);
            }}
          >
            {usersWords.tabs[each]}
          </button>
        ))}
      </div>
      {tab === 'population' ? <Population drafted={drafted} onDraft={setDrafted} onDone={onClose} /> : <OwnUsers />}
    </Dialog>
  );
}
