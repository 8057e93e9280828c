import { startTransition, StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { createSession, openSite, windowApi } from './session/index.ts';
import type { WindowApi } from './session/index.ts';
import { App, PageGuard, SiteNews } from './ui/index.ts';
import './ui/styles/tokens.css';
import './ui/styles/base.css';

declare global {
  interface Window {
    /** Read-only: see src/session/windowApi.ts. */
    readonly swayground: WindowApi;
  }
}

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no element with the id "root".');

const session = createSession();
const site = openSite();
Object.defineProperty(window, 'swayground', { value: windowApi(session, site), enumerable: true });
const page = createRoot(root);
// As a transition, the page is put together in short tasks, and workers that have come to life are heard between them.
startTransition(() => {
  page.render(
    <StrictMode>
      <PageGuard>
        <App session={session}>
          <SiteNews site={site} />
        </App>
      </PageGuard>
    </StrictMode>,
  );
});
