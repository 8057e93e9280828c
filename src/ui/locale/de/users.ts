import type { Translation } from '../language.ts';

export const users: Translation['users'] = {
  usersWords: {
    title: 'Nutzer',
    tabs: { population: 'Wer kommt', own: 'Eigene Nutzer' },

    population: {
      intro: 'Wer zum Agenten kommt, und was an dessen Antworten belohnt wird.',
      panel: 'Die zurückgehaltenen Nutzer, an denen jede Policy erprobt wird, bleiben wie am Anfang des Laufs.',
      before: 'Vor dem Lauf verwenden',
      beforeHint: 'Wird Teil des Aufbaus. Ein gezeigter Lauf behält seinen, bis er zurückgesetzt wird.',
      next: (iteration) => `Ab Iteration ${String(iteration)} ändern`,
      nextHint: (iteration) =>
        `Geht von dem weiter, was ganz ist: Iteration ${String(iteration)} beginnt neu, falls sie begonnen hat. Der bisherige Lauf bleibt in der Bibliothek, und der geänderte ist ein eigener Lauf.`,
      noNext: 'Ein Lauf lässt sich ändern, während er läuft oder pausiert, und wo er abgebrochen wurde.',
      nothing: 'Noch ist nichts anders eingestellt.',
      changed: (n) => (n === 1 ? '1 Einstellung ist anders.' : `${String(n)} Einstellungen sind anders.`),
      compared: { preset: (value) => `jetzt: ${value}`, changed: 'noch nicht übernommen' },
      fixed: 'Der Link lässt einige dieser Einstellungen nicht ändern.',
    },

    own: {
      intro:
        'Anfänge in eigenen Worten, an der Stelle derer der Umgebung. Ein Viertel davon wird für das Panel zurückgehalten; die anderen werden in Runden ausgeteilt, jeder einmal, bevor einer wiederkommt. Bei wenigen Anfängen sprechen Intervalle von diesen Nutzern und von keinen anderen.',
      kept: 'In diesem Browser aufbewahrt',
      keptNone: 'Noch keine.',
      keptEntry: (names, environment, openings) =>
        `${names} · ${environment} · ${openings === 1 ? '1 Anfang' : `${String(openings)} Anfänge`}`,
      open: 'Bearbeiten',
      openHint: (name) => `${name} bearbeiten`,
      remove: 'Löschen',
      removeHint: (name) => `${name} löschen`,
      fresh: 'Neu beginnen',
      file: 'Dateien öffnen',
      fileHint:
        'Eine hier gesicherte Datei, eine CSV-Datei oder ein Text mit Anfängen, oder eine _master_config.yaml aus dem Repository des Papers mit ihren JSON-Dateien. Sie lassen sich auch hierher ziehen.',
      tooLarge: 'die Dateien sind zu groß',
      left: 'Von den Dateien hat dies hier keine Entsprechung',
      environment: 'Umgebung',
      scenario: 'Szenario',
      name: 'Name',
      firstName: 'Meine Nutzer',
      like: 'Antworten werden gelesen wie in',
      likeHint:
        'Nach dessen Grammatik wird Schaden erkannt. Antworten, die sie nicht liest, werden als solche gezählt.',
      another: 'Noch ein Szenario',
      sides: 'Was von hinzugefügten Nutzern gesagt wird',
      groups: { gameable: 'Manipulierbare Nutzer', other: 'Andere Nutzer' },
      notes: 'Der Assistent weiß',
      wish: 'Dem Bewerter wird gesagt',
      goal: 'Dem Nutzermodell wird gesagt',
      example: (text) => `was die Umgebung sagt, zum Beispiel: ${text}`,
      none: 'nichts',
      paste: 'Anfänge zum Hinzufügen',
      pasteHint:
        'Einer je Zeile, oder Absätze mit einer Leerzeile dazwischen. Gelesen werden auch CSV mit einer Spalte „message“ (und kind, notes, wish, goal, auch als notes_gameable und so weiter) und Listen in JSON.',
      add: 'Hinzufügen',
      list: (n) => (n === 1 ? '1 Anfang' : `${String(n)} Anfänge`),
      opening: (number) => `Anfang ${String(number)}`,
      says: { gameable: 'von manipulierbaren Nutzern gesagt', other: 'von anderen Nutzern gesagt' },
      before: (roles) => `Davor gesagt: ${roles}`,
      drop: (number) => `Anfang ${String(number)} entfernen`,
      dropShort: 'Entfernen',
      details: 'Wer es sagt, und was von ihnen bekannt ist',
      more: (n) => `${String(n)} weitere zeigen`,
      dealt: (training, panel) => `${String(training)} zum Trainieren, ${String(panel)} für das Panel.`,
      unknown: (words, more) =>
        `Keine Wörter des eingebauten Modells, das sie Buchstabe für Buchstabe liest: ${words.join(', ')}${more > 0 ? ` und ${String(more)} weitere` : ''}.`,
      known: 'Alle Wörter sind dem eingebauten Modell bekannt.',
      longest: (tokens) => `Die längste Nachricht hat ${String(tokens)} Tokens.`,
      unheard: 'Was das eingebaute Modell von den Wörtern versteht, ließ sich nicht feststellen.',
      use: 'Im Aufbau verwenden',
      keep: 'In diesem Browser aufbewahren',
      save: 'Als Datei sichern',
      isKept: 'Aufbewahrt.',
      notKept: 'Der Browser hat sie nicht aufbewahrt. Sichern Sie sie als Datei.',
      used: 'Jetzt im Aufbau; Zurücksetzen und Abspielen lassen ihn laufen.',
      refused: (fault) => `Nicht übernommen: ${fault}`,
      asFile: 'nutzer.json',
      tooLong:
        'Die eigenen Nutzer sind zu viel für einen Link, der sie nur nennt. Sichern Sie sie unter Nutzer als Datei und geben Sie diese mit.',
    },
  },
};
