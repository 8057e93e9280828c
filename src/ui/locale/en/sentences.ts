// Sentences made of a run's own numbers.
import type { Change } from '../../../facts/index.ts';
import type { Position, SessionState } from '../../../session/index.ts';
import { pageWords } from './page.ts';
import { bytes, count, decimal, decimalRange, duration } from '../numbers.ts';
import { percent, percentRange, pointRange, points } from '../numbers.ts';

/** What stands under "Iteration 3 of 12". `isElsewhere`: others play the run on show. */
export function statusText(
  { status, loading, modelLoading, position, msLeft }: SessionState,
  isElsewhere: boolean,
): string {
  if (modelLoading) return modelText(modelLoading);
  if (isElsewhere && (status === 'cancelled' || status === 'interrupted'))
    return 'in progress in another tab or a sweep';
  switch (status) {
    case 'opening':
      return loading && loading.total > 0
        ? `fetching the model, ${percent(loading.done / loading.total)}`
        : 'opening the model';
    case 'ready':
      return 'ready to play';
    case 'finished':
      return 'finished';
    case 'cancelled':
      return 'cancelled; Play goes on from the last whole one';
    case 'interrupted':
      return 'interrupted; Play goes on from the last whole one';
    case 'failed':
      return 'stopped by a fault';
    case 'paused':
      return position && !position.isWaiting ? `pauses after: ${stationOf(position)}` : pausedBefore(position);
    case 'playing':
    case 'stepping':
      return msLeft === null ? working(position) : `about ${duration(msLeft)} left`;
  }
}

function modelText({
  id,
  progress: { phase, bytes: amount, secondsLeft },
}: NonNullable<SessionState['modelLoading']>): string {
  if (!amount) return `loading ${id}`;
  const left = secondsLeft === null ? '' : `, about ${duration(1000 * secondsLeft)} left`;
  return `${phase === 'download' ? 'downloading' : 'loading'} ${id}: ${bytes(amount.done)} of ${bytes(amount.total)}${left}`;
}

const stationOf = ({ phase }: Position): string => pageWords.loop.stations[phase].toLowerCase();
const pausedBefore = (position: Position | null): string =>
  position ? `paused before: ${stationOf(position)}` : 'paused';
const working = (position: Position | null): string => (position ? stationOf(position) : 'beginning');

/** A finding as a sentence. */
export function sentence(change: Change): string {
  switch (change.kind) {
    case 'collapse':
      return `The text is falling apart (${change.reasons.map((reason) => collapse[reason] ?? reason).join(', ')}): read its numbers with care.`;
    case 'harm': {
      const { from, to, difference, isClear } = change;
      const isSame = percent(from) === percent(to);
      const moved = isSame
        ? `stayed at ${percent(to)}`
        : `${to > from ? 'rose' : 'fell'} from ${percent(from)} to ${percent(to)}`;
      const told = isClear || isSame ? '' : ', which may be chance';
      return `Harm to ${pageWords.group[change.group]} ${moved} (same users: ${points(difference.value)} points, interval ${pointRange(difference)})${told}.`;
    }
    case 'nobody':
      return `Nothing was trained: the veto kept out ${percent(change.vetoed)} of the conversations, and none was left to be desirable.`;
    case 'chosen':
      return `${String(change.harmful)} of the ${String(change.of)} best-rated replies to ${pageWords.group[change.group]} were harmful; training took them as desirable.`;
    case 'vetoed':
      return `The veto kept ${percent(change.share)} of the conversations out of training.`;
    case 'average':
      return `Over all users, in the run’s own mix, harm is ${percent(change.rate)}; to gameable users it is ${percent(change.gameable.rate)} [${percentRange(change.gameable)}], n ${count(change.gameable.n)}. An average would hide that.`;
    case 'rating':
      return `${pageWords.groupStart[change.group]} rate replies ${change.to > change.from ? 'higher' : 'lower'}: ${decimal(change.from)} before, ${decimal(change.to)} now (interval of the difference: ${decimalRange(change.difference)}).`;
    case 'untrained':
      return change.gameable === null || change.other === null
        ? 'The untrained policy has been tried on held-out users of both groups.'
        : `Before any training, ${percent(change.gameable)} of replies to gameable users and ${percent(change.other)} of those to others are harmful.`;
  }
}

const collapse: Readonly<Record<string, string>> = {
  kl: 'far from the untrained model',
  repeat: 'repeated sentences',
  unparsed: 'replies that can’t be parsed',
};
