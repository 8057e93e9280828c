import { claimTopics } from '../../experiments/index.ts';
import type { Claim } from '../../experiments/index.ts';
import { claimWords as words } from '../locale/claims.ts';
import { isLive } from '../../session/index.ts';
import { Notice } from '../shell/Notice.tsx';
import { useSession, useSessionState } from '../useSession.ts';
import { ClaimCard } from './ClaimCard.tsx';
import { useClaims } from './useClaims.ts';
import styles from './Claims.module.css';

/** The paper's claims and our controls, each with its verdict, its figures beside the paper's, and a way to run it. */
export default function ClaimsScreen() {
  const session = useSession();
  const [reading, again] = useClaims();
  switch (reading.stage) {
    case 'reading':
      return (
        <section className={styles['intro']} aria-label={words.region}>
          <h2>{words.loading}</h2>
        </section>
      );
    case 'missing':
      return (
        <Notice
          title={words.missing.title}
          action={words.missing.action}
          onAction={() => {
            session.show('run');
          }}
        >
          <p>{words.missing.text}</p>
        </Notice>
      );
    case 'failed':
      return (
        <Notice title={words.fault.title} action={words.fault.action} onAction={again}>
          <p>{reading.message}</p>
        </Notice>
      );
    case 'read':
      return <Claims claims={reading.file.claims} />;
  }
}

function Claims({ claims }: { claims: readonly Claim[] }) {
  const isBusy = useSessionState(({ status }) => isLive(status));
  const verdicts = (['shown', 'partly', 'notShown', 'illustration'] as const).map((verdict) => ({
    verdict,
    count: claims.filter((claim) => claim.verdict === verdict).length,
  }));
  const topics = claimTopics.map((topic) => ({ topic, all: claims.filter((claim) => claim.topic === topic) }));
  return (
    <section className={styles['screen']} aria-label={words.region}>
      <div className={styles['intro']}>
        <h2>{words.title}</h2>
        <p>{words.limits}</p>
        <p>{words.common}</p>
        <p>{words.legend}</p>
        {isBusy && <p>{words.isLive}</p>}
        <ul className={styles['tally']}>
          {verdicts.map(({ verdict, count }) => (
            <li key={verdict} className={styles[verdict]}>
              <b>{count}</b> {words.verdicts[verdict]}
            </li>
          ))}
        </ul>
      </div>
      {topics
        .filter(({ all }) => all.length > 0)
        .map(({ topic, all }) => (
          <section key={topic} className={styles['topic']} aria-label={words.topics[topic]}>
            <h3>{words.topics[topic]}</h3>
            <div className={styles['cards']}>
              {all.map((claim) => (
                <ClaimCard key={claim.id} claim={claim} />
              ))}
            </div>
          </section>
        ))}
    </section>
  );
}
