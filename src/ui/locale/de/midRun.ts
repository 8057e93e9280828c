import type { Translation } from '../language.ts';

export const midRun: Translation['midRun'] = {
  midRunWords: {
    setting: (name, value) => `${name}: ${value}`,
    settings: (settings) => settings.join(', '),
    change: (iteration, settings) => `ab Iteration ${String(iteration)}: ${settings}`,
    changes: (changes) => changes.join('; '),
    mark: (settings) =>
      settings.length === 1 ? (settings[0] ?? '') : `${String(settings.length)} Einstellungen geändert`,
    caption: (changes) => `Geändert ${changes.join('; ')}.`,
    own: (name, openings) => `${name} (${String(openings)})`,
    column: 'Geändert',
    none: 'keine',
    strip: (changes) => `Geändert ${changes}`,
  },
};
