import type { Tools, Translation } from '../language.ts';

const inMemory = 'Bis dahin bleiben Läufe im Arbeitsspeicher und sind mit diesem Tab weg.';

export const library = ({ bytes, count }: Tools): Translation['library'] => {
  const runs = (n: number): string => (n === 1 ? '1 Lauf' : `${count(n)} Läufe`);
  return {
    libraryWords: {
      region: 'Gespeicherte Läufe',
      title: (n, pinned) => `${runs(n)} gespeichert${pinned > 0 ? `, ${count(pinned)} angeheftet` : ''}`,
      sub: 'Jeder Lauf wird gespeichert, während er läuft, Iteration für Iteration, nur in diesem Browser. Dateien lassen sich hierher ziehen.',
      subLive: 'Gerade läuft ein Lauf: Einen anderen zu öffnen beendet ihn nach seiner letzten ganzen Iteration.',
      loading: 'Die gespeicherten Läufe werden gelesen',
      unreadable: 'Gespeicherte Läufe liest der Worker der Simulation, und der ist weg',
      importFile: 'Importieren',
      cancel: 'Abbrechen',
      importing: (name) => `${name} wird importiert`,
      exporting: (name) => `${name} wird exportiert`,
      imported: (name) => `${name} ist importiert`,
      exported: (name) => `${name} ist exportiert`,
      oneAtATime: 'Einer nach dem anderen: Gerade wird ein anderer Lauf importiert oder exportiert.',

      columns: {
        ...{ name: 'Lauf', setup: 'Aufbau', model: 'Modell', iterations: 'Iterationen', status: 'Stand' },
        ...{ harm: 'Schaden am Ende', size: 'Größe', changed: 'Geändert', actions: 'Aktionen' },
      },
      pinned: 'angeheftet',
      onShow: 'wird gezeigt',
      iterations: (done, planned) => `${done === null ? '0' : count(done)} von ${count(planned)}`,
      statuses: {
        ...{ running: 'in einem anderen Tab oder einer Reihe', interrupted: 'unterbrochen', finished: 'zu Ende' },
        ...{ collapsed: 'Text zerfallen', cancelled: 'abgebrochen' },
      },
      runningHere: 'läuft',
      seed: (seed) => `Seed ${String(seed)}`,
      changed: (n) => (n === 0 ? '' : `${String(n)} geändert`),
      labels: (labels) => labels.slice(0, 4).join(', ') + (labels.length > 4 ? ', …' : ''),
      unknown: '–',
      interval: (range, n) => `[${range}] n ${count(n)}`,

      open: 'Öffnen',
      export: 'Exportieren',
      pin: 'Anheften',
      unpin: 'Lösen',
      rename: 'Umbenennen',
      name: 'Name',
      save: 'Speichern',
      delete: 'Löschen',
      beingWritten: 'Der Lauf wird gerade geschrieben: bitte erst abbrechen.',

      deleteDialog: {
        title: 'Diesen Lauf löschen?',
        text: (name, size) => `„${name}“, ${bytes(size)}, mit allen Gesprächen und Policies.`,
        advice:
          'Er lässt sich nicht wiederherstellen. Sein Link rechnet ihn noch einmal; eine exportierte Datei bewahrt ihn auf.',
        confirm: 'Den Lauf löschen',
      },

      damaged: {
        title: (n) => (n === 1 ? '1 Lauf ist nicht lesbar' : `${count(n)} Läufe sind nicht lesbar`),
        text: 'Gespeichert ist etwas anderes, als geschrieben wurde. Nichts davon wird gezeigt.',
      },

      empty: {
        title: 'Noch sind keine Läufe gespeichert',
        text: 'In der Ansicht Lauf auf Abspielen drücken: Der Lauf wird dabei gespeichert und kann nach einem Neuladen weitergehen. Oder eine Datei importieren, die diese Seite oder die Kommandozeile geschrieben hat.',
        action: 'Zurück zum Lauf',
      },

      storage: {
        region: 'Speicher',
        used: (used) => `${bytes(used)} von dieser Seite belegt`,
        unknown: 'Der Browser sagt nicht, wie viel belegt ist',
        of: (allowed) => `von ${bytes(allowed)}, die der Browser erlaubt.`,
        ours: (size) => `Die Läufe umfassen etwa ${bytes(size)}, bevor der Browser sie packt.`,
        meter: 'Belegter Speicher',
        keep: 'Meine Läufe behalten',
        kept: 'Der Browser behält die Läufe, bis sie gelöscht werden.',
        notKept: 'Der Browser darf sie von sich aus löschen, wenn der Platz knapp wird.',
        refused:
          'Der Browser hat nicht zugestimmt. Vielleicht tut er es, wenn diese Seite ein Lesezeichen hat oder oft besucht wird; ein Export bewahrt einen Lauf in jedem Fall auf.',
        unavailable: 'Dieser Browser lässt sich danach nicht fragen. Ein Export bewahrt einen Lauf in jedem Fall auf.',
        deleteOldest: 'Ältesten nicht angehefteten löschen',
      },

      topic: {
        region: 'Zu den Läufen',
        said: 'Die Meldung:',
        dismiss: 'Schließen',
        interrupted: (name, iteration, iterations) =>
          `„${name}“ wurde nach Iteration ${String(iteration)} von ${String(iterations)} unterbrochen.`,
        goOn: 'Mit dem unterbrochenen Lauf weitermachen',
        reload: 'Die Seite neu laden',
        again: 'Noch einmal',
        library: 'Zur Bibliothek',
        notices: {
          busy: 'Dieser Lauf wird gerade geschrieben. Abbrechen oder warten, bis er zu Ende ist.',
          missing: 'Dieser Lauf ist nicht mehr da. Vielleicht wurde er in einem anderen Tab gelöscht.',
          damaged: 'Dieser Lauf ist nicht lesbar: Gespeichert ist etwas anderes, als geschrieben wurde.',
          badFile:
            'Diese Datei lässt sich nicht importieren: Sie ist kein Lauf oder keiner, den diese Seite geschrieben haben könnte.',
          tooLarge: 'Diese Datei lässt sich nicht importieren: Sie ist größer als jeder Lauf dieser Seite.',
          cancelled: 'Abgebrochen.',
          failed: 'Das war nicht möglich. Geändert wurde nichts.',
          otherTab: 'Dieser Lauf wird in einem anderen Tab geschrieben. Hier lässt er sich nur ansehen.',
          unstored: 'Dieser Lauf ist nicht mehr gespeichert: Er geht weiter und ist mit diesem Tab weg.',
          gpuLost:
            'Die GPU war weg. Ein neuer Worker lädt das Modell, und der Lauf geht von seiner letzten fertigen Anfrage weiter: Verloren ist nichts.',
          modelLost:
            'Der Worker eines Modells brach ab oder antwortete nicht mehr. Ein neuer lädt das Modell, und der Lauf geht von seiner letzten fertigen Anfrage weiter: Verloren ist nichts.',
          noneOldest: 'Kein Lauf lässt sich löschen: Alle sind angeheftet oder laufen gerade.',
          transferring:
            'Läufe werden einzeln importiert und exportiert. Warten, bis dieser fertig ist, oder ihn abbrechen.',
          stillFull:
            'Speichern ist noch immer nicht möglich. Der Lauf bleibt im Arbeitsspeicher und ist mit diesem Tab weg.',
        },
        memory: {
          quota: 'Der Browser hat keinen Platz mehr. Neues bleibt im Arbeitsspeicher und ist mit diesem Tab weg.',
          absent:
            'Dieser Browser hat keinen Speicher für Seiten. Läufe bleiben im Arbeitsspeicher und sind mit diesem Tab weg; ein Export bewahrt einen auf.',
          denied:
            'Der Browser lässt diese Seite nichts speichern (privates Fenster oder seine Einstellungen). Läufe bleiben im Arbeitsspeicher und sind mit diesem Tab weg; ein Export bewahrt einen auf.',
          newer:
            'Eine neuere Version dieser Seite war schon hier, und diese kann nicht lesen, was jene gespeichert hat. Läufe bleiben im Arbeitsspeicher.',
          replaced: `Eine neuere Version dieser Seite ist in einem anderen Tab offen. Diese hier neu laden. ${inMemory}`,
          blocked: `Ein anderer Tab mit einer älteren Version dieser Seite ist im Weg. Ihn schließen und neu laden. ${inMemory}`,
          migration:
            'Das Gespeicherte ließ sich nicht auf diese Version bringen und bleibt, wie es war. Läufe bleiben im Arbeitsspeicher.',
          closed: `Der Browser hat den Speicher geschlossen. ${inMemory}`,
          failed: `Der Browser konnte nicht speichern. ${inMemory}`,
        },
      },
    },
  };
};
