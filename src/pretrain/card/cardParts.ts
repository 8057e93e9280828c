// What is put into a card that is there, and how the command line asks for it.
import { cardParts } from './card.ts';
import type { CardPart, ModelCard } from './card.ts';

/** What `--only` asks for: parts, or `tables`, none. Null: nothing is asked for. Throws TypeError for other words. */
export function partsOf(only: string): readonly CardPart[] | null {
  if (only === '') return null;
  if (only === 'tables') return [];
  return only.split(',').map((word) => {
    const part = cardParts.find((known) => known === word);
    if (!part) throw new TypeError(`--only: no ${word}`);
    return part;
  });
}

/** What `--first-token` and `--machine` say, on a day (UTC). Throws TypeError for what is no list of milliseconds. */
export function firstTokenOf(tries: string, machine: string, day: Date): Pick<ModelCard, 'firstToken'> {
  if (tries === '') return {};
  const milliseconds = tries.split(',').map(Number);
  if (!milliseconds.every((each) => each > 0 && Number.isFinite(each)))
    throw new TypeError('--first-token: not milliseconds');
  if (machine === '') throw new TypeError('--machine: missing');
  return { firstToken: { milliseconds, machine, measuredOn: day.toISOString().slice(0, 10) } };
}

/** A card with parts in the place of its own. Its last section stays the one on pretraining. */
export function withParts(card: ModelCard, parts: Pick<ModelCard, CardPart | 'firstToken'>): ModelCard {
  const { pretraining, ...measured } = card;
  return { ...measured, ...parts, pretraining };
}
