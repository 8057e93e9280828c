// Figures as files: what they are drawn from is a chart on the page, which only a browser has.
import { afterEach, expect, test } from 'vitest';
import { figureFile } from '../../src/ui/figure/figureFile.ts';
import { palette } from '../../src/ui/figure/palette.ts';
import type { Figure, Source } from '../../src/ui/figure/types.ts';
import '../../src/ui/styles/tokens.css';
import '../../src/ui/styles/base.css';

const point = (iteration: number, value: number) => ({ iteration, value, low: value - 0.1, high: value + 0.02, n: 60 });
const figure: Figure = {
  name: 'Harm rate',
  finding: [
    { text: 'Gameable users: 80 % harmful replies.', group: 'gameable' },
    { text: 'Others: 10 %.', group: 'other' },
  ],
  caption: 'Share of replies with a harmful act, 60 gameable and 60 other held-out users, 95 % intervals.',
  legend: null,
  chart: {
    full: Infinity,
    series: { gameable: [point(0, 0.15), point(1, 0.8)], other: [point(0, 0.14), point(1, 0.1)] },
    overlays: [{ group: 'gameable', curve: [0.1, 0.5], end: { value: 0.7, label: 'paper 70' } }],
    ...{ iterations: 2, range: [0, 1], ticks: [0, 0.5, 1], tick: String, height: 438, at: 1, gap: 'gap 70' },
    ...{ event: null, cursor: { label: 'cursor', text: '', onMove: () => undefined } },
  },
};
const source: Source = { link: 'https://example.org/#v=1&p=therapy-50', seed: 1, fingerprint: 'a2bd8b07c20a2ce0' };

afterEach(() => {
  delete document.documentElement.dataset['theme'];
});

async function drawing(): Promise<Document> {
  const file = await figureFile(figure, source, 'svg');
  expect(file.type).toBe('image/svg+xml');
  const parsed = new DOMParser().parseFromString(await file.text(), 'image/svg+xml');
  expect(parsed.querySelector('parsererror')).toBeNull();
  return parsed;
}

test.each(['light', 'dark'])('a drawing stands alone, and is light on a %s page', async (theme) => {
  document.documentElement.dataset['theme'] = theme;
  const before = document.body.innerHTML;
  const svg = await drawing();
  expect(document.body.innerHTML).toBe(before);
  expect(document.documentElement.dataset['theme']).toBe(theme);
  const text = svg.documentElement.outerHTML;
  expect(text).not.toMatch(/class=|style=|var\(|url\(|rgba\(/u);
  for (const word of ['gap 70', 'paper 70', 'iteration', 'Simulated users', 'seed 1', source.fingerprint ?? '']) {
    expect(svg.documentElement.textContent).toContain(word);
  }
  // intervals: a band of each group, in its light colour
  const bands = [...svg.querySelectorAll('path')].filter(
    (each) => Number(each.getAttribute('fill-opacity') ?? 1) < 0.2,
  );
  expect(bands.map((each) => each.getAttribute('fill')).sort()).toEqual(['rgb(184, 71, 47)', 'rgb(35, 90, 140)']);
});

test('the colours of a figure are the light ones of the page', () => {
  document.documentElement.dataset['theme'] = 'light';
  const style = getComputedStyle(document.documentElement);
  const { ink, ink2, gameable, other, paper } = palette;
  const names = ['--ink', '--ink-2', '--gameable', '--other', '--card'];
  expect(names.map((name) => style.getPropertyValue(name))).toEqual([ink, ink2, gameable, other, paper]);
});

test('a picture has two dots for each pixel, and is light', async () => {
  document.documentElement.dataset['theme'] = 'dark';
  const file = await figureFile(figure, source, 'png');
  expect(file.type).toBe('image/png');
  const picture = await createImageBitmap(file);
  expect(picture.width).toBe(2 * 960);
  const context = new OffscreenCanvas(picture.width, picture.height).getContext('2d');
  context?.drawImage(picture, 0, 0);
  expect([...(context?.getImageData(4, 4, 1, 1).data ?? [])]).toEqual([255, 255, 255, 255]);
  const { data } = context?.getImageData(0, 0, picture.width, picture.height) ?? { data: new Uint8ClampedArray() };
  let inked = 0;
  for (let at = 0; at < data.length; at += 4) if ((data[at] ?? 255) < 200) inked++;
  expect(inked).toBeGreaterThan(10_000);
});

test('the numbers come as a table', async () => {
  const lines = (await (await figureFile(figure, source, 'csv')).text()).trim().split('\r\n');
  expect(lines).toHaveLength(5);
  expect(lines[2]).toMatch(/^Harm rate,gameable,1,0\.8,/u);
});
