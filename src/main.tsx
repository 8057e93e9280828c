import { startTransition, StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { createSession, frameOptions, openSite, windowApi } from './session/index.ts';
import type { WindowApi } from './session/index.ts';
import { App, fetched, PageGuard, SiteNews, watchSheets } from './ui/index.ts';
import { pageWords } from './ui/locale/page.ts';

declare global {
  interface Window {
    /** Read-only: see src/session/windowApi.ts. */
    readonly swayground: WindowApi;
  }
}

const Frame = fetched(() => import('./ui/embed/Frame.tsx'));

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no element with the id "root".');

document.title = pageWords.title;
const frame = frameOptions(location.search, document.referrer);
if (frame && frame.theme !== 'auto') document.documentElement.dataset['theme'] = frame.theme;
const session = createSession({ showsWhole: frame !== null });
// a frame is a guest: it keeps nothing for use without a network
const site = openSite(frame === null);
Object.defineProperty(window, 'swayground', { value: windowApi(session, site), enumerable: true });
const page = createRoot(root);
// As a transition, the page is put together in short tasks, and workers that have come to life are heard between them.
watchSheets();
startTransition(() => {
  page.render(
    <StrictMode>
      <PageGuard>
        {frame ? (
          <Frame session={session} options={frame} />
        ) : (
          <App session={session}>
            <SiteNews site={site} />
          </App>
        )}
      </PageGuard>
    </StrictMode>,
  );
});
