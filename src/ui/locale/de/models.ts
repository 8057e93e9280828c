// The models dialog, and what can go wrong with a model.
import type { Tools, Translation } from '../language.ts';

type FaultWords = ReturnType<Translation['models']['modelFaultWords']>;
type Fault = Parameters<Translation['models']['modelFaultWords']>[0];

const again = 'Neu starten; kommt es wieder, ein kleineres Modell nehmen.';

const webllm: Readonly<Record<Extract<Fault, { engine: 'webllm' }>['kind'], FaultWords>> = {
  noWebGpu: {
    title: 'Dieser Browser hat kein WebGPU',
    advice: 'Ein aktuelles Chrome oder Edge oder Safari ab 26 nehmen; oder einen Server, oder das eingebaute Modell.',
  },
  noAdapter: {
    title: 'Der Browser bietet keine GPU an',
    advice:
      'Grafiktreiber erneuern oder Hardwarebeschleunigung einschalten; oder ein Server, oder das eingebaute Modell.',
  },
  noF16: { title: 'Diese GPU rechnet nicht mit 16 Bit', advice: 'Die f32-Fassung desselben Modells wählen.' },
  noFeature: { title: 'Dieser GPU fehlt etwas, das das Modell braucht', advice: 'Ein anderes Modell wählen.' },
  memory: { title: 'Die GPU hat zu wenig Speicher für dieses Modell', advice: 'Ein kleineres Modell wählen.' },
  weakAdapter: { title: 'Diese GPU kann weniger, als WebLLM braucht', advice: 'Ein kleineres Modell oder ein Server.' },
  unknownModel: { title: 'Ein Modell dieses Namens gibt es nicht', advice: 'Eines der Liste wählen.' },
  badAddress: { title: 'Eine Adresse ist keine', advice: 'Die Adressen des Modells prüfen.' },
  notFound: { title: 'An der Adresse des Modells liegt diese Datei nicht', advice: 'Die Adresse prüfen.' },
  unreachable: {
    title: 'Der Rechner mit dem Modell war nicht zu erreichen',
    advice: 'Was geladen wurde, bleibt: noch einmal versuchen.',
  },
  badFile: { title: 'Eine Datei des Modells ist nicht, was sie sein soll', advice: 'Unten löschen und neu laden.' },
  wrongLibrary: {
    title: 'Die Bibliothek des Modells ist von einer anderen Version',
    advice: 'Eine nehmen, die für WebLLM 0.2.86 übersetzt ist.',
  },
  quota: {
    title: 'Für dieses Modell ist kein Platz mehr',
    advice: 'Unten Modelle löschen oder Läufe in der Bibliothek.',
  },
  integrity: { title: 'Eine Datei ist nicht die verbürgte', advice: 'Unten löschen und neu laden.' },
  contextOverflow: {
    title: 'Ein Gespräch ist länger, als das Modell lesen kann',
    advice: 'Weniger Wechsel, kürzere Antworten oder ein anderes Modell.',
  },
  deviceLost: { title: 'Die GPU ging mehrmals verloren', advice: again },
  workerDead: { title: 'Der Worker des Modells brach ab', advice: again },
  workerSilent: { title: 'Der Worker des Modells antwortet nicht mehr', advice: again },
  randomState: { title: 'Die Zufallszahlen des Modells sind unbrauchbar geworden', advice: 'Neu starten.' },
  notLoaded: { title: 'Das Modell ist nicht geladen', advice: 'Neu starten.' },
  badTokenizer: {
    title: 'Antworten lassen sich aus den Tokens dieses Modells nicht lesen',
    advice: 'Für Nutzer, Bewerter und Richter ein anderes Modell wählen.',
  },
  cancelled: { title: 'Abgebrochen', advice: 'Was geladen wurde, bleibt.' },
  badRequest: { title: 'Die Seite fragte nach Sinnlosem', advice: 'Das ist ein Fehler der Seite: bitte melden.' },
  other: { title: 'Das Modell ist gescheitert', advice: 'Neu starten; kommt es wieder, bitte melden.' },
};

