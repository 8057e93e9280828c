/**
 * What writes a value, made when it is first needed: the first ones cost the browser 14 ms, a third of all that is evaluated
 * before the page is drawn.
 */
function lazily(make: () => { format: (value: number) => string }): (value: number) => string {
  let made: ReturnType<typeof make> | null = null;
  return (value) => (made ??= make()).format(value);
}

const digits = (n: number) =>
  lazily(() => new Intl.NumberFormat('en', { minimumFractionDigits: n, maximumFractionDigits: n }));
const twoDigits = digits(2);
const oneDigit = digits(1);

interface Bounds {
  readonly low: number;
  readonly high: number;
}

/** 0.123 as "12 %". */
export const percent = (share: number): string => `${String(Math.round(100 * share))} %`;

/** A difference of shares in percentage points, signed. */
export const points = (difference: number): string => {
  const rounded = Math.round(100 * difference);
  return rounded < 0 ? `−${String(-rounded)}` : String(rounded);
};

export const percentRange = ({ low, high }: Bounds): string =>
  `${String(Math.round(100 * low))} to ${String(Math.round(100 * high))} %`;
export const pointRange = ({ low, high }: Bounds): string => `${points(low)} to ${points(high)}`;

export const decimal = oneDigit;
export const decimalRange = ({ low, high }: Bounds): string => `${decimal(low)} to ${decimal(high)}`;
/** Small numbers: scores from 0 to 1, log-probabilities. */
export const hundredths = (value: number): string => twoDigits(value).replace('-', '−');
/** A difference, with its sign. */
export const change = (value: number): string => (value > 0 ? '+' : '') + hundredths(value);
export const count = lazily(() => new Intl.NumberFormat('en'));

/** A stretch of time, told as roughly as it is known. */
export function duration(ms: number): string {
  const seconds = Math.max(1, Math.round(ms / 1000));
  if (seconds < 60) return `${String(seconds)} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 60 ? `${String(minutes)} min` : `${oneDigit(seconds / 3600)} h`;
}

const units = ['KB', 'MB', 'GB', 'TB'];

/** A size, told as roughly as anybody wants to know it. */
export function bytes(size: number): string {
  let [value, unit] = [size / 1024, 0];
  while (value >= 1000 && unit < units.length - 1) [value, unit] = [value / 1024, unit + 1];
  const shown = value >= 100 || unit === 0 ? String(Math.ceil(value)) : oneDigit(value);
  return `${shown} ${units[unit] ?? ''}`;
}

const moment = lazily(
  () =>
    new Intl.DateTimeFormat('en', {
      ...{ year: 'numeric', month: 'short', day: 'numeric' },
      ...{ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
    }),
);

/** A time as the visitor's clock has it. A stored one may be any number, and no date. */
export const dateTime = (at: number): string => (Math.abs(at) < 8e15 ? moment(at) : '–');
