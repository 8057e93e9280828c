import { createElement } from 'react';
import { createRoot } from 'react-dom/client';
import { expect, test, vi } from 'vitest';
import { fetchFailedSheets } from '../../src/ui/shell/failedSheets.ts';
import { fetched, PageGuard, watchSheets } from '../../src/ui/index.ts';

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
  expect(host.querySelector('button')?.textContent).toBe('Reload the page');
  root.unmount();
  host.remove();
  silent.mockRestore();
});

test('a part that can’t be fetched is told in its place, the rest stays, and another try fetches it', async () => {
  const host = document.createElement('div');
  document.body.append(host);
  const root = createRoot(host);
  const answers = [false, false, true];
  let tries = 0;
  const Part = fetched<{ readonly name: string }>(() => {
    tries++;
    return answers.shift()
      ? Promise.resolve({
          default: ({ name }: { readonly name: string }) => createElement('p', null, `Here is ${name}`),
        })
      : Promise.reject(new TypeError('Failed to fetch dynamically imported module'));
  });
  const rest = createElement('header', null, 'The rest');
  const draw = (name: string | null): void => {
    root.render(createElement(PageGuard, null, rest, name === null ? null : createElement(Part, { name })));
  };
  const button = (text: string): HTMLButtonElement | undefined =>
    [...host.querySelectorAll('button')].find((each) => each.textContent === text);
  draw('a part');
  await expect.poll(() => host.querySelector('[role=alert]')?.textContent).toContain('could not be fetched');
  expect(host.querySelector('header')?.textContent).toBe('The rest');
  button('Try again')?.click();
  await expect.poll(() => tries).toBe(2);
  await expect.poll(() => button('Try again')).toBeDefined();
  button('Try again')?.click();
  await expect.poll(() => host.querySelector('p')?.textContent).toBe('Here is a part');
  expect(host.querySelector('[role=alert]')).toBeNull();
  // held from now on
  draw(null);
  draw('it again');
  await expect.poll(() => host.querySelector('p')?.textContent).toBe('Here is it again');
  expect(tries).toBe(3);
  root.unmount();
  host.remove();
});

test('a style sheet that did not come is fetched again, and only that one', async () => {
  watchSheets();
  const address = URL.createObjectURL(new Blob(['.dull { color: red }'], { type: 'text/css' }));
  const [came, failed] = [address, `${address}0`].map((href) => {
    const link = Object.assign(document.createElement('link'), { rel: 'stylesheet', href });
    document.head.append(link);
    return new Promise<HTMLLinkElement>((resolve) => {
      link.onload = link.onerror = () => {
        resolve(link);
      };
    });
  });
  const links = (): HTMLLinkElement[] => [...document.querySelectorAll<HTMLLinkElement>('link[href^="blob:"]')];
  const [first, second] = [await came, await failed];
  await expect(fetchFailedSheets()).rejects.toThrow('could not be fetched');
  const again = links()[1];
  if (!again) throw new Error('the link is gone');
  expect([links()[0] === first, again === second]).toEqual([true, false]);
  again.href = address;
  await expect(fetchFailedSheets()).resolves.toBeUndefined();
  expect(links().map(({ sheet }) => sheet !== null)).toEqual([true, true]);
  await expect(fetchFailedSheets()).resolves.toBeUndefined();
  expect(links()[0]).toBe(first);
  for (const link of links()) link.remove();
});
