import { expect, test } from 'vitest';
import { frameSize, frameSnippet } from './frameSnippet.ts';

const link = 'https://example.org/site/#v=1&p=therapy-50&f=0123456789abcdef';

test('a frame’s code is whole, and nothing in it ends an attribute', () => {
  expect(
    frameSnippet(link, 'A "run" <1>', {
      size: 'small',
      controls: ['iteration', 'play'],
      theme: 'dark',
      language: 'de',
    }),
  ).toBe(
    '<iframe src="https://example.org/site/?embed=1&amp;controls=play,iteration&amp;theme=dark&amp;lang=de#v=1&amp;p=therapy-50&amp;f=0123456789abcdef" ' +
      'title="A &quot;run&quot; &lt;1&gt;" width="480" height="634" loading="lazy" referrerpolicy="origin" ' +
      'style="border: 0; max-width: 100%"></iframe>',
  );
});

test('it is higher, the more there is in it', () => {
  const heights = ([[], ['play'], ['play', 'speed'], ['play', 'rating'], ['play', 'rating', 'twins']] as const).map(
    (controls) => frameSize('medium', controls).height,
  );
  expect(heights[2]).toBe(heights[1]);
  expect(new Set(heights).size).toBe(4);
  expect([...heights].sort((a, b) => a - b)).toEqual(heights);
});
