import { createElement } from 'react';
import { createRoot } from 'react-dom/client';
import { expect, test, vi } from 'vitest';
import { PageGuard } from '../../src/ui/index.ts';

test('a page that can’t be drawn leaves a sentence, not nothing', async () => {
  const silent = vi.spyOn(console, 'error').mockReturnValue();
  const host = document.createElement('div');
  document.body.append(host);
  const root = createRoot(host);
  const Broken = (): never => {
    throw new Error('broken');
  };
  root.render(createElement(PageGuard, null, createElement(Broken)));
  await expect.poll(() => host.querySelector('[role=alert]')?.textContent).toContain('The page could not be drawn');
  root.unmount();
  host.remove();
  silent.mockRestore();
});
