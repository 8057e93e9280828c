import type { Tools, Translation } from '../language.ts';

const worker = 'Der Worker, der die Läufe rechnet, ist weg.';

export const sweep = (tools: Tools): Translation['sweep'] => {
  const { bytes, count, decimal, decimalRange, duration, percent, percentRange, pointRange, points } = tools;
  const runs = (n: number): string => (n === 1 ? '1 Lauf' : `${count(n)} Läufe`);
  /** After “von”. */
  const ofRuns = (n: number): string => (n === 1 ? '1 Lauf' : `${count(n)} Läufen`);
  const cells = (n: number): string => (n === 1 ? '1 Zelle' : `${count(n)} Zellen`);
  /** A difference in points, with its sign. */
  const signed = (value: number): string => (Math.round(100 * value) > 0 ? `+${points(value)}` : points(value));
  const values = { gap: signed, harmGameable: percent, harmOther: percent, rating: decimal };
  const ranges = { gap: pointRange, harmGameable: percentRange, harmOther: percentRange, rating: decimalRange };

  return {
    sweepWords: {
      region: 'Reihe',
      title: 'Ein Lauf für jede Kombination und jeden Seed',
      intro:
        'Jeder Lauf wird gespeichert wie jeder andere: Nach einer Pause, oder wenn der Tab zu war, geht die Reihe mit dem Fehlenden weiter. Der erste Seed jeder Zelle kommt zuerst, damit auch ein halb fertiges Raster ausgewogen ist. Während in der Ansicht Lauf gerechnet wird, wartet die Reihe.',
      loading: 'Die gespeicherten Läufe dieser Reihe werden gelesen',
      opening: 'Die Reihe wird geholt',

      setup: {
        region: 'Was variiert',
        rows: 'Zeilen',
        columns: 'Spalten',
        none: 'nichts',
        values: (label) => `Werte von ${label}`,
        valuesHint: (most) => `bis zu ${count(most)}, mit Kommas getrennt, Dezimalpunkt`,
        seeds: 'Seeds',
        seedsHint: (most) => `bis zu ${count(most)} ganze Zahlen, mit Kommas getrennt`,
        base: 'Alle Läufe gehen aus von',
        take: 'Einstellungen der Ansicht Lauf übernehmen',
        changed: (labels) =>
          labels.length === 0 ? 'Wie die Voreinstellung.' : `Anders als die Voreinstellung: ${labels.join(', ')}.`,
        back: 'Zurück zur vorgeschlagenen Reihe',
        faults: {
          none: 'Mindestens einen Wert nennen.',
          twice: 'Ein Wert kommt zweimal vor.',
          most: (most) => `Höchstens ${count(most)} Werte.`,
          seeds: (most) => `Zwischen 1 und ${count(most)} verschiedene ganze Zahlen von 0 bis 999.999.`,
        },
        locks: 'Was der Link festgelegt hat, ist in keinem Lauf einer Reihe anders.',
        locked: 'Eine laufende Reihe behält ihre Einstellungen: Zum Ändern abbrechen. Was gespeichert ist, bleibt.',
      },

      cost: {
        region: 'Was sie braucht',
        size: (runCount, cellCount, seeds) =>
          `${runs(runCount)}: ${cells(cellCount)} mit je ${seeds === 1 ? 'einem Seed' : `${count(seeds)} Seeds`}.`,
        stored: (over, all) => `Gespeichert: ${count(over)} von ${ofRuns(all)}.`,
        left: (ms, size) => `Der Rest dauert hier etwa ${duration(ms)} und braucht ${bytes(size)} Speicher.`,
        measuring: (size) =>
          `Der Rest braucht etwa ${bytes(size)} Speicher; wie schnell Läufe hier gehen, wird gerade gemessen.`,
        unmeasured: (size) =>
          `Der Rest braucht etwa ${bytes(size)} Speicher; wie lange er dauert, sagt die erste Iteration.`,
        notBefore: (size) =>
          `Der Rest braucht etwa ${bytes(size)} Speicher; wie lange er dauert, ist vor dem Start nicht bekannt.`,
        tooMany: (n, most) => `Das ergibt ${runs(n)}; eine Reihe auf der Seite hat höchstens ${count(most)}.`,
        noRoom: (free) => `Frei sind nur ${bytes(free)}.`,
        failed: (n) =>
          n === 1
            ? '1 Lauf konnte nicht gerechnet werden; die Zelle sagt, warum.'
            : `${runs(n)} konnten nicht gerechnet werden; die Zelle sagt, warum.`,
        done: 'Alles ist gespeichert: Es bleibt nichts zu rechnen.',
      },

      start: 'Starten',
      goOn: (left) => `Weiter: noch ${runs(left)}`,
      again: (failed) => `${runs(failed)} noch einmal versuchen`,
      pause: 'Pause',
      resume: 'Fortsetzen',
      cancel: 'Abbrechen',
      csv: 'CSV exportieren',
      csvHint: 'Die Tabelle von npm run sweep, mit denselben Spalten',
      csvName: 'swayground-reihe.csv',
      stages: {
        idle: '',
        playing: 'Die Reihe läuft',
        waiting: 'Die Reihe wartet',
        paused: 'Die Reihe pausiert',
        over: 'Die Reihe ist zu Ende',
        failed: 'Die Reihe ist stehen geblieben',
      },
      waits: {
        run: 'Die Reihe wartet auf den Lauf in der Ansicht Lauf und geht von selbst weiter',
        elsewhere: 'Die Reihe wartet auf Läufe, die ein anderer Tab oder die Ansicht Lauf begonnen hat',
      },
      progress: 'Läufe der Reihe',
      opens: 'das Modell wird geöffnet',
      loads: (model, amount) => `${model}: ${amount}`,
      now: (at, all, cell, seed) => `${count(at)} von ${ofRuns(all)}: ${cell}, Seed ${String(seed)}`,
      other: {
        title: 'Eine andere Reihe läuft',
        text: 'Die dieses Links beginnt, wenn jene zu Ende oder abgebrochen ist.',
        action: 'Sie zeigen',
      },

      faults: {
        title: 'Die Reihe ist stehen geblieben',
        text: 'Was gespeichert ist, bleibt, und „Weiter“ setzt dort fort.',
        causes: {
          notStored:
            'In diesem Browser lassen sich keine Läufe speichern, oder es ist kein Platz mehr, und eine Reihe besteht aus gespeicherten Läufen. Die Bibliothek sagt, was hilft.',
          workerFailed: worker,
          silent: 'Der Worker, der die Läufe rechnet, antwortet nicht mehr.',
          noMemory: 'Für ein zweites Rechenwerk neben dem der Ansicht Lauf ist nicht genug Speicher da.',
          download: 'Das Modell konnte nicht geholt werden.',
          nested: 'Dieser Browser startet aus einem Worker keine Worker.',
          report: worker,
          cantGoOn: worker,
          refused: worker,
          engine: worker,
          model: 'Ein Modell von WebLLM oder von einem Server konnte nicht weitermachen.',
          noWorker: 'Dieser Browser hat keine Worker.',
          noWebAssembly: 'Dieser Browser hat kein WebAssembly.',
          noSimd: 'Dieser Browser hat kein WebAssembly-SIMD.',
        },
        ofModel: (title, advice) => (advice === '' ? `${title}.` : `${title}. ${advice}`),
        said: 'Die Meldung:',
        failed: 'Diese Reihe ist nicht lesbar',
        again: 'Noch einmal',
      },

      measure: 'Gezeigt',
      measures: {
        gap: 'Targeting-Abstand',
        harmGameable: 'Schaden bei manipulierbaren Nutzern',
        harmOther: 'Schaden bei anderen Nutzern',
        rating: 'Erwartete Bewertung',
      },
      captions: {
        gap: 'Schadensrate manipulierbarer Nutzer minus die anderer, in Prozentpunkten.',
        harmGameable: 'Anteil der Antworten mit einer schädlichen Handlung an zurückgehaltene manipulierbare Nutzer.',
        harmOther: 'Anteil der Antworten mit einer schädlichen Handlung an zurückgehaltene andere Nutzer.',
        rating:
          'Mittlere erwartete Bewertung zurückgehaltener Nutzer, 1 bis 10, jede Gruppe mit ihrem Anteil an den Nutzern.',
      },
      after:
        'Jeweils von der Policy des Laufs mit der höchsten mittleren Bewertung. Klammern: 95-%-Intervall, über Seeds, wo es mehrere sind, und breit, wo es wenige sind, die sich unterscheiden; n: Antworten, auf denen es beruht.',
      legend: {
        label: 'Skala der Färbung',
        gap: ['−100', '0', '+100 Punkte'],
        harmGameable: ['0', '50', '100 %'],
        harmOther: ['0', '50', '100 %'],
        rating: ['1', '5,5', '10'],
        of: {
          gap: 'mehr Schaden bei anderen oder bei manipulierbaren Nutzern',
          harmGameable: 'Schaden bei manipulierbaren Nutzern',
          harmOther: 'Schaden bei anderen',
          rating: 'Bewertung',
        },
      },

      grid: {
        label: (measure) => `${measure}, je Zelle. Pfeiltasten bewegen, Eingabe listet die Läufe einer Zelle.`,
        corner: (row, column) => `${row} ↓, ${column} →`,
        value: (measure, value) => values[measure](value),
        range: (measure, interval) => `[${ranges[measure](interval)}]`,
        n: (n, over, all) => `n ${count(n)} · ${count(over)} von ${ofRuns(all)}`,
        runs: (over, all) => `${count(over)} von ${ofRuns(all)}`,
        notes: ({ playing, collapsed, failed, untold }) =>
          [
            playing === null ? '' : `läuft, ${percent(playing)}`,
            collapsed === 0 ? '' : collapsed === 1 ? 'Text einmal zerfallen' : `Text ${count(collapsed)}-mal zerfallen`,
            untold === 0 ? '' : `Zahl ohne ${runs(untold)}`,
            failed === 0 ? '' : `${runs(failed)} gescheitert`,
          ]
            .filter((part) => part !== '')
            .join(', '),
        refused: 'kein solcher Lauf',
        untold: 'nicht bestimmbar',
        empty: '–',
      },

      cell: {
        region: 'Läufe der Zelle',
        seed: 'Seed',
        state: 'Stand',
        proof: 'Fingerabdruck',
        actions: 'Öffnen',
        states: {
          finished: 'zu Ende',
          collapsed: 'Text zerfallen',
          running: 'läuft',
          missing: 'nicht begonnen',
        },
        playing: (share) => `läuft, ${percent(share)}`,
        begun: (done, all) => `${count(done)} von ${count(all)} Iterationen`,
        failed: (reason) => `gescheitert: ${reason}`,
        refused: (reason) => `Einen solchen Lauf gibt es nicht. ${reason}`,
        run: 'Ansicht Lauf',
        trajectories: 'Trajektorien',
        openRun: (seed) => `Seed ${String(seed)} in der Ansicht Lauf öffnen`,
        openTrajectories: (seed) => `Seed ${String(seed)} in Trajektorien öffnen`,
        endsRun:
          'In der Ansicht Lauf läuft ein Lauf: Dort einen anderen zu öffnen beendet ihn nach seiner letzten ganzen Iteration.',
      },
      otherModels: (n) =>
        n === 1
          ? '1 Lauf einer anderen Version des Modells ist weggelassen.'
          : `${runs(n)} einer anderen Version des Modells sind weggelassen.`,
      damaged: (n) =>
        n === 1
          ? '1 Lauf ist nicht lesbar und weggelassen; wird er in der Bibliothek gelöscht, wird er neu gerechnet.'
          : `${runs(n)} sind nicht lesbar und weggelassen; werden sie in der Bibliothek gelöscht, werden sie neu gerechnet.`,
    },
  };
};
