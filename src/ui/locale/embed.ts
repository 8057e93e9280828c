import * as english from './en/embed.ts';
import { inLanguage } from './language.ts';

export { sizes } from './en/embed.ts';
export type { FrameSize } from './en/embed.ts';
export const { embedWords } = inLanguage('embed', english);
