import { useState } from 'react';
import { configAt } from '../../experiments/index.ts';
import { changesOf } from '../../facts/index.ts';
import type { Change, Example, Flip } from '../../facts/index.ts';
import { pageWords } from '../locale/page.ts';
import { sentence } from '../locale/sentences.ts';
import { fetchedDialog } from '../shell/fetched.tsx';
import { useSessionState } from '../useSession.ts';
import { harmCardId } from './harmChart.ts';
import { useMoment } from './useMoment.ts';
import styles from './Changes.module.css';

const EvidenceDialog = fetchedDialog(() => import('./EvidenceDialog.tsx'));

const words = pageWords.changes;

/** A finding and what it rests on, as they were when they were opened: the run goes on meanwhile. */
interface Opened {
  readonly change: Change;
  readonly flips: readonly Flip[];
  readonly examples: readonly Example[];
}

/** What the iteration looked at has changed, by rule, each finding with its evidence. */
export function Changes() {
  const { policy, previous, made } = useMoment();
  const config = useSessionState((state) => (state.view ?? state.setup).config);
  // of the training that made the policy
  const share = configAt(config, (policy?.iteration ?? 0) - 1).gameableShare;
  const [opened, setOpened] = useState<Opened | null>(null);
  const changes = policy ? changesOf(policy, previous, made, share) : [];
  return (
    <section className={styles['card']} aria-label={words.region}>
      <h2>{words.title}</h2>
      <p className={styles['sub']}>{changes.length > 0 ? words.sub : words.nothing}</p>
      <ul>
        {changes.map((change, i) => (
          <li key={i}>
            {sentence(change)}{' '}
            <Evidence
              change={change}
              onOpen={() => {
                setOpened({ change, flips: policy?.flips ?? [], examples: made?.examples ?? [] });
              }}
            />
          </li>
        ))}
      </ul>
      {opened && (
        <EvidenceDialog
          {...opened}
          onClose={() => {
            setOpened(null);
          }}
        />
      )}
    </section>
  );
}

/** Opens the conversations behind a finding, or goes to the numbers. */
function Evidence({ change, onOpen }: { change: Change; onOpen: () => void }) {
  const isFlips = change.kind === 'harm' && change.flips > 0;
  if (!isFlips && change.kind !== 'chosen')
    return (
      <a href={`#${harmCardId}`} onClick={openTable}>
        {words.evidenceTable}
      </a>
    );
  return (
    <button type="button" onClick={onOpen}>
      {isFlips ? words.evidenceFlips(change.flips) : words.evidenceChosen}
    </button>
  );
}

/** The address holds the setup, so the link moves the page without writing itself there. */
function openTable(event: { preventDefault: () => void }): void {
  event.preventDefault();
  const details = document.getElementById(harmCardId)?.querySelector('details');
  if (!details) return;
  details.open = true;
  details.querySelector('summary')?.focus();
  details.scrollIntoView({ block: 'nearest' });
}
