import { useMemo } from 'react';
import { talkBasis } from '../../session/index.ts';
import type { StoredRun } from '../../storage/index.ts';
import { CutNote } from '../archive/CutNote.tsx';
import { RunElsewhere } from '../archive/RunElsewhere.tsx';
import { StoredRuns } from '../archive/StoredRuns.tsx';
import { useSessionState } from '../useSession.ts';
import { talkWords as words } from '../locale/talk.ts';
import { Alone } from './Alone.tsx';
import { Exchanges } from './Exchanges.tsx';
import { partnerOf } from './partner.ts';
import { TalkSetup } from './TalkSetup.tsx';
import styles from './Talk.module.css';

/** A person talks to the agent of any stored policy, beside the untrained model. */
export default function TalkScreen() {
  return (
    <StoredRuns whenEmpty={(refused) => <Talk runs={[]} refused={refused} />}>
      {(runs) => <Talk runs={runs.filter(({ completed }) => completed !== null)} refused={null} />}
    </StoredRuns>
  );
}

function Talk({ runs, refused }: { runs: readonly StoredRun[]; refused: string | null }) {
  const talking = useSessionState((state) => state.talking);
  const expected = useSessionState((state) => state.expected?.fingerprint ?? null);
  const setup = useSessionState((state) => state.setup.config);
  const partner = useMemo(() => partnerOf(talking, runs, expected, setup), [talking, runs, expected, setup]);
  const { config, speaker } = partner;
  const basis = useMemo(() => talkBasis(config, talking, speaker), [config, talking, speaker]);
  return (
    <>
      {partner.isElsewhere && <RunElsewhere />}
      {partner.run && <CutNote runs={[partner.run]} />}
      {runs.length === 0 && <Alone refused={refused} />}
      <section className={styles['screen']} aria-label={words.region}>
        <TalkSetup runs={runs} partner={partner} basis={basis} />
        <Exchanges partner={partner} basis={basis} />
      </section>
    </>
  );
}
