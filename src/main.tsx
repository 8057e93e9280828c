import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { createDemoSession } from './session/demoSession.ts';
import { DemoPage, PageGuard } from './ui/index.ts';
import './ui/styles/tokens.css';
import './ui/styles/base.css';

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no element with the id "root".');

const session = createDemoSession({ seed: 1 });
createRoot(root).render(
  <StrictMode>
    <PageGuard>
      <DemoPage session={session} />
    </PageGuard>
  </StrictMode>,
);
