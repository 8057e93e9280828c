import { lazy, Suspense } from 'react';
import { useStore } from 'zustand';
import type { Site } from '../../session/index.ts';

const SiteNotice = lazy(() => import('./SiteNotice.tsx'));

/** What there is to say of the site itself; mostly nothing. */
export function SiteNews({ site }: { site: Site }) {
  const hasNews = useStore(site.store, ({ kept, update }) => update !== null || kept === 'noRoom');
  return (
    hasNews && (
      <Suspense>
        <SiteNotice site={site} />
      </Suspense>
    )
  );
}
