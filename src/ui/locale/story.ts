import * as english from './en/story.ts';
import { inLanguage } from './language.ts';

export const { storyWords } = inLanguage('story', english);
