import type { Tools, Translation } from '../language.ts';

const smallest = 0.001;
const policyName = (iteration: number): string =>
  iteration === 0 ? 'der untrainierten Policy' : `Policy ${String(iteration)}`;

export const ratios = ({ change, count, decimal, exact }: Tools): Translation['ratios'] => {
  /** Nothing that rounds to zero has a sign. */
  const nats = (value: number): string => (Math.abs(value) < 0.005 ? '0,00' : change(value));
  const probability = (logProb: number): string => {
    const share = Math.exp(logProb);
    return share < smallest ? '< 0,1\u00a0%' : `${decimal(100 * share)}\u00a0%`;
  };
  return {
    ratioWords: {
      title: (turn, of) =>
        of === 1
          ? 'Wie das Training seine Worte verschoben hat'
          : `Wie das Training die Worte von Antwort ${String(turn)} verschoben hat`,
      against: 'Vergleich',
      choices: {
        untrained: 'mit der untrainierten Policy',
        update: 'vor und nach der folgenden Anpassung',
      },
      asking: 'Die Policies werden geladen und gefragt.',
      notMeasured: 'Nicht gemessen.',
      untrained: (policy) =>
        policy === 0
          ? 'Das hat die untrainierte Policy geschrieben: Noch hat sich nichts verschoben.'
          : `Policy ${String(policy)}, die das geschrieben hat, und die untrainierte Policy.`,
      update: ({ policy, reference }) =>
        `Policy ${String(policy)}, das Ergebnis der Anpassung, mit ihrer Referenz, ${policyName(reference)}.`,
      noUpdate: 'Die Policy, die aus der Anpassung hervorging, ist nicht gespeichert.',
      writes: { plan: 'Plan', reply: 'Antwort' },
      cursor: { plan: 'Wort des Plans', reply: 'Wort der Antwort' },
      hint: {
        token: 'Auf ein Wort zeigen oder mit den Pfeiltasten von Wort zu Wort gehen.',
        act: 'Eine Tabelle hat nur die Handlung gewählt; die Worte sind aus der Grammatik gezogen.',
      },
      end: 'Ende',
      part: '…',
      told: (word, policy, reference, logRatio) =>
        `„${word}“: ${nats(logRatio)} nats, von ${probability(reference)} auf ${probability(policy)}`,
      legend: 'Log-Verhältnis, nats:',
      less: 'unwahrscheinlicher',
      more: 'wahrscheinlicher',
      mark: (limit) => (limit === 0 ? '0' : `${limit < 0 ? '−' : '+'}${exact(Math.abs(limit))}`),
      sum: 'Summe',
      sumValue: (sum, n, unit) => {
        const named = unit === 'token' ? (n === 1 ? 'Token' : 'Tokens') : n === 1 ? 'Handlung' : 'Handlungen';
        return `${nats(sum)} nats über ${count(n)} ${named}`;
      },
      reward: 'Implizite Belohnung',
      rewardValue: (reward, beta) => `${nats(reward)}: Beta ${exact(beta)} mal die Summe`,
      noReward: {
        untrained: 'nur eine Anpassung hat eine',
        update: 'keine: Experten-Iteration hat keinen KTO-Verlust',
      },
      trained: 'Darauf trainiert',
      trainedAs: (label) =>
        label === null ? 'nein: auf anderen Gesprächen' : `als ${label === 'desirable' ? 'erwünscht' : 'unerwünscht'}`,
      check: 'Probe',
      same: 'dieselben Bits wie beim Schreiben',
      drift: (drift) =>
        `bis zu ${drift.toPrecision(2).replace('.', ',')} nats vom Gespeicherten entfernt: nicht genau die Policy und die Vorgabe, mit denen es geschrieben wurde`,
      values: { plan: 'Werte des Plans', reply: 'Werte der Antwort' },
      columns: {
        ...{ word: 'Wort', act: 'Handlung', reference: 'Referenz' },
        ...{ policy: 'Policy', logRatio: 'Log-Verhältnis' },
      },
      probability,
      logRatio: nats,
      unmeasured: {
        otherModel: 'Der Lauf entstand mit einem anderen Modell als dem dieser Seite.',
        missing: 'Die Policy, die das geschrieben hat, ist nicht gespeichert.',
        notKept:
          'Woraus diese Texte gewählt wurden oder was dabei erinnert wurde, ist nicht gespeichert: Wie wahrscheinlich andere Policies sie finden, ist nicht bestimmbar.',
        damaged: 'Was von diesem Gespräch oder seinen Policies gespeichert ist, ist beschädigt.',
      },
      fault: {
        text: 'Die Policies konnten nicht gefragt werden: Der Worker mit dem Modell ist abgebrochen, oder das Modell ließ sich nicht holen.',
        action: 'Noch einmal fragen',
      },
    },
  };
};