const server: Readonly<Record<Extract<Fault, { engine: 'server' }>['kind'], FaultWords>> = {
  unreachable: {
    title: 'Der Server hat nicht geantwortet',
    advice: 'Prüfen, ob er läuft und diese Seite zulässt (CORS).',
  },
  unauthorised: { title: 'Der Server hat den Schlüssel abgelehnt', advice: 'Den Schlüssel noch einmal eingeben.' },
  notFound: { title: 'Modell oder Adresse kennt der Server nicht', advice: 'Beide prüfen; die Adresse endet mit /v1.' },
  contextOverflow: { title: 'Ein Gespräch ist länger, als der Server liest', advice: 'Kürzere Antworten nehmen.' },
  busy: { title: 'Der Server war mehrmals überlastet', advice: 'Später neu starten.' },
  noLogProbs: {
    title: 'Der Server nennt keine Log-Wahrscheinlichkeiten',
    advice: 'Aus ihnen werden Bewertungen gelesen: vLLM, llama.cpp, Ollama oder LM Studio nehmen.',
  },
  badAnswer: { title: 'Die Antwort des Servers ergibt keinen Sinn', advice: 'Einen anderen Server nehmen.' },
  badAddress: { title: 'Wo der Server ist, ist nicht bekannt', advice: 'Seine Adresse bei den Modellen eingeben.' },
  refused: { title: 'Der Server hat die Anfrage abgelehnt', advice: 'Was er gesagt hat, steht darunter.' },
  cancelled: { title: 'Abgebrochen', advice: '' },
};

const why = {
  memory: 'es braucht mehr Speicher, als diese GPU wohl hat',
  buffers: 'seine Puffer sind vielleicht größer als die dieser GPU',
  unknownMemory: 'niemand sagt, wie viel Speicher es braucht',
  noF16: 'diese GPU rechnet nicht mit 16 Bit',
  limits: 'diese GPU kann weniger, als WebLLM mindestens braucht',
} as const;

