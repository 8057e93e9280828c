const whole = new Intl.NumberFormat('en');
const twoDigits = new Intl.NumberFormat('en', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const oneDigit = new Intl.NumberFormat('en', { minimumFractionDigits: 1, maximumFractionDigits: 1 });

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

export const decimal = (value: number): string => oneDigit.format(value);
export const decimalRange = ({ low, high }: Bounds): string => `${decimal(low)} to ${decimal(high)}`;
/** Small numbers: scores from 0 to 1, log-probabilities. */
export const hundredths = (value: number): string => twoDigits.format(value).replace('-', '−');
/** A difference, with its sign. */
export const change = (value: number): string => (value > 0 ? '+' : '') + hundredths(value);
export const count = (value: number): string => whole.format(value);

/** A stretch of time, told as roughly as it is known. */
export function duration(ms: number): string {
  const seconds = Math.max(1, Math.round(ms / 1000));
  if (seconds < 60) return `${String(seconds)} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 60 ? `${String(minutes)} min` : `${oneDigit.format(seconds / 3600)} h`;
}
