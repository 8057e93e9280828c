// Words of a frame in another page, and of the snippet that makes one.
import type { FrameControl, Theme } from '../../../session/index.ts';

export const sizes = ['small', 'medium', 'large'] as const;
export type FrameSize = (typeof sizes)[number];

export const embedWords = {
  open: 'Open in Swayground',
  refused: (name: string, word: string): string => `${name}: “${word}” makes no sense there`,
  title: 'Embed',
  intro:
    'A frame for another page, with the harm chart of what is on show. It begins with the recorded run, if the site has one; a page can play it, pause it and go to an iteration.',
  size: 'Size',
  sizes: { small: 'small', medium: 'medium', large: 'large' } satisfies Record<FrameSize, string>,
  pixels: (width: number, height: number): string => `${String(width)} × ${String(height)}`,
  controls: 'Controls',
  control: {
    ...{ play: 'play', step: 'steps', speed: 'speed', iteration: 'iteration' },
    ...{ rating: 'rating chart', twins: 'twin pair' },
  } satisfies Record<FrameControl, string>,
  theme: 'Colours',
  themes: { auto: 'as the reader has them', light: 'light', dark: 'dark' } satisfies Record<Theme, string>,
  snippet: 'Code for the page',
  frameTitle: (title: string, seed: number): string => `Swayground: ${title}, seed ${String(seed)}`,
};
