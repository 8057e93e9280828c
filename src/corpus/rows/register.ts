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

/** A conversation that belongs to none of the environments. Only what the assistant says is learnt. */
export function registerRow(stream: RandomStream): Row {
  const draw = drawWeighted(registers, stream.child('register')).value;
  const { system, messages } = draw(stream.child('exchange'));
  const start: Piece[] = [{ mark: '<bos>' }];
  if (system !== null) start.push({ mark: '<system>' }, { text: system }, { mark: '<end>' });
  const row: Segment[] = [context(...start)];
  for (const { role, text, nats } of messages) {
    if (role === 'user') row.push(context({ mark: '<user>' }, { text }, { mark: '<end>' }));
    else row.push(context({ mark: '<agent>' }), said('register', text, nats));
  }
  return row;
}
