import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { createSession, windowApi } from './session/index.ts';
import type { WindowApi } from './session/index.ts';
import { App, PageGuard } from './ui/index.ts';
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
Object.defineProperty(window, 'swayground', { value: windowApi(session), enumerable: true });
createRoot(root).render(
  <StrictMode>
    <PageGuard>
      <App session={session} />
    </PageGuard>
  </StrictMode>,
);
