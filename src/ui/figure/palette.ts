// A figure is for paper: light, whatever the page is. test/browser/figure.browser.test.ts compares the colours with those of the page.
export const palette = {
  paper: '#ffffff',
  ink: '#1d1f23',
  ink2: '#575b63',
  gameable: '#b8472f',
  other: '#235a8c',
} as const;

/** Families of the page, and behind them those that programs for drawings know. */
export const fonts = {
  serif: "'Source Serif 4', Charter, Georgia, 'Times New Roman', serif",
  sans: "Inter, 'Segoe UI', Helvetica, Arial, sans-serif",
  mono: "'JetBrains Mono', Menlo, Consolas, monospace",
} as const;
