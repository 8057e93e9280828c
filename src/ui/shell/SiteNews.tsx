import { useStore } from 'zustand';
import type { Site } from '../../session/index.ts';
import { fetched } from './fetched.tsx';

const SiteNotice = fetched(() => import('./SiteNotice.tsx'));

/** What there is to say of the site itself; mostly nothing. */
export function SiteNews({ site }: { site: Site }) {
  const hasNews = useStore(site.store, ({ kept, update }) => update !== null || kept === 'noRoom');
  return hasNews && <SiteNotice site={site} />;
}
