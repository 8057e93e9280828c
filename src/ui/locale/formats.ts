// How a language writes numbers, sizes and times.
import type { Language } from './languages.ts';

/**
 * What writes a value, made when it is first needed: the first ones cost the browser 14 ms, a third of all that is evaluated
 * before the page is drawn.
 */
function lazily(make: () => { format: (value: number) => string }): (value: number) => string {
  let made: ReturnType<typeof make> | null = null;
  return (value) => (made ??= make()).format(value);
}

interface Bounds {
  readonly low: number;
  readonly high: number;
}

/** Between the ends of a range, between ones and tenths, and before a sign of percent. */
const signs: Readonly<Record<Language, { readonly to: string; readonly point: string; readonly space: string }>> = {
  en: { to: ' to ', point: '.', space: ' ' },
  de: { to: ' bis ', point: ',', space: '\u00a0' },
};
const units = ['KB', 'MB', 'GB', 'TB'];

export function formatsIn(language: Language) {
  const { to, point, space } = signs[language];
  const digits = (n: number) =>
    lazily(() => new Intl.NumberFormat(language, { minimumFractionDigits: n, maximumFractionDigits: n }));
  const [twoDigits, oneDigit] = [digits(2), digits(1)];
  const moment = lazily(
    () =>
      new Intl.DateTimeFormat(language, {
        ...{ year: 'numeric', month: 'short', day: 'numeric' },
        ...{ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
      }),
  );

  /** A difference of shares in percentage points, signed. */
  const points = (difference: number): string => {
    const rounded = Math.round(100 * difference);
    return rounded < 0 ? `−${String(-rounded)}` : String(rounded);
  };
  /** Small numbers: scores from 0 to 1, log-probabilities. */
  const hundredths = (value: number): string => twoDigits(value).replace('-', '−');

  return {
    ...{ points, hundredths, decimal: oneDigit },
    /** 0.123 as "12 %". */
    percent: (share: number): string => `${String(Math.round(100 * share))}${space}%`,
    percentRange: ({ low, high }: Bounds): string =>
      `${String(Math.round(100 * low))}${to}${String(Math.round(100 * high))}${space}%`,
    pointRange: ({ low, high }: Bounds): string => points(low) + to + points(high),
    decimalRange: ({ low, high }: Bounds): string => oneDigit(low) + to + oneDigit(high),
    /** A difference, with its sign. */
    change: (value: number): string => (value > 0 ? '+' : '') + hundredths(value),
    count: lazily(() => new Intl.NumberFormat(language)),
    /** A setting, with all of its digits. */
    exact: (value: number): string => String(value).replace('.', point),

    /** A stretch of time, told as roughly as it is known. */
    duration: (ms: number): string => {
      const seconds = Math.max(1, Math.round(ms / 1000));
      if (seconds < 60) return `${String(seconds)} s`;
      const minutes = Math.round(seconds / 60);
      return minutes < 60 ? `${String(minutes)} min` : `${oneDigit(seconds / 3600)} h`;
    },

    /** A size, told as roughly as anybody wants to know it. */
    bytes: (size: number): string => {
      let [value, unit] = [size / 1024, 0];
      while (value >= 1000 && unit < units.length - 1) [value, unit] = [value / 1024, unit + 1];
      const shown = value >= 100 || unit === 0 ? String(Math.ceil(value)) : oneDigit(value);
      return `${shown} ${units[unit] ?? ''}`;
    },

    /** A time as the visitor's clock has it. A stored one may be any number, and no date. */
    dateTime: (at: number): string => (Math.abs(at) < 8e15 ? moment(at) : '–'),
  };
}
export type Formats = ReturnType<typeof formatsIn>;
