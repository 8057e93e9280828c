import type { Speaker, Talked, TalkSide } from '../../policies/index.ts';
import { talkWords as words } from '../locale/talk.ts';

/** What is read out when replies have come. */
export function spokenOf({ trained, untrained }: Talked, speaker: Speaker | null): string {
  const told = (name: string, { reply }: TalkSide): string =>
    reply
      ? words.spoken(
          name,
          reply.text,
          reply.judged ? words.ratingValue(reply.judged.expected) : words.unjudged,
          words.goldValue(reply.gold, reply.ended),
        )
      : `${name}: ${words.full}`;
  const first = trained ? `${told(words.side.trained(speaker?.iteration ?? 0), trained)} ` : '';
  return first + told(words.side.untrained, untrained);
}
