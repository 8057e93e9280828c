// The code of a frame, to be put into another page: pure.
import { frameControls } from '../../session/index.ts';
import type { FrameControl, Theme } from '../../session/index.ts';
import type { FrameSize } from '../locale/embed.ts';
import { languageWord } from '../locale/languages.ts';
import type { Language } from '../locale/languages.ts';

/** As measured, in CSS pixels: chart and texts, the bar of controls (`wrapped`: with steps or speed), rating chart, twin pair. */
const measures = {
  small: { width: 480, chart: 560, bar: 74, wrapped: 154, rating: 402, twins: 885 },
  medium: { width: 720, chart: 570, bar: 74, wrapped: 74, rating: 380, twins: 540 },
  large: { width: 1000, chart: 650, bar: 74, wrapped: 74, rating: 380, twins: 495 },
} as const;

/** Large enough that nothing in the frame need be scrolled to. */
export function frameSize(size: FrameSize, controls: readonly FrameControl[]): { width: number; height: number } {
  const { width, chart, ...rows } = measures[size];
  const has = (...names: FrameControl[]): boolean => names.some((name) => controls.includes(name));
  const bar = has('step', 'speed') ? rows.wrapped : has('play', 'iteration') ? rows.bar : 0;
  return { width, height: chart + bar + (has('rating') ? rows.rating : 0) + (has('twins') ? rows.twins : 0) };
}

const escaped = (text: string): string =>
  text.replace(/[&<>"]/gu, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[sign] ?? '&quot;');

interface FrameChoice {
  readonly size: FrameSize;
  readonly controls: readonly FrameControl[];
  readonly theme: Theme;
  readonly language: Language;
}

/** `link`: of what is to be shown. The page's origin is told to the frame by the browser, so that both can talk. */
export function frameSnippet(link: string, title: string, { size, controls, theme, language }: FrameChoice): string {
  const { width, height } = frameSize(size, controls);
  const address = new URL(link);
  const listed = frameControls.filter((control) => controls.includes(control)).join(',');
  address.search = `?embed=1&controls=${listed}&theme=${theme}&${languageWord}=${language}`;
  const attributes = [
    ['src', address.href],
    ['title', title],
    ['width', String(width)],
    ['height', String(height)],
    ['loading', 'lazy'],
    ['referrerpolicy', 'origin'],
    ['style', 'border: 0; max-width: 100%'],
  ].map(([name, value]) => `${name ?? ''}="${escaped(value ?? '')}"`);
  return `<iframe ${attributes.join(' ')}></iframe>`;
}
