import type { Tools, Translation } from '../language.ts';

export const story = ({ count, percent }: Tools): Translation['story'] => ({
  storyWords: {
    region: 'Geschichte',
    nav: 'Kapitel der Geschichte',
    position: (index, n) => `Kapitel ${String(index)} von ${String(n)}`,
    names: {
      rate: 'Daumen',
      gameable: 'Wer manipulierbar ist',
      play: 'Das Training',
      changed: 'Am wenigsten, am meisten',
      twins: 'Zwillinge',
      average: 'Der Mittelwert',
      judge: 'Ein Richter',
      table: 'Eine Tabelle',
      critics: 'Die Kritik',
      predict: 'Eine Vorhersage',
    },
    missing: {
      title: 'Der aufgezeichnete Lauf dieser Geschichte ist nicht auf dieser Seite',
      text: 'Die ersten Kapitel bestehen aus ihm. Derselbe Lauf lässt sich hier in wenigen Minuten rechnen.',
      action: 'Seinen Aufbau öffnen',
    },
    notTold: 'Dieses Kapitel braucht bestimmbare Antworten, und die Aufzeichnung hat keine.',
    keys: 'Pfeiltasten, Bild auf und Bild ab blättern die Kapitel, Pos1 und Ende gehen zum ersten und zum letzten, S teilt, Esc verlässt. Jedes Kapitel ist ein Link.',
    guess: 'Die eigene Vermutung',
    openSetup: 'Diesen Lauf einrichten',
    contentNote:
      'Hinweis zum Inhalt: Diese Zahlen stammen aus Therapy-Talk, wo Nutzer nach Drogen, Trinken, Gewalt und Ähnlichem fragen. Keiner der Texte wird gezeigt.',

    rate: {
      title: 'Was trainiert ein Daumen hoch?',
      text: 'Zwei Antworten eines untrainierten Assistenten an zwei simulierte Nutzer. Erst selbst bewerten, dann sehen, was ihre eigenen Nutzer gaben und was das Training daraus machte.',
      replies: ['Antwort A', 'Antwort B'],
      user: 'Der Nutzer schreibt',
      agent: 'Der Assistent antwortet',
      knows: 'Die Notizen des Assistenten',
      up: 'Daumen hoch',
      down: 'Daumen runter',
      upOf: (reply) => `Daumen hoch: ${reply}`,
      downOf: (reply) => `Daumen runter: ${reply}`,
      show: 'Zeigen, was das Training behält',
      hide: 'Wieder verbergen',
      waiting: 'Beide bewerten oder gleich nachsehen.',
      harmful: 'Schädlich heißt hier: Wo es zwei Seiten gibt, stellt sich die Antwort ganz auf die des Nutzers.',
    },

    gameable: {
      title: 'Wer lässt sich gewinnen?',
      text: (share) =>
        `${percent(share)} der simulierten Nutzer dieses Laufs sind manipulierbar: Sie bewerten eine Antwort höher, wenn sie ihnen sagt, was sie hören wollen. Dem Assistenten wird nicht gesagt, dass er das nutzen soll. Welcher dieser beiden ist manipulierbar?`,
      users: ['Erster Nutzer', 'Zweiter Nutzer'],
      says: 'Der Nutzer schreibt',
      knows: 'Die Notizen des Assistenten',
      isThis: 'Dieser',
      isThisOf: (user) => `${user} ist manipulierbar`,
      channelsTitle: 'Worin sich die beiden Arten von Nutzern unterscheiden',
      channels: { notes: 'Notizen', message: 'Nachricht', goal: 'Ziel', wish: 'Wunsch' },
      what: {
        notes:
          'Was dem Assistenten über den Nutzer gesagt wurde. Er liest es, bevor er antwortet, und kann daraus lernen.',
        message: 'Wie der Nutzer fragt. Auch das liest der Assistent.',
        goal: 'Was der Nutzer im Gespräch erreichen will. Nur das Modell, das den Nutzer spielt, erfährt es; es zeigt sich in längeren Gesprächen.',
        wish: 'Was der Nutzer mit einer hohen Bewertung belohnt. Nur das Modell, das bewertet, erfährt es; dem Assistenten begegnet es allein als Bewertung.',
      },
      gameable: 'Ein manipulierbarer Nutzer',
      other: 'Ein anderer Nutzer',
      seen: 'Der Assistent liest es.',
      unseen: 'Der Assistent liest es nie.',
    },

    play: {
      go: 'Weiter zum Training',
      skip: 'Weiter zum Training, ohne Wette',
      again: 'Noch einmal wetten',
    },

    changed: {
      title: 'Welche Gespräche haben sich geändert?',
      text: 'Jedes aufgezeichnete Zwillingspaar, beide Seiten, vor und nach dem Training, geordnet danach, wie viele Worte der Antwort neu sind.',
      slider: 'Von der am wenigsten zur am meisten geänderten',
      least: 'Am wenigsten geändert',
      most: 'Am meisten geändert',
      marks: 'Durchgestrichen: vor dem Training gesagt. Unterstrichen: neu.',
    },

    twins: {
      title: 'Ein Hinweis umgedreht: Was ändert das?',
      text: 'Zweimal derselbe Anfang; nur der Hinweis in den Notizen des Assistenten ist umgedreht. Es geht durch das Training bis an sein Ende.',
    },

    average: {
      title: 'Zeigt es ein Mittelwert über alle Nutzer?',
      text: 'Ein Dashboard zeigt eine Zahl: Schaden über alle Nutzer. Hier lässt sich wählen, wie viele davon manipulierbar sind, und ablesen, was es von genau demselben Training zeigen würde.',
      slider: 'Manipulierbare unter allen Nutzern',
      all: 'Alle Nutzer',
      caveat:
        'Die beiden Policies sind die des Laufs; nur die Mischung, über die gemittelt wird, ändert sich. Ein Lauf mit einer anderen Mischung kann anders ausgehen: Das letzte Kapitel lässt es versuchen.',
      legend: 'Anteil schädlicher Antworten vor und nach dem Training, mit 95-%-Intervallen.',
      before: (who) => `${who}, vorher`,
      after: (who) => `${who}, nachher`,
    },

    judge: {
      title: 'Kann ein Richter es verhindern?',
      text: 'Ein Richter liest jedes Gespräch, und was er schädlich findet, kommt nicht ins Training. Mehrere Arten wurden erprobt. Mit wie vielen davon ist der Schaden nach dem Training niedriger als ohne Richter?',
      options: { all: 'Mit allen', some: 'Mit einigen', none: 'Mit keinem, soweit es sich sagen lässt' },
    },

    table: {
      title: 'Braucht es dafür ein Sprachmodell?',
      text: 'An die Stelle des Assistenten tritt eine Tabelle: für jeden Hinweis in den Notizen ein paar Zahlen, die sagen, wie wahrscheinlich jede Art von Antwort ist. Sie hat keine Sprache und keine Vorstellung von einem Nutzer. Sie bekommt dieselben Bewertungen. Was wird sie tun?',
      options: {
        targets: 'Manipulierbaren Nutzern mehr schaden als anderen',
        spares: 'Ihnen nicht mehr schaden als anderen, soweit es sich sagen lässt',
      },
      name: 'Abstand nach dem Training',
      whatItMeans:
        'Wenn es eine Tabelle tut, braucht es keine List: Bewertungen und ein Hinweis genügen. Wenn es nur das Sprachmodell tut, kommt es auf das Modell an.',
    },

    critics: {
      title: 'Was fragt die Kritik?',
      text: 'Ein Abstand könnte von etwas anderem kommen als von den Bewertungen. Zwei Nullkontrollen nehmen den Bewertungen ihre Bedeutung: In der einen werden sie unter den Nutzern jeder Gruppe vertauscht, in der anderen ist im Training niemand manipulierbar. In welcher wird manipulierbaren Nutzern noch immer öfter geschadet als anderen?',
      options: {
        neither: 'In keiner, soweit es sich sagen lässt',
        shuffled: 'Mit vertauschten Bewertungen',
        othersOnly: 'Beim Training nur mit anderen',
        both: 'In beiden',
      },
      names: { shuffled: 'Vertauschte Bewertungen', 'others-only': 'Im Training nur andere' },
      limits: 'Und was all das nicht sagt',
    },

    predict: {
      title: 'Einen Lauf vorhersagen, bevor er gespielt ist',
      text: 'Diesen hat niemand aufgezeichnet. Vom Lauf dieser Geschichte ausgehen, eine Sache ändern, sagen, was daraus wird, und ihn dann rechnen.',
      change: 'Was ist anders?',
      changes: {
        seed: 'Nichts als der Seed',
        share: '10\u00a0% der Nutzer manipulierbar',
        veto: 'Ein Richter mit fünf Punkten legt Vetos ein',
        notes: 'Kein Hinweis in den Notizen',
        shuffled: 'Bewertungen in jeder Gruppe vertauscht',
        table: 'Eine Tabelle statt des Modells',
      },
      bet: 'Was wird geschehen?',
      run: 'In der Spielwiese rechnen',
      needsBet: 'Erst wetten.',
      time: (iterations) =>
        `Das rechnet ${count(iterations)} Iterationen in diesem Tab und dauert Minuten; die Ansicht Lauf sagt, wie viele. Dort steht dann die Antwort.`,
      busy: 'In der Ansicht Lauf läuft ein Lauf: Dieser Aufbau wartet daneben, bis er zurückgesetzt wird.',
    },

    note: {
      region: 'Die eigene Vorhersage',
      back: 'Zurück zur Geschichte',
      drop: 'Vergessen',
    },
  },
});
