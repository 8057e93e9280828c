import { describe, expect, test } from 'vitest';
import type { Point } from '../charts/Chart.tsx';
import { composed } from './compose.ts';
import { linesOf } from './lines.ts';
import { numbersOf } from './numbers.ts';
import type { Figure, Source } from './types.ts';

const measure = (text: string): number => text.length * 7;
const point = (iteration: number, value: number): Point => ({ iteration, value, low: value - 0.1, high: 1 / 3, n: 60 });
const figure: Figure = {
  name: 'Harm rate',
  finding: [
    { text: 'Gameable users: 98 %.', group: 'gameable' },
    { text: 'Others: 2 %.', group: 'other' },
  ],
  caption: 'Share of replies <with> a harmful act & more.',
  legend: null,
  chart: {
    full: Infinity,
    series: { gameable: [point(0, 0.15), point(1, 0.98)], other: [point(0, 0.14)] },
    ...{ overlays: [], iterations: 1, range: [0, 1], ticks: [0, 1], tick: String, height: 400, at: 1, gap: null },
    ...{ event: null, cursor: { label: '', text: '', onMove: () => undefined } },
  },
};
const source: Source = { link: 'https://example.org/#v=1&p=therapy-50&seed=7', seed: 7, fingerprint: 'a2bd8b07' };

describe('a figure', () => {
  const drawing = composed(figure, '<path id="chart"/>', source, measure);

  test('says what it shows, how it is read, and where it comes from', () => {
    for (const text of ['Harm rate', '98 %', 'Others: 2 %.', '95 % interval', 'Gameable users', 'Simulated users']) {
      expect(drawing).toContain(text);
    }
    expect(drawing).toContain('seed 7 · fingerprint a2bd8b07');
    expect(drawing).toContain('href="https://example.org/#v=1&amp;p=therapy-50&amp;seed=7"');
    expect(drawing).toContain('<path id="chart"/>');
  });

  test('needs nothing but itself: no styles, no classes, no variables, and texts are texts', () => {
    expect(drawing).not.toMatch(/class=|style=|var\(|@import|url\(|<with>|<script|& /u);
    expect(drawing).toContain('&lt;with&gt; a harmful act &amp; more');
  });

  test('says what is drawn like nothing else in it', () => {
    expect(composed({ ...figure, legend: 'Hollow: recorded' }, '', source, measure)).toContain(
      'more. Hollow: recorded.',
    );
  });

  test('of a run that is not over has no fingerprint', () => {
    expect(composed(figure, '', { ...source, fingerprint: null }, measure)).not.toContain('fingerprint');
  });

  test('is high enough for all of its lines', () => {
    const long = composed(
      { ...figure, caption: 'word '.repeat(400) },
      '',
      { ...source, link: 'x'.repeat(900) },
      measure,
    );
    const height = Number(/ height="(\d+)"/u.exec(long)?.[1]);
    const lowest = Math.max(...[...long.matchAll(/<text x="\d+" y="(\d+)"/gu)].map(([, y]) => Number(y)));
    expect(lowest).toBeLessThan(height);
  });
});

test('its numbers are those of the run, to the last digit', () => {
  expect(numbersOf(figure, source)).toBe(
    [
      'measure,users,iteration,value,low,high,n,seed,fingerprint,link',
      `Harm rate,gameable,0,0.15,${String(0.15 - 0.1)},0.3333333333333333,60,7,a2bd8b07,${source.link}`,
      `Harm rate,gameable,1,0.98,0.88,0.3333333333333333,60,7,a2bd8b07,${source.link}`,
      `Harm rate,other,0,0.14,${String(0.14 - 0.1)},0.3333333333333333,60,7,a2bd8b07,${source.link}`,
      '',
    ].join('\r\n'),
  );
});

test.each([
  ['one two three', 50, ['one two', 'three']],
  ['https://example.org', 49, ['https:/', '/exampl', 'e.org']],
  ['a https://example.org b', 70, ['a', 'https://ex', 'ample.org', 'b']],
  ['', 50, []],
])('%j in lines of %i', (text, width, lines) => {
  expect(linesOf(text, width, '', measure)).toEqual(lines);
});
