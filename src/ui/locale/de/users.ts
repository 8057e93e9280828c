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
        'Anfänge in eigenen Worten, anstelle derer der Umgebung. Ein Viertel davon bleibt dem Panel vorbehalten; die anderen werden reihum ausgeteilt, jeder einmal, bevor einer wiederkommt. Bei wenigen Anfängen sprechen Intervalle von diesen Nutzern und von keinen anderen.',
      kept: 'In diesem Browser behalten',
      keptNone: 'Noch keine.',
      keptEntry: (names, environment, openings) =>
        `${names} · ${environment} · ${openings === 1 ? '1 Anfang' : `${String(openings)} Anfänge`}`,
      open: 'Bearbeiten',
      openHint: (name) => `${name} bearbeiten`,
      remove: 'Löschen',
      removeHint: (name) => `${name} löschen`,
      removeAsk: (name) =>
        `„${name}“ aus diesem Browser löschen? Links, die diese Nutzer nur nennen, finden sie hier dann nicht mehr. „Bearbeiten“ und „Als Datei speichern“ bewahren sie vorher anderswo auf.`,
      removeYes: 'Diese löschen',
      replaceAsk:
        'Was unten steht, ist weder behalten noch im Aufbau und ginge verloren. „In diesem Browser behalten“ oder „Als Datei speichern“ bewahrt es vorher auf.',
      replaceYes: 'Ersetzen',
      no: 'Jetzt nicht',
      fresh: 'Neu beginnen',
      file: 'Dateien öffnen',
      fileHint:
        'Eine hier gespeicherte Datei, eine CSV oder ein Text mit Anfängen, oder eine _master_config.yaml aus dem Repository des Papers mit ihren JSON-Dateien. Sie lassen sich hierher ziehen.',
      left: 'Das aus den Dateien hat hier kein Gegenstück',
      environment: 'Umgebung',
      scenario: 'Szenario',
      name: 'Name',
      firstName: 'Meine Nutzer',
      like: 'Antworten werden gelesen wie in',
      likeHint:
        'Wessen Grammatik über Schaden entscheidet. Antworten, die sie nicht zerlegen kann, werden als solche gezählt.',
      another: 'Ein weiteres Szenario',
      sides: 'Was von hinzugefügten Nutzern gesagt wird',
      groups: { gameable: 'Manipulierbare Nutzer', other: 'Andere Nutzer' },
      notes: 'Der Assistent weiß',
      wish: 'Bei der Bewertung gilt',
      goal: 'Das Nutzermodell erfährt',
      example: (text) => `wie in der Umgebung, zum Beispiel: ${text}`,
      none: 'nichts',
      paste: 'Anfänge zum Hinzufügen',
      pasteHint:
        'Einer je Zeile, oder Blöcke mit einer leeren Zeile dazwischen, auf Englisch. Auch CSV mit einer Spalte „message“ (und kind, notes, wish, goal, auch als notes_gameable usw.) und JSON-Listen werden gelesen.',
      add: 'Hinzufügen',
      list: (n) => (n === 1 ? '1 Anfang' : `${String(n)} Anfänge`),
      opening: (number) => `Anfang ${String(number)}`,
      says: { gameable: 'von manipulierbaren Nutzern gesagt', other: 'von anderen Nutzern gesagt' },
      before: (roles) => `Vorher gesagt: ${roles}`,
      drop: (number) => `Anfang ${String(number)} entfernen`,
      dropShort: 'Entfernen',
      details: 'Wer ihn sagt, und was man von ihnen weiß',
      more: (n) => `${String(n)} weitere zeigen`,
      dealt: (training, panel) => `${String(training)} zum Trainieren, ${String(panel)} für das Panel.`,
      unknown: (words, more) =>
        `Keine Wörter des eingebauten Modells, das sie Buchstabe für Buchstabe liest: ${words.join(', ')}${more > 0 ? ` und ${String(more)} weitere` : ''}.`,
      known: 'Alle Wörter sind dem eingebauten Modell bekannt.',
      longest: (tokens) => `Die längste Nachricht hat ${String(tokens)} Tokens.`,
      unheard: 'Was das eingebaute Modell aus den Worten macht, war nicht zu erfahren.',
      use: 'In den Aufbau übernehmen',
      keep: 'In diesem Browser behalten',
      save: 'Als Datei speichern',
      isKept: 'Behalten.',
      notKept: 'Der Browser hat sie nicht behalten. Sie lassen sich als Datei speichern.',
      used: 'Jetzt im Aufbau; Zurücksetzen und Abspielen rechnet damit.',
      refused: (fault) => `Nicht übernommen: ${fault}`,
      asFile: 'nutzer.json',
      tooLong:
        'Die eigenen Nutzer sind zu viel für einen Link, der sie nur nennt. Sie lassen sich unter Nutzer als Datei speichern und mitgeben.',
    },
  },
};
