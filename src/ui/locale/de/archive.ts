import type { Tools, Translation } from '../language.ts';

export const archive = ({ count }: Tools): Translation['archive'] => ({
  archiveWords: {
    run: 'Lauf',
    runOption: (name, seed, fingerprint, trajectories) =>
      `${name}, Seed ${String(seed)}, ${fingerprint} (${count(trajectories)} Gespräche)`,
    loading: 'Die gespeicherten Läufe werden gelesen',
    loadingRun: 'Die Gespräche dieses Laufs werden gelesen',
    empty: {
      title: 'Noch keine gespeicherten Läufe',
      text: 'Ein Lauf wird gespeichert, während er gerechnet wird. In der Ansicht Lauf auf Abspielen drücken: Nach der ersten Auswertung sind alle seine Gespräche hier.',
      refused: (reason) =>
        `Dieser Browser lässt die Seite nichts speichern (${reason}), darum lebt ein Lauf nur so lange wie sein Tab. Den privaten Modus verlassen oder dieser Seite das Speichern erlauben, dann noch einmal abspielen.`,
      action: 'Zur Ansicht Lauf',
    },
    fault: {
      title: 'Die gespeicherten Läufe konnten nicht gelesen werden',
      cause: 'Ihr Leser ist abgebrochen, oder der Browser hat es verweigert. Verloren ist davon nichts.',
      said: 'Die Meldung:',
      action: 'Noch einmal',
    },
    damaged: {
      title: (n) =>
        n === 1 ? '1 gespeicherte Zeile ist nicht lesbar' : `${count(n)} gespeicherte Zeilen sind nicht lesbar`,
      text: 'Die anderen werden gezeigt.',
    },
    cut: (name, stored, completed) =>
      `„${name}“ wird nur so weit gezeigt, wie er gespeichert ist: bis Iteration ${String(stored)}. Gekommen ist er bis Iteration ${String(completed)}: Das Spätere liegt im Arbeitsspeicher, den nur die Ansicht Lauf und die Bibliothek lesen. Sobald Platz ist oder nach einem Export ist er ganz aufbewahrt.`,
    refused: {
      title: (n) =>
        n === 1
          ? 'Einem Teil dieses Links lässt sich nicht folgen'
          : `${String(n)} Teilen dieses Links lässt sich nicht folgen`,
      word: (word) => `„${word.length > 60 ? `${word.slice(0, 57)}...` : word}“ ergibt dort keinen Sinn`,
      text: 'Der Aufbau und alles andere, was der Link sagt, ist geöffnet.',
      action: 'In Ordnung',
    },
    elsewhere: {
      title: 'Der Lauf, den dieser Link zeigt, ist hier nicht gespeichert',
      text: 'Sein Aufbau steht in der Ansicht Lauf: Dort auf Abspielen drücken, dann entsteht derselbe Lauf noch einmal, Bit für Bit, und wird hier gezeigt. Bis dahin ist dies der neueste Lauf.',
      action: 'Zur Ansicht Lauf',
    },
    untold: 'nicht bestimmbar',
    harmful: 'schädlich',
    harmless: 'harmlos',
    judged: { harmful: 'für schädlich befunden', harmless: 'für harmlos befunden' },
  },
});
