import decodeQR from 'qr/decode.js';
import { expect, test } from 'vitest';
import { qrPath } from './qrPath.ts';

/** What a camera makes of the path, drawn dark on light. */
function scan(text: string): string {
  const { size, path } = qrPath(text) ?? { size: 0, path: '' };
  const scale = 4;
  const side = size * scale;
  const data = new Uint8ClampedArray(side * side * 4).fill(255);
  for (const [, x, y] of path.matchAll(/M(\d+) (\d+)h1v1h-1z/gu)) {
    for (let i = 0; i < scale * scale; i++) {
      const row = Number(y) * scale + Math.floor(i / scale);
      data.fill(
        0,
        (row * side + Number(x) * scale + (i % scale)) * 4,
        (row * side + Number(x) * scale + (i % scale)) * 4 + 3,
      );
    }
  }
  return decodeQR({ width: side, height: side, data });
}

test.each([
  'https://example.org/#v=1&p=therapy-50',
  `https://example.org/swayground/#v=1&p=therapy-50&view.iteration=8&view.text=${encodeURIComponent('don’t')}&f=a2bd8b07c20a2ce0`,
  `https://example.org/#v=1&c=${'aB3_-'.repeat(300)}`,
])('a camera reads %s', (link) => {
  expect(scan(link)).toBe(link);
});

test('a text that fits into no code has none', () => {
  expect(qrPath('x'.repeat(4000))).toBeNull();
});