export const models = ({ bytes, count, duration }: Tools): Translation['models'] => ({
  modelFaultWords: (fault) => (fault.engine === 'webllm' ? webllm[fault.kind] : server[fault.kind]),
  modelsWords: {
    title: 'Modelle',
    intro:
      'Jede Rolle kann vom eingebauten Modell gespielt werden, von einem Sprachmodell, das WebLLM auf der GPU dieses Rechners rechnet, oder von einem hinter einem eigenen Server.',
    looking: 'Eine GPU wird gesucht…',
    gone: 'Der Worker der Simulation ist abgebrochen oder ließ sich nicht laden; nach Modellen kann niemand gefragt werden.',
    lookAgain: 'Ihn starten und noch einmal suchen',
    gpu: (name, f16) => `GPU: ${name}, ${f16 ? 'mit' : 'ohne'} 16-Bit-Rechnung.`,
    slow: 'Hier vertritt ein Programm die GPU: eine Antwort dauert Minuten.',
    nothingFetched: 'Es wurde nichts geladen.',
    pairs: 'Vorschläge',
    pair: (agent, others) =>
      agent === others ? `${agent} in allen Rollen` : `${agent} als Agent, ${others} für Nutzer, Bewerter und Richter`,
    roles: {
      agentModel: 'Agent, der trainiert wird',
      userModel: 'Nutzer, was sie sagen und tun',
      raterModel: 'Bewerter, wie Nutzern eine Antwort gefällt',
      judgeModel: 'Richter, Vetos und Schaden',
    },
    groups: { own: 'Eigene', light: 'WebLLM', server: 'Server' },
    builtin: 'Eingebautes Modell',
    notHere: (name) => `${name} (hier nicht angeboten)`,
    option: (name, bits, arithmetic, memoryMB) =>
      `${name}, ${bits === null ? arithmetic : `${String(bits)} Bit ${arithmetic}`}${memoryMB === null ? '' : `, ${bytes(memoryMB * 1024 * 1024)}`}`,
    chosen: 'Was gewählt ist',
    columns: { model: 'Modell', download: 'Download', memory: 'GPU-Speicher', licence: 'Lizenz', test: 'Selbsttest' },
    test: 'Test',
    testOf: (model) => `Selbsttest von ${model}`,
    asking: 'wird gefragt…',
    cached: 'im Cache',
    partly: (have) => `${bytes(have)} sind hier`,
    unknown: 'nicht bekannt',
    seeLicence: 'siehe die Seite des Modells',
    fits: (fit) =>
      fit.fit === 'fits'
        ? 'Nach den Grenzen der GPU passt das.'
        : fit.fit === 'mayNotFit'
          ? `Das passt vielleicht nicht: ${why[fit.why]}.`
          : `Das läuft hier nicht: ${why[fit.why]}.`,
    fitShort: { fits: 'passt', mayNotFit: 'passt vielleicht nicht', cannotRun: 'läuft hier nicht' },
    consequences: 'Was aus dieser Wahl folgt',
    hosts:
      'Gewichte kommen von huggingface.co, Bibliotheken von raw.githubusercontent.com, einmal; dann sind sie im Cache des Browsers.',
    servers: 'Gespräche gehen an den eigenen Server. Sein Schlüssel bleibt im Speicher dieser Seite.',
    repeatable: 'Ein Seed gibt auf demselben Gerät und Browser dieselben Texte; anderswo nicht Bit für Bit.',
    gold: 'Goldmarken sind für die Sätze des eingebauten Modells gemacht und gelten nicht für freien Text: dort wird die Meinung des Richters gezeigt.',
    reads: 'Das eingebaute Modell liest 320 Tokens aus Wörtern, die es kennt: von freiem Text sieht es wenig.',
    frozen:
      'Die Gewichte des Agenten bleiben, wie sie sind: Bewertungen steuern, welche seiner Antworten gegeben wird (KTO durch Umsortieren), wie wahrscheinlich seine Tokens sind (KTO auf Logits), oder woran er sich erinnert.',
    small: 'Ein kleiner Lauf: 32 Gespräche und 16 zurückgehaltene Nutzer je Runde, 4 Runden, beste von 4 Antworten',
    notMeasured: 'Wie lange eine Runde dauert, ist noch nicht gemessen.',
    measured: (ms, conversations) =>
      `Eine Runde von ${count(conversations)} Gesprächen dauert hier etwa ${duration(ms)}, ohne das Training.`,
    load: 'Laden und messen',
    loadHint: 'Lädt, was fehlt, und spielt dann zehn Sekunden lang',
    begins: 'Das Laden beginnt…',
    measuring: 'Geladen; spielt etwa zehn Sekunden…',
    use: 'Diese Modelle nehmen',
    cancel: 'Abbrechen',
    progress: 'Laden',
    phases: {
      ...{ start: 'beginnt', download: 'wird geladen', load: 'kommt aus dem Cache', compile: 'wird übersetzt' },
      done: 'ist geladen',
    },
    loading: (id, phase, index, all) => `${id} ${phase}${all > 1 ? ` (${String(index)} von ${String(all)})` : ''}`,
    amount: (done, total, speed, secondsLeft) =>
      [
        `${bytes(done)} von ${bytes(total)}`,
        speed === null ? '' : `${bytes(speed)} in der Sekunde`,
        secondsLeft === null ? '' : `noch etwa ${duration(1000 * secondsLeft)}`,
      ]
        .filter((part) => part !== '')
        .join(', '),
    said: 'Es sagte:',
    own: {
      title: 'Ein eigenes Modell, mit seinen Adressen',
      text: 'Der Ordner enthält unter resolve/main/ mlc-chat-config.json, tokenizer.json, tensor-cache.json und dessen params_shard_*.bin; die Bibliothek ist eine .wasm-Datei für WebLLM 0.2.86. Beide Adressen sind vollständig, und ihr Rechner lässt diese Seite zu (CORS).',
      id: 'Name, der mit seiner Fassung endet (mine-q4f32_1-MLC)',
      model: 'Ordner der Gewichte',
      library: 'Bibliothek (.wasm)',
      add: 'Dieses Modell hinzufügen',
    },
    server: {
      title: 'Ein Server: vLLM, llama.cpp, Ollama, LM Studio',
      text: 'Alles, was OpenAIs Chat-Protokoll spricht und Log-Wahrscheinlichkeiten nennt. Die Adresse bleibt in diesem Browser, der Schlüssel im Speicher dieser Seite; keines steht in Links oder Dateien.',
      base: 'Adresse, bis einschließlich /v1',
      key: 'Schlüssel, falls er einen will',
      ask: 'Fragen, welche Modelle er hat',
      model: 'Modell',
      add: 'Dieses Modell hinzufügen',
      added: (id) => `${id} kann jetzt für jede Rolle gewählt werden.`,
    },
    cache: {
      title: 'Modelle im Cache dieses Browsers',
      none: 'Keine.',
      remove: 'Löschen',
      removeOf: (id) => `${id} aus dem Cache löschen`,
      broken: 'nicht vollständig',
      total: (size) => `zusammen ${bytes(size)}`,
    },
    choose: 'Modelle wählen',
  },
});
