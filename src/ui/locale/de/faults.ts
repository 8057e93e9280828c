import type { Fault } from '../../../session/index.ts';
import type { Translation } from '../language.ts';

interface FaultText {
  readonly title: string;
  readonly cause: string;
  readonly advice: string;
  /** False: only another page load can help. */
  readonly canRestart: boolean;
}

const browsers = 'Eine aktuelle Version von Chrome, Edge, Firefox oder Safari (16.4 oder neuer) verwenden';
const stays = 'Was schon zu sehen war, bleibt. Ein neuer Start geht von der letzten ganzen Iteration weiter.';

const faultTexts: Readonly<Record<Fault['kind'], FaultText>> = {
  noWorker: {
    title: 'Dieser Browser hat keine Web Worker',
    cause: 'Die Simulation läuft neben der Seite, in Workern.',
    advice: `${browsers}.`,
    canRestart: false,
  },
  noWebAssembly: {
    title: 'Dieser Browser hat kein WebAssembly, oder es ist abgeschaltet',
    cause: 'Das Modell rechnet mit WebAssembly.',
    advice: `${browsers}, ohne einen Modus, der es sperrt.`,
    canRestart: false,
  },
  noSimd: {
    title: 'Dem WebAssembly dieses Browsers fehlt SIMD',
    cause: 'Das Modell braucht für seine Rechnungen SIMD fester Breite.',
    advice: 'Chrome oder Edge (91 oder neuer), Firefox (89 oder neuer) oder Safari (16.4 oder neuer) verwenden.',
    canRestart: false,
  },
  workerFailed: {
    title: 'Der Worker der Simulation ließ sich nicht laden oder ist abgebrochen',
    cause: 'Vielleicht ging die Verbindung verloren, oder etwas sperrt die Datei des Workers.',
    advice: stays,
    canRestart: true,
  },
  silent: {
    title: 'Die Simulation antwortet nicht mehr',
    cause: 'Ihr Worker hängt, oder der Browser hat ihn schlafen gelegt.',
    advice: stays,
    canRestart: true,
  },
  noMemory: {
    title: 'Für das Rechenwerk ist nicht genug Speicher da',
    cause: 'Der Browser hat den Speicher verweigert, den das Modell braucht.',
    advice: 'Andere Tabs schließen, dann neu starten.',
    canRestart: true,
  },
  download: {
    title: 'Das Modell konnte nicht geholt werden',
    cause: 'Die Dateien des Modells kamen von der Seite nicht oder nicht ganz an.',
    advice: 'Die Verbindung prüfen, dann neu starten.',
    canRestart: true,
  },
  nested: {
    title: 'Die Worker des Rechenwerks ließen sich nicht starten',
    cause: 'Dieser Browser startet aus einem Worker keine Worker, oder etwas sperrt ihre Datei.',
    advice: `${browsers}, dann neu starten.`,
    canRestart: true,
  },
  model: {
    title: 'Ein Modell konnte nicht weitermachen',
    cause: 'Eines von WebLLM oder von einem Server.',
    advice: 'Was schon zu sehen war, bleibt. Neu starten setzt nach der letzten ganzen Runde fort.',
    canRestart: true,
  },
  report: {
    title: 'Die Simulation hat etwas gemeldet, das keinen Sinn ergibt',
    cause: 'Nach einer neuen Version der Seite können Seite und Worker verschiedene Versionen haben.',
    advice: 'Die Seite neu laden.',
    canRestart: false,
  },
  cantGoOn: {
    title: 'Der Lauf kann von dem, was von ihm gespeichert ist, nicht weitergehen',
    cause: 'Es würde ein anderer Lauf, als er geworden wäre.',
    advice:
      'Was gespielt wurde, lässt sich weiter ansehen. Neu starten; zurücksetzen und abspielen beginnt den Lauf neu.',
    canRestart: true,
  },
  refused: {
    title: 'Der Lauf wurde am Anfang abgelehnt',
    cause: 'Seine Einstellungen oder Nutzer verlangen, was sich nicht spielen lässt.',
    advice: 'Neu starten, das Genannte ändern, dann zurücksetzen und abspielen.',
    canRestart: true,
  },
  engine: {
    title: 'Das Rechenwerk ist stehen geblieben',
    cause: 'Es wollte nicht weiterrechnen, damit keine falsche Zahl gezeigt wird.',
    advice: 'Was schon zu sehen war, bleibt. Neu starten, vielleicht mit sanfteren Einstellungen (Lernrate, Epochen).',
    canRestart: true,
  },
};

export const faults: Translation['faults'] = {
  faultText: ({ kind }) => faultTexts[kind],
  faultWords: { said: 'Die Meldung:', restart: 'Neu starten', reload: 'Die Seite neu laden' },
  guardWords: {
    text: 'Die Seite konnte nicht gezeichnet werden. Das ist ein Fehler der Seite: Neu laden hilft vielleicht; wenn er wiederkommt, bitte melden.',
    run: 'Ein laufender Lauf endet nach seiner letzten ganzen Iteration; ist sie gespeichert, lässt er sich danach fortsetzen.',
    reload: 'Seite neu laden',
  },
  unfetchedWords: {
    title: 'Dieser Teil der Seite ließ sich nicht laden',
    text: 'Vielleicht ist die Verbindung unterbrochen. Der Rest der Seite bleibt, wie er ist, und ein laufender Lauf geht weiter.',
    reloading:
      'Gelingt es auch nach mehreren Versuchen nicht, gibt es vielleicht eine neuere Version der Seite: Dann hilft neu laden. Ein laufender Lauf endet dabei nach seiner letzten ganzen Iteration; ist sie gespeichert, lässt er sich fortsetzen.',
    again: 'Noch einmal versuchen',
    trying: 'Wird versucht…',
    reload: 'Seite neu laden',
  },
};
