import { describe, expect, test } from 'vitest';
import { heardBy } from './messages.ts';
import { frameOptions } from './options.ts';

const page = 'https://school.example/lesson/3?x=1#y';

describe('the address of a frame', () => {
  test.each([
    ['', null],
    ['?embed=0', null],
    ['?embed=true', null],
    ['?embed=1', { controls: ['play', 'iteration'], theme: 'auto', origin: 'https://school.example', refused: [] }],
    ['?embed=1&controls=', { controls: [] }],
    ['?embed=1&controls=twins,play&theme=dark', { controls: ['play', 'twins'], theme: 'dark' }],
    ['?embed=1&origin=https://other.example:8080/a', { origin: 'https://other.example:8080' }],
    [
      '?embed=1&controls=play,<b>&theme=pink&origin=javascript:alert(1)',
      {
        ...{ controls: ['play'], theme: 'auto', origin: null },
        refused: [
          { name: 'controls', word: '<b>' },
          { name: 'theme', word: 'pink' },
          { name: 'origin', word: 'javascript:alert(1)' },
        ],
      },
    ],
  ])('%s', (search, options) => {
    const found = frameOptions(search, page);
    if (options === null) expect(found).toBeNull();
    else expect(found).toMatchObject(options);
  });

  test('nobody is talked to where the browser does not say whose frame it is', () => {
    expect(frameOptions('?embed=1', '')?.origin).toBeNull();
    expect(frameOptions('?embed=1', 'file:///home/lesson.html')?.origin).toBeNull();
  });
});

describe('a message to a frame', () => {
  const ours = { source: 'swayground', version: 1 };

  test.each([
    { ...ours, kind: 'play' },
    { ...ours, kind: 'pause' },
    { ...ours, kind: 'seek', iteration: 0 },
  ])('%j is heard', (message) => {
    expect(heardBy(message)).toEqual({ message, refused: null });
  });

  test.each([null, 'play', {}, { kind: 'play' }, { source: 'react-devtools', kind: 'play' }, [ours]])(
    '%j is none of ours',
    (message) => {
      expect(heardBy(message)).toBeNull();
    },
  );

  test.each([
    [{ ...ours, version: 2, kind: 'play' }, 'version'],
    [{ ...ours, kind: 'erase' }, 'kind'],
    [{ ...ours, kind: 'seek' }, 'iteration'],
    [{ ...ours, kind: 'seek', iteration: '3' }, 'iteration'],
    [{ ...ours, kind: 'seek', iteration: 1.5 }, 'iteration'],
    [{ ...ours, kind: 'seek', iteration: -1 }, 'iteration'],
    [{ ...ours, kind: 'play', extra: 1 }, 'extra'],
  ])('%j is refused, and told why', (message, field) => {
    const heard = heardBy(message);
    expect(heard?.message).toBeNull();
    expect(heard?.refused?.field).toBe(field);
    expect(heard?.refused?.message).not.toBe('');
  });
});
