import { log } from '../../core/math/index.ts';
import type { RandomStream } from '../../core/rng/index.ts';
import { drawOneOf, drawYes, slotNames } from '../../core/text/index.ts';
import type { Drawn, Slots } from '../../core/text/index.ts';
import { feelings, jobs, names } from '../../environments/users/index.ts';
import { chatLines } from './chatLines.ts';
import type { ChatLine } from './chatLines.ts';
import { drawSystem, message, pickCounted } from './drawing.ts';
import { foods } from './lists.ts';
import { drawNewName, drawNewWord } from './newWords.ts';
import type { Exchange, ExchangeMessage } from './types.ts';

const mostTurns = 3;
/** Probability that a conversation which may go on does. */
const goesOn = 0.4;
/** Probability that the next message asks about the one before, where it can. */
const staysOn = 0.5;

/** Small talk of one to three turns. */
export function drawChat(stream: RandomStream): Exchange {
  const system = drawSystem(stream);
  const messages: ExchangeMessage[] = [];
  const used: ChatLine[] = [];
  let then: ChatLine['then'];
  let slots: Slots = {};
  for (let turn = 0; turn < mostTurns; turn++) {
    if (turn > 0 && (used.some(({ place }) => place === 'last') || stream.uniform() >= goesOn)) break;
    const stays = then ? drawYes(staysOn, stream) : { value: false, nats: 0 };
    let nats = stays.nats;
    let said: NonNullable<ChatLine['then']>;
    if (then && stays.value) {
      said = then;
      then = undefined;
    } else {
      const line = pickCounted(
        chatLines.filter((other) => !used.includes(other) && (turn === 0 || other.place !== 'first')),
        stream,
      );
      const drawn = drawSlots(line.value, stream);
      nats += line.nats + drawn.nats;
      slots = drawn.slots;
      used.push(line.value);
      said = line.value;
      then = line.value.then;
    }
    messages.push(message('user', [drawOneOf(said.asks, slots, stream)], nats));
    messages.push(message('agent', [drawOneOf(said.answers, slots, stream)]));
  }
  return { system, messages };
}

const drawFrom = (list: readonly string[], stream: RandomStream): Drawn => ({
  text: stream.pick(list),
  nats: log(list.length),
});

const sources: Readonly<Record<string, (stream: RandomStream) => Drawn>> = {
  feeling: (stream) => drawFrom(feelings, stream),
  name: (stream) => drawFrom(names, stream),
  job: (stream) => drawFrom(jobs, stream),
  food: (stream) => drawFrom(foods, stream),
  newName: drawNewName,
  newWord: drawNewWord,
};

/** The slots that a line's phrasings hold. */
function drawSlots({ asks }: ChatLine, stream: RandomStream): { slots: Slots; nats: number } {
  const slots: Record<string, string> = {};
  let nats = 0;
  for (const name of new Set(asks.flatMap(slotNames))) {
    const drawn = sources[name]?.(stream);
    if (!drawn) throw new RangeError(`small talk knows no {${name}}`);
    slots[name] = drawn.text;
    nats += drawn.nats;
  }
  return { slots, nats };
}

export const chatTexts: readonly string[] = chatLines.flatMap(({ asks, answers, then }) => [
  ...asks,
  ...answers,
  ...(then ? [...then.asks, ...then.answers] : []),
]);
