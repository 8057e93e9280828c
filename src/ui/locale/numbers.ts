// Numbers as the page's language writes them.
import { formatsIn } from './formats.ts';
import { language } from './language.ts';

const formats = formatsIn(language);
export const { percent, points, percentRange, pointRange, decimal, decimalRange } = formats;
export const { hundredths, change, count, exact, duration, bytes, dateTime } = formats;
