import { useStore } from 'zustand';
import { isLive } from '../../session/index.ts';
import type { Site } from '../../session/index.ts';
import { siteWords as words } from '../locale/site.ts';
import { useSessionState } from '../useSession.ts';
import styles from './SiteNotice.module.css';

/** A line in the corner, over the page, so that nothing moves. */
export default function SiteNotice({ site }: { site: Site }) {
  const hasUpdate = useStore(site.store, ({ update }) => update !== null);
  const isRunning = useSessionState(({ status }) => isLive(status));
  return (
    <section className={styles['notice']} aria-label={words.region}>
      <p role="status">{hasUpdate ? (isRunning ? words.updateLive : words.update) : words.noRoom}</p>
      <div>
        {hasUpdate && (
          <button type="button" className={styles['solid']} onClick={site.takeUpdate}>
            {words.reload}
          </button>
        )}
        <button type="button" onClick={site.dismiss}>
          {hasUpdate ? words.later : words.read}
        </button>
      </div>
    </section>
  );
}
