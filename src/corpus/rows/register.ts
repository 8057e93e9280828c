import type { RandomStream } from '../../core/rng/index.ts';
import { drawWeighted } from '../../core/text/index.ts';
import type { Weighted } from '../../core/text/index.ts';
import {
  drawChat,
  drawDictionary,
  drawFacts,
  drawFeedback,
  drawProfile,
  drawRecite,
  drawRoster,
  drawRude,
  drawSafety,
  drawTaste,
} from '../registers/index.ts';
import type { Exchange } from '../registers/index.ts';
import { systemPrompts } from '../../environments/index.ts';
import { drawOpening } from './opening.ts';
import { context, said } from './segment.ts';
import type { Row, Segment } from './segment.ts';
import type { Piece } from '../../roles/index.ts';

const registers: readonly Weighted<(stream: RandomStream) => Exchange>[] = [
  { value: drawChat, weight: 0.26 },
  { value: drawDictionary, weight: 0.1 },
  { value: drawProfile, weight: 0.08 },
  { value: drawRecite, weight: 0.1 },
  { value: drawRoster, weight: 0.12 },
  { value: drawTaste, weight: 0.12 },
  { value: drawSafety, weight: 0.08 },
  { value: drawFacts, weight: 0.06 },
  { value: drawFeedback, weight: 0.05 },
  { value: drawRude, weight: 0.03 },
];

/** Share of small talk that is made in one of the environments: people who talk to its assistant also say hello. */
const visitingShare = 0.35;

/** A conversation that belongs to none of the environments. Only what the assistant says is learnt. */
export function registerRow(stream: RandomStream): Row {
  const draw = drawWeighted(registers, stream.child('register')).value;
  const { system, messages } = draw(stream.child('exchange'));
  const visits = draw === drawChat && stream.child('visits').uniform() < visitingShare;
  const row: Segment[] = [context(...(visits ? visited(stream.child('visited')) : start(system)))];
  for (const { role, text, nats } of messages) {
    if (role === 'user') row.push(context({ mark: '<user>' }, { text }, { mark: '<end>' }));
    else row.push(context({ mark: '<agent>' }), said('register', text, nats));
  }
  return row;
}

function start(system: string | null): Piece[] {
  const instructions: Piece[] = system === null ? [] : [{ mark: '<system>' }, { text: system }, { mark: '<end>' }];
  return [{ mark: '<bos>' }, ...instructions];
}

/** The instructions and notes of somebody who could have come for what the environment is for. */
function visited(stream: RandomStream): Piece[] {
  const { environment, notes } = drawOpening(stream.child('flipped').uniform() < 0.5, stream).state;
  const known: Piece[] = notes === null ? [] : [{ mark: '<notes>' }, { text: notes }, { mark: '<end>' }];
  return [...start(systemPrompts[environment]), ...known];
}
