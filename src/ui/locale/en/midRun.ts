// Words for changes in mid-run, where they are marked: charts, tables, the setup strip.
export const midRunWords = {
  /** One setting: its name and its value. */
  setting: (name: string, value: string) => `${name}: ${value}`,
  settings: (settings: readonly string[]) => settings.join(', '),
  change: (iteration: number, settings: string) => `from iteration ${String(iteration)}: ${settings}`,
  changes: (changes: readonly string[]) => changes.join('; '),
  /** In a chart, where there is room for a few words. */
  mark: (settings: readonly string[]) =>
    settings.length === 1 ? (settings[0] ?? '') : `${String(settings.length)} settings changed`,
  caption: (changes: readonly string[]) => `Changed ${changes.join('; ')}.`,
  own: (name: string, openings: number) => `${name} (${String(openings)})`,
  column: 'Changed',
  none: 'none',
  strip: (changes: string) => `Changed ${changes}`,
} as const;
