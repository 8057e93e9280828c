import type { Change, Example, Flip } from '../../facts/index.ts';
import { pageWords } from '../locale/page.ts';
import { Dialog } from '../shell/Dialog.tsx';
import { Conversation } from './Conversation.tsx';
import styles from './EvidenceDialog.module.css';

const words = pageWords.evidence;

interface EvidenceProps {
  readonly change: Change;
  readonly flips: readonly Flip[];
  readonly examples: readonly Example[];
  readonly onClose: () => void;
}

/** The conversations that a finding rests on. */
export default function EvidenceDialog({ change, flips, examples, onClose }: EvidenceProps) {
  if (change.kind === 'harm') {
    const turned = flips.filter(({ group }) => group === change.group);
    return (
      <Dialog title={words.flips(change.group)} onClose={onClose}>
        <p>{words.flipsText}</p>
        {turned.map(({ group, before, after }, i) => (
          <Conversation key={i} group={group} shown={after} twin={null} base={before} />
        ))}
      </Dialog>
    );
  }
  return (
    <Dialog title={words.chosen} onClose={onClose}>
      <p>{words.chosenText}</p>
      {examples.map(({ group, label, conversation }, i) => (
        <div key={i} className={styles['example']}>
          <span className={styles[label]}>{words.labels[label]}</span>
          <Conversation group={group} shown={conversation} twin={null} base={null} />
        </div>
      ))}
    </Dialog>
  );
}
