import type { CheckResult } from '../../../../workers/protocol.ts';
import type { Tools, Translation } from '../language.ts';

type Measured = CheckResult['measured'];

export const selfTest = ({ percent }: Tools): Translation['selfTest'] => {
  const number = (value: number | undefined, digits: number): string =>
    (value ?? NaN).toFixed(digits).replace('.', ',');
  const whole = (value: number | undefined): string => String(value ?? 0);
  /** Small numbers by their size alone. */
  const tiny = (value: number | undefined): string =>
    value === 0 ? '0' : (value ?? NaN).toExponential(1).replace('.', ',');
  return {
    selfTestWords: {
      title: 'Selbsttest',
      intro: (model) =>
        `Erprobt ${model} auf der GPU dieses Geräts: ob hier gilt, worauf ein Lauf sich verlässt. Das Modell wird geladen, falls dieser Browser es noch nicht hat. Nichts wird irgendwohin gesendet.`,
      begin: 'Beginnen',
      again: 'Neu beginnen',
      stop: 'Anhalten',
      checks: {
        load: 'Das Modell lädt',
        repeats: 'Eine Anfrage mit gleichem Seed gibt die gleichen Tokens',
        logProbs: 'Unsere Log-Wahrscheinlichkeiten sind die von WebLLM, auf 0,0001 nats',
        bias: 'Ein Zuschlag auf das Logit eines Tokens erzwingt dieses Token',
        answers: 'Die Wahrscheinlichkeiten der Antworten 1 bis 10 ergeben zusammen 1',
        speed: 'Tokens je Sekunde',
      },
      outcomes: { passed: 'bestanden', failed: 'nicht bestanden', notRun: 'nicht gelaufen' },
      waiting: 'noch nicht gelaufen',
      running: 'läuft …',
      loading: (share) => `lädt, ${percent(share)}`,
      measured: {
        load: ({ seconds }: Measured) => `${number(seconds, 1)} s`,
        repeats: ({ tokens, same }: Measured) => `${whole(same)} von ${whole(tokens)} Tokens gleich`,
        logProbs: ({ tokens, difference }: Measured) =>
          `größter Unterschied ${tiny(difference)} nats über ${whole(tokens)} Tokens`,
        bias: ({ tokens, forced }: Measured) => `${whole(forced)} von ${whole(tokens)} Tokens sind das erzwungene`,
        answers: ({ sum, mass }: Measured) =>
          `zusammen ${number(sum, 6)}; vorher gab ihnen das Modell ${number(mass, 3)} seiner Wahrscheinlichkeit`,
        speed: ({ tokensPerSecond, tokens }: Measured) =>
          `${number(tokensPerSecond, 1)} Tokens je Sekunde, über ${whole(tokens)} Tokens mit ihrer Vorgabe`,
      },
      copyLabel: 'Ergebnis als Text',
      copyHint: 'Für eine Fehlermeldung oder zum Vergleich von Geräten.',
      heading: (version, model) => `Swayground ${version}, Selbsttest von ${model}`,
      gpu: (description, isFallback) =>
        isFallback ? `GPU: ${description} (ein Programm, das eine ersetzt)` : `GPU: ${description}`,
      noGpu: 'GPU: noch nicht gefragt',
      browser: (agent) => `Browser: ${agent}`,
      line: (check, outcome, detail) => (detail === '' ? `${outcome}: ${check}` : `${outcome}: ${check} (${detail})`),
      faults: { cancelled: 'angehalten', 'the model was not loaded': 'das Modell wurde nicht geladen' },
      broken: (message) => `Der Selbsttest ist abgebrochen: ${message}`,
    },
  };
};
