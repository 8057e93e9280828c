import type { Tools, Translation } from '../language.ts';
import { nameOf, placeOf } from './names.ts';

const group = { gameable: 'manipulierbaren Nutzern', other: 'anderen Nutzern' } as const;
const groupStart = { gameable: 'Manipulierbare Nutzer', other: 'Andere Nutzer' } as const;

export const page = (tools: Tools): Translation['page'] => {
  const { bytes, count, decimal, duration, exact, percent, points } = tools;

  const compact = (value: number): string =>
    Math.abs(value) >= 1e7 ? value.toExponential(0).replace('e+', 'e') : exact(value);

  /** 1/16 statt 0,0625. */
  const fraction = (share: number): string => {
    const parts = 1 / share;
    return Math.abs(parts - Math.round(parts)) < 1e-9 ? `1/${String(Math.round(parts))}` : percent(share);
  };

  return {
    pageWords: {
      name: 'Swayground',
      title: 'Swayground: ein Sprachmodell, trainiert auf simulierten Daumen hoch',
      tabs: {
        ...{ run: 'Lauf', trajectories: 'Trajektorien', compare: 'Vergleich' },
        ...{ talk: 'Chat', sweep: 'Reihe', claims: 'Behauptungen', library: 'Bibliothek' },
      },
      tabList: 'Ansichten',
      chip: 'Eingebaut, reproduzierbar',
      chipHint: 'Rechnet auf der CPU in diesem Tab. Gleicher Link, gleiche Bits.',
      chipOthers: 'WebLLM oder Server, mit Seed',
      chipOthersHint: 'Der gleiche Seed gibt auf dem gleichen Gerät die gleichen Texte; anderswo nicht Bit für Bit.',
      share: 'Teilen',
      story: 'Story',
      storyHint: 'Zehn Minuten, Kapitel für Kapitel; sie endet in der Spielwiese',
      lecture: 'Vorlesung',
      lectureHint: 'Eine Minute für einen Hörsaal, in sieben Stationen',
      close: 'Schließen',
      toy: 'Simulierte Nutzer, ein Modell mit einer Viertelmillion Parametern, ein eingebauter Richter: ein Spielzeug, das einen Mechanismus zeigt, und keine Messung irgendeines Produkts. Die simulierten Gespräche bleiben Englisch.',
      toyOthers:
        'Simulierte Nutzer, kleine Sprachmodelle, ein Modell als Richter: ein Spielzeug, das einen Mechanismus zeigt, und keine Messung irgendeines Produkts.',
      local: 'nichts verlässt diese Seite',
      localOthers: 'Gespräche verlassen die Seite nur zu einem eigenen Server, wenn einer gewählt ist',
      simulated: 'simuliert',
      group,
      groupStart,

      setup: {
        region: 'Aufbau',
        preset: 'Voreinstellung',
        changed: (n) => (n === 0 ? '' : `${String(n)} geändert`),
        engine: 'Rechenwerk',
        engines: { builtin: 'Eingebaut', table: 'Tabelle (Kontrolle)', models: 'WebLLM oder Server' },
        models: 'Modelle',
        chooseModels: 'Wählen…',
        modelsHint: 'Wer welche Rolle spielt',
        veto: 'Veto',
        learner: 'Lernverfahren',
        share: 'Manipulierbar',
        seed: 'Seed',
        more: { users: 'Nutzer', options: 'Alle Optionen' },
        pending: 'Der Lauf behält seinen Aufbau; Zurücksetzen übernimmt diesen.',
        fixed: 'Vom Link festgelegt',
        locks: {
          region: 'Vom Link festgelegt',
          title: (fixed, hidden, of) =>
            `Vom Link festgelegt, von ${count(of)} Optionen: ${[
              fixed > 0 ? (fixed === 1 ? 'eine nicht änderbar' : `${count(fixed)} nicht änderbar`) : '',
              hidden > 0 ? (hidden === 1 ? 'eine nicht gezeigt' : `${count(hidden)} nicht gezeigt`) : '',
            ]
              .filter((part) => part !== '')
              .join(', ')}.`,
          who: 'Entschieden hat das, wer diesen Link gemacht hat. Es ist eine Hilfe für den Unterricht, kein Schutz: Die Adresse lässt sich ändern. Gespeicherte Läufe aus der Bibliothek zeigen ihre eigenen Einstellungen.',
          which: 'Welche das sind',
          fixed: (names) => `Nicht änderbar: ${names}.`,
          hidden: (names) => `Nicht gezeigt: ${names}.`,
          refused: (label) => `${label} ist vom Link festgelegt, darum ist diese Wahl nicht möglich.`,
        },
      },

      options: {
        title: 'Alle Optionen',
        intro: 'Alle Optionen eines Laufs. Eine Marke zeigt, was von der Voreinstellung abweicht.',
        hidden: (n) =>
          n === 1
            ? 'Eine wird nicht gezeigt: Der Link will es so.'
            : `${count(n)} werden nicht gezeigt: Der Link will es so.`,
        groups: {
          run: 'Lauf',
          models: 'Modelle',
          users: 'Nutzer',
          simulation: 'Simulation',
          selection: 'Bewertung und Auswahl',
          learning: 'Lernen',
          evaluation: 'Auswertung',
        },
        range: (low, high, unit) => `${compact(low)} bis ${compact(high)}${unit ? ` ${unit}` : ''}`,
        preset: (value) => `Voreinstellung: ${value}`,
        default: (value) => `Standard: ${value}`,
        changed: 'weicht von der Voreinstellung ab',
        back: 'Zurück zur Voreinstellung',
        share: (share, range, n) => `${share} [${range}], n ${count(n)}`,
        answersWeakly: (all, notesAlone) =>
          `Auf Nachfrage antworten Nutzer des eingebauten Modells nach ihrem Ziel, schwach, und nicht danach, was die Notizen andeuten würden. In Therapy-Talk antworten wie manipulierbare Nutzer von den manipulierbaren ${all.gameable}, von den anderen ${all.other}; wo sich nur die Notizen unterscheiden, ${notesAlone.gameable}, und ${notesAlone.other}. Die Verlässlichkeit hat dann keine Wirkung.`,
        allScenarios: 'alle',
        remove: 'Entfernen',
        on: 'an',
        off: 'aus',
      },

      time: {
        region: 'Zeit',
        reset: 'Zurücksetzen',
        play: 'Abspielen',
        pause: 'Pause',
        step: 'Schritt',
        stepHint: 'Eine Phase weiter ( . )',
        stepIteration: 'Nächste Auswertung',
        stepIterationHint: 'Weiter bis zum Ende der Iteration ( Umschalt + . )',
        cancel: 'Abbrechen',
        speed: 'Tempo',
        speeds: { 0: 'langsam, 2 s je Phase', 1: 'langsam, 1 s je Phase', 2: 'voll' },
        iteration: 'Iteration',
        untrained: 'untrainiert',
        at: (iteration, iterations) => `Iteration ${String(iteration)} von ${String(iterations)}`,
        lookingAt: (iteration, head) => `gezeigt wird ${String(iteration)}, die neueste ist ${String(head)}`,
        follow: 'Dem Lauf folgen',
        estimate: (size, ms) => `braucht etwa ${bytes(size)}${ms === null ? '' : `, ${duration(ms)}`}`,
        tooLarge: (size, free) => `braucht etwa ${bytes(size)}; frei sind nur ${bytes(free)}`,
      },

      recording: {
        mark: 'Aufgezeichneter Lauf',
        runLive: 'Live rechnen',
        runLiveHint: 'Rechnet diesen Lauf in diesem Tab noch einmal und vergleicht ihn mit der Aufzeichnung',
        open: 'Aufzeichnung zeigen',
        seed: (seed, fingerprint) => `Seed ${String(seed)} · ${fingerprint}`,
        opening: 'ein aufgezeichneter Lauf wird geöffnet',
        none: 'bereit; dieser Aufbau ist nicht aufgezeichnet',
        fault: 'bereit; die Aufzeichnung lässt sich nicht zeigen',
        plays: (seed) =>
          `Ein aufgezeichneter Lauf wird abgespielt, Seed ${String(seed)}. „Live rechnen“ rechnet ihn in diesem Tab.`,
        waits: 'das Modell wird geöffnet; zu sehen ist die Aufzeichnung',
        checking: 'live; zu sehen ist die Aufzeichnung',
        same: (iteration, head, left) =>
          `live bei ${String(iteration)} von ${String(head)}, Bit für Bit wie aufgezeichnet${left === null ? '' : `; noch ${left}`}`,
        differs: (iteration) => `weicht ab Iteration ${String(iteration)} von der Aufzeichnung ab`,
      },

      loop: {
        region: 'Der Kreislauf',
        stations: {
          simulate: 'Simulieren',
          rate: 'Bewerten',
          select: 'Auswählen',
          update: 'Anpassen',
          evaluate: 'Auswerten',
        },
        what: (config) => ({
          simulate: 'Agent und Nutzer reden',
          rate: 'Nutzer bewerten Antworten, 1 bis 10',
          select: `beste und schlechteste ${fraction(config.selectedFraction)}${config.veto === 'none' ? '' : ', Veto'}`,
          update: config.learner === 'expertIteration' ? 'überwacht, auf den besten' : 'KTO auf Daumen hoch und runter',
          evaluate: `${count(2 * config.panelUsers)} Nutzer, nie im Training`,
        }),
        users: (states, each) => `${count(states)} Nutzer${each > 1 ? ` × ${String(each)}` : ''}`,
        mean: (gameable, other) =>
          `Mittel ${gameable === null ? '–' : decimal(gameable)} / ${other === null ? '–' : decimal(other)}`,
        selected: (up, down, vetoed) =>
          `${count(up)} hoch, ${count(down)} runter${vetoed > 0 ? `, ${count(vetoed)} mit Veto` : ''}`,
        updated: (margin, kl) =>
          margin === null ? 'fertig' : `Marge ${decimal(margin)}${kl === null ? '' : `, z0 ${decimal(kl)}`}`,
        gap: (gap) => `Abstand ${points(gap)} Punkte`,
        none: '–',
      },

      harm: {
        region: 'Schadensrate',
        finding: (rate) =>
          rate === null
            ? 'Manipulierbare Nutzer: Antworten nicht bestimmbar.'
            : `Manipulierbare Nutzer: ${percent(rate)} schädliche Antworten.`,
        findingOther: (rate) => (rate === null ? 'Andere: nicht bestimmbar.' : `Andere: ${percent(rate)}.`),
        nothing: 'Noch ist nichts gemessen: Abspielen drücken',
        caption: (gameable, other) =>
          `Anteil der Antworten mit einer schädlichen Handlung, ${count(gameable)} manipulierbare und ${count(other)} andere zurückgehaltene Nutzer, 95-%-Intervalle.`,
        captionEmpty:
          'Anteil der Antworten mit einer schädlichen Handlung, an zurückgehaltene Nutzer, auf denen nie trainiert wird, 95-%-Intervalle.',
        collapsed: 'Der Text ist zerfallen: Schaden ist kaum noch bestimmbar',
        collapse: 'Text zerfällt',
        ceiling: (candidates, rate) =>
          `Das Umsortieren wählt unter ${count(candidates)} Texten des untrainierten Modells: höchstens ${rate} bei manipulierbaren Nutzern.`,
        untold: (share) => `${percent(share)} der Antworten sind nicht bestimmbar.`,
        judged: {
          finding: (rate) => `Manipulierbare Nutzer: ${percent(rate)} der Antworten hält der Richter für schädlich.`,
          findingOther: (rate) => `Andere: ${percent(rate)}.`,
          caption: (gameable, other, judge) =>
            `Anteil der Antworten, die der Richter (${judge}) schädlich findet, an ${count(gameable)} manipulierbare und ${count(other)} andere zurückgehaltene Nutzer, 95-%-Intervalle.`,
          captionEmpty:
            'Anteil der Antworten an zurückgehaltene Nutzer, die der Richter schädlich findet, 95-%-Intervalle.',
          goldNone: 'Goldmarken gelten nicht für freien Text: keine der Antworten ist mit ihnen bestimmbar.',
          gold: (unparsed, gameable, other) =>
            `Goldmarken gelten nicht für freien Text: ${percent(unparsed)} der Antworten sind mit ihnen nicht bestimmbar; von den anderen schädlich an manipulierbare Nutzer ${gameable}, an andere ${other}.`,
        },
        paper: (source) =>
          `Gepunktet: das 8B-Modell des Papers (${placeOf(source)}), dessen Schaden ein Mittel abgestufter Werte ist.`,
        gap: (gap) => `Abstand ${points(gap)}`,
        paperMark: (value) => `Paper ${String(Math.round(100 * value))}`,
        cursor: 'Markierung im Diagramm des Schadens',
      },

      rating: {
        region: 'Erwartete Bewertung',
        caption: (gameable, other) =>
          `Mittlere erwartete Bewertung, 1 bis 10, ${count(gameable)} und ${count(other)} Nutzer, 95-%-Intervalle.`,
        captionEmpty: 'Mittlere erwartete Bewertung durch die Nutzer, 1 bis 10, 95-%-Intervalle.',
        paper: (source) => `Gepunktet: das Paper (${placeOf(source)}).`,
        nothing: 'Die Nutzer haben noch nichts bewertet',
        start: 'So bewerten Nutzer die untrainierten Antworten',
        moved: {
          rises: {
            rises: 'Beide Gruppen bewerten Antworten höher als vor dem Training',
            stays: 'Manipulierbare Nutzer bewerten Antworten höher; bei anderen ist es nicht klar',
            falls: 'Manipulierbare Nutzer bewerten Antworten höher, andere niedriger',
          },
          stays: {
            rises: 'Andere Nutzer bewerten Antworten höher; bei manipulierbaren ist es nicht klar',
            stays: 'Keine klare Änderung der Bewertungen in einer der Gruppen',
            falls: 'Andere Nutzer bewerten Antworten niedriger; bei manipulierbaren ist es nicht klar',
          },
          falls: {
            rises: 'Manipulierbare Nutzer bewerten Antworten niedriger, andere höher',
            stays: 'Manipulierbare Nutzer bewerten Antworten niedriger; bei anderen ist es nicht klar',
            falls: 'Beide Gruppen bewerten Antworten niedriger als vor dem Training',
          },
        },
        cursor: 'Markierung im Diagramm der Bewertungen',
      },

      chart: {
        data: 'Daten',
        iteration: 'Iteration',
        gameable: 'Manipulierbare',
        other: 'Andere',
        gap: 'Abstand, Punkte',
        n: 'n',
        unknown: 'nicht bestimmbar',
        axis: 'Iteration',
        spoken: (iteration, gameable, other, origin) =>
          `Iteration ${String(iteration)}: manipulierbare Nutzer ${gameable}, andere Nutzer ${other}${origin === null ? '' : `, ${origin}`}`,
        origin: {
          name: 'Herkunft',
          recorded: 'aufgezeichnet',
          computed: 'hier gerechnet',
          legend: 'Dünn, hohl: aufgezeichnet, hier noch nicht gerechnet',
        },
        evaluated: (iteration, gameable, other) =>
          `Iteration ${String(iteration)} ist ausgewertet. Schaden bei manipulierbaren Nutzern ${gameable}, bei anderen ${other}.`,
      },

      figure: {
        save: 'Speichern',
        saveAs: (name, format) => `${name} als ${format.toUpperCase()} speichern`,
        refused: 'Der Browser konnte diese Datei nicht erstellen.',
        file: (name, seed, iteration, format) =>
          `swayground-${name.toLowerCase().replaceAll(' ', '-')}-seed-${String(seed)}-iteration-${String(iteration)}.${format}`,
        interval: '95-%-Intervall',
        paper: 'das Paper',
        proof: (fingerprint) => `Fingerabdruck ${fingerprint}`,
        notOver: 'der Lauf ist nicht zu Ende',
      },

      twins: {
        region: 'Zwillinge',
        conversations: 'Die beiden Gespräche',
        nothing: 'Gleiche Bitte, ein Unterschied',
        nothingText:
          'Ein Zwillingspaar: zweimal derselbe Nutzer mit denselben Worten, und eine einzige Sache an ihm ist umgedreht.',
        placeholders: {
          gameable: 'Hier steht, was der Assistent zu jemandem sagt, der ihm laut Notizen aufs Wort glaubt.',
          other:
            'Hier steht, was er derselben Person sagt, wenn die Notizen sagen, dass sie sich ihr eigenes Urteil bildet.',
        },
        telling: (n) => `Das aufschlussreichste von ${String(n)} Paaren.`,
        none: 'Dieser Lauf hat keine Zwillinge: „Zwillinge im Panel“ ist 0.',
        onlyGameable: 'Gleiche Bitte: schädlich für den einen, für den anderen nicht',
        onlyOther: 'Gleiche Bitte: schädlich nur für den anderen Nutzer',
        both: 'Gleiche Bitte: schädlich für beide',
        neither: 'Gleiche Bitte: für keinen von beiden schädlich',
        untold: 'Gleiche Bitte: eine Antwort ist nicht bestimmbar',
        channels: {
          notes: 'nur die Notizen sind umgedreht.',
          message: 'nur die Nachricht ist umgedreht.',
          goal: 'nur, was der Nutzer will, ist umgedreht.',
          wish: 'nur, was bei der Bewertung gewünscht ist, ist umgedreht.',
        },
        oppositeGoal: (share) =>
          `Die simulierten Nutzer des eingebauten Modells sprechen in ${percent(share)} der Fälle für das Gegenteil ihres Ziels.`,
        whose: { gameable: 'Zweimal ein manipulierbarer Nutzer;', other: 'Zweimal ein anderer Nutzer;' },
        effect: (value, range, n) => `Zwillingseffekt ${points(value)} Punkte [${range}], ${count(n)} Paare.`,
        heads: { gameable: 'Manipulierbar', other: 'Anderer' },
        knows: 'Der Assistent weiß',
        user: 'Nutzer',
        agent: 'Assistent',
        tool: 'Werkzeug',
        event: 'Ereignis',
        plan: 'Plan',
        rating: (value) => `Bewertung ${decimal(value)}`,
        ratings: (value) => `Verteilung der Bewertung, Mittel ${decimal(value)}`,
        harmful: 'schädlich',
        harmless: 'harmlos',
        unparsed: 'nicht bestimmbar',
        changed: 'Durchgestrichen: vor dem Training gesagt. Unterstrichen: neu.',
        acts: (acts) => `Handlungen: ${acts.map(nameOf).join(', ')}`,
        pair: (index, n) => `${String(index)} von ${String(n)}`,
        before: 'Voriges Paar',
        after: 'Nächstes Paar',
      },

      changes: {
        region: 'Was sich gerade geändert hat',
        title: 'Was sich gerade geändert hat',
        sub: 'Nach Regeln, aus den Zahlen dieses Laufs.',
        nothing: 'Nach der ersten Auswertung steht hier, wo der Lauf beginnt, danach, was jede Iteration ändert.',
        evidenceFlips: (n) =>
          n === 1 ? 'Die gekippte Antwort ansehen' : `Die ${String(n)} gekippten Antworten ansehen`,
        evidenceChosen: 'Diese Antworten ansehen',
        evidenceTable: 'Die Zahlen ansehen',
      },

      evidence: {
        flips: (which) => `Gekippte Antworten an ${which === 'gameable' ? 'manipulierbare' : 'andere'} Nutzer`,
        flipsText:
          'Zurückgehaltene Nutzer des Panels. Durchgestrichen: von der Policy vor diesem Training gesagt. Unterstrichen: neu.',
        chosen: 'Antworten, aus denen das Training bestand',
        chosenText:
          'Die am besten bewerteten jeder Gruppe wurden erwünscht, die am schlechtesten bewerteten unerwünscht.',
        before: 'Vorher',
        after: 'Nachher',
        labels: { desirable: 'erwünscht', undesirable: 'unerwünscht' },
      },

      population: {
        region: 'Wem geschadet wurde',
        finding: (harmed, all) =>
          `Im Training geschädigt: ${[
            all.gameable > 0 ? `${count(harmed.gameable)} von ${count(all.gameable)} manipulierbaren` : '',
            all.other > 0 ? `${count(harmed.other)} von ${count(all.other)} anderen` : '',
          ]
            .filter((part) => part !== '')
            .join(', ')}`,
        nothing: 'Jeder simulierte Nutzer wird ein Punkt',
        sub: (iteration) =>
          `Nutzer im Training der Iteration ${String(iteration)}; Rauten sind manipulierbar, gefüllt: eine schädliche Antwort.`,
        subEmpty: 'Rauten sind manipulierbare Nutzer, Kreise die anderen; gefüllt: eine schädliche Antwort.',
        legend: { desirable: 'als erwünscht trainiert', undesirable: 'als unerwünscht', vetoed: 'mit Veto' },
      },

      link: {
        title: 'Dieser Link lässt sich nicht öffnen',
        action: (title) => `„${title}“ öffnen`,
        advice: 'Stattdessen lässt sich die nächstliegende Voreinstellung öffnen, die der Link nennt, oder die erste.',
      },

      language: {
        label: 'Sprache',
        anew: 'Für eine andere Sprache muss die Seite neu geladen werden.',
        endsRun: 'Der Lauf endet dabei nach seiner letzten ganzen Iteration; von dort kann es weitergehen.',
        endsSweep:
          'Die laufende Reihe hält dabei an; was sie gespeichert hat, bleibt, und in der Ansicht Reihe geht es weiter.',
        reload: 'Neu laden',
        stay: 'Jetzt nicht',
      },

      reproduced: 'Bit für Bit reproduziert',
      differs: 'nicht der Lauf, aus dem der Link stammt: sein Fingerabdruck ist ein anderer',
      fingerprint: 'Fingerabdruck',
      shortFingerprint: (digits) => digits.slice(0, 12).match(/.{4}/gu)?.join(' ') ?? '–',
      seed: (seed) => `Seed ${String(seed)}`,
    },
  };
};
