// The reader that every handout has in it.
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { parseHandout } from '../../handout/index.ts';
import { PageGuard } from '../PageGuard.tsx';
import { handoutWords as words } from '../locale/handout.ts';
import { Reader } from './Reader.tsx';

const root = document.getElementById('root');
const data = document.getElementById('handout');
if (!root || !data) throw new Error('The page has no place for the reader.');
createRoot(root).render(
  <StrictMode>
    <PageGuard>{pageOf(data.textContent)}</PageGuard>
  </StrictMode>,
);

function pageOf(text: string) {
  if (text === 'null') return <main className="fallback">{words.empty}</main>;
  try {
    return <Reader handout={parseHandout(text)} />;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return (
      <main className="fallback">
        <div role="alert">
          <h1>{words.unreadable}</h1>
          <p>{error.message}</p>
        </div>
      </main>
    );
  }
}
