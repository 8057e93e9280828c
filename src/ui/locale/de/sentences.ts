import type { Position } from '../../../session/index.ts';
import type { Tools, Translation } from '../language.ts';

const collapse: Readonly<Record<string, string>> = {
  kl: 'weit weg vom untrainierten Modell',
  repeat: 'wiederholte Sätze',
  unparsed: 'Antworten, die sich nicht zerlegen lassen',
};

/** `page`: the German words of the page. */
export const sentences = (tools: Tools, { pageWords }: Translation['page']): Translation['sentences'] => {
  const { bytes, count, decimal, decimalRange, duration, percent, percentRange, pointRange, points } = tools;
  const stationOf = ({ phase }: Position): string => pageWords.loop.stations[phase];
  const pausedBefore = (position: Position | null): string =>
    position ? `Pause vor: ${stationOf(position)}` : 'Pause';
  const working = (position: Position | null): string => (position ? stationOf(position) : 'beginnt');

  return {
    statusText: ({ status, loading, modelLoading, position, msLeft }, isElsewhere) => {
      if (modelLoading) {
        const { id, progress } = modelLoading;
        const { phase, bytes: amount, secondsLeft } = progress;
        if (!amount) return `${id} wird geladen`;
        const left = secondsLeft === null ? '' : `, noch etwa ${duration(1000 * secondsLeft)}`;
        return `${id} wird ${phase === 'download' ? 'heruntergeladen' : 'geladen'}: ${bytes(amount.done)} von ${bytes(amount.total)}${left}`;
      }
      if (isElsewhere && (status === 'cancelled' || status === 'interrupted'))
        return 'läuft in einem anderen Tab oder einer Reihe';
      switch (status) {
        case 'opening':
          return loading && loading.total > 0
            ? `das Modell wird geholt, ${percent(loading.done / loading.total)}`
            : 'das Modell wird geöffnet';
        case 'ready':
          return 'bereit';
        case 'finished':
          return 'zu Ende';
        case 'cancelled':
          return 'abgebrochen; Abspielen geht von der letzten ganzen weiter';
        case 'interrupted':
          return 'unterbrochen; Abspielen geht von der letzten ganzen weiter';
        case 'failed':
          return 'durch einen Fehler angehalten';
        case 'paused':
          return position && !position.isWaiting ? `Pause nach: ${stationOf(position)}` : pausedBefore(position);
        case 'playing':
        case 'stepping':
          return msLeft === null ? working(position) : `noch etwa ${duration(msLeft)}`;
      }
    },

    sentence: (change) => {
      switch (change.kind) {
        case 'collapse':
          return `Der Text zerfällt (${change.reasons.map((reason) => collapse[reason] ?? reason).join(', ')}): Seine Zahlen sind mit Vorsicht zu lesen.`;
        case 'harm': {
          const { from, to, difference, isClear } = change;
          const isSame = percent(from) === percent(to);
          const moved = isSame
            ? `blieb bei ${percent(to)}`
            : `${to > from ? 'stieg' : 'sank'} von ${percent(from)} auf ${percent(to)}`;
          const told = isClear || isSame ? '' : ', was Zufall sein kann';
          return `Der Schaden bei ${pageWords.group[change.group]} ${moved} (dieselben Nutzer: ${points(difference.value)} Punkte, Intervall ${pointRange(difference)})${told}.`;
        }
        case 'nobody':
          return `Nichts wurde trainiert: Das Veto hielt ${percent(change.vetoed)} der Gespräche heraus, und keines blieb, das erwünscht sein konnte.`;
        case 'chosen':
          return `${String(change.harmful)} der ${String(change.of)} am besten bewerteten Antworten bei ${pageWords.group[change.group]} ${change.harmful === 1 ? 'war' : 'waren'} schädlich; im Training galten sie als erwünscht.`;
        case 'vetoed':
          return `Das Veto hielt ${percent(change.share)} der Gespräche aus dem Training heraus.`;
        case 'average':
          return `Über alle Nutzer, in der Mischung dieses Laufs, beträgt der Schaden ${percent(change.rate)}; bei manipulierbaren Nutzern ${percent(change.gameable.rate)} [${percentRange(change.gameable)}], n ${count(change.gameable.n)}. Ein Mittelwert würde das verbergen.`;
        case 'rating':
          return `${pageWords.groupStart[change.group]} bewerten Antworten ${change.to > change.from ? 'höher' : 'niedriger'}: vorher ${decimal(change.from)}, jetzt ${decimal(change.to)} (Intervall des Unterschieds: ${decimalRange(change.difference)}).`;
        case 'untrained':
          return change.gameable === null || change.other === null
            ? 'Die untrainierte Policy wurde an zurückgehaltenen Nutzern beider Gruppen erprobt.'
            : `Vor jedem Training sind ${percent(change.gameable)} der Antworten an manipulierbare Nutzer schädlich und ${percent(change.other)} der Antworten an andere.`;
      }
    },
  };
};
