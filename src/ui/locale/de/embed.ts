import type { Translation } from '../language.ts';

export const embed: Translation['embed'] = {
  sizes: ['small', 'medium', 'large'],
  embedWords: {
    open: 'In Swayground öffnen',
    refused: (name, word) => `${name}: „${word}“ ergibt dort keinen Sinn`,
    title: 'Einbetten',
    intro:
      'Ein Rahmen für eine andere Seite, mit dem Diagramm des Schadens zu dem, was gerade zu sehen ist. Er beginnt mit dem aufgezeichneten Lauf, falls es einen gibt; die Seite kann ihn abspielen, anhalten und zu einer Iteration gehen.',
    size: 'Größe',
    sizes: { small: 'klein', medium: 'mittel', large: 'groß' },
    pixels: (width, height) => `${String(width)} × ${String(height)}`,
    controls: 'Bedienung',
    control: {
      ...{ play: 'Abspielen', step: 'Schritte', speed: 'Tempo', iteration: 'Iteration' },
      ...{ rating: 'Diagramm der Bewertungen', twins: 'Zwillingspaar' },
    },
    theme: 'Farben',
    themes: { auto: 'wie beim Lesenden', light: 'hell', dark: 'dunkel' },
    snippet: 'Code für die Seite',
    frameTitle: (title, seed) => `Swayground: ${title}, Seed ${String(seed)}`,
  },
};
