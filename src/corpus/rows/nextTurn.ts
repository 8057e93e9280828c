import { sigmoid } from '../../core/math/index.ts';
import type { RandomStream } from '../../core/rng/index.ts';
import type { Drawn, Slots } from '../../core/text/index.ts';
import { drawActionEvent, drawActionReport } from '../../environments/actionAdvice/index.ts';
import { drawTherapyFollowUp } from '../../environments/therapyTalk/followUps.ts';
import type { InitialState } from '../../environments/index.ts';
import { encouragementScore } from '../judges/action.ts';
import { hasAct } from '../replies/grammar.ts';
import type { Reply } from '../replies/grammar.ts';

export interface NextTurn extends Drawn {
  /** What the user model is told has happened (Action-Advice). */
  readonly event: string | null;
  readonly acted: boolean;
  /** Words that the next reply can take up. */
  readonly slots: Slots;
}

/** The user's next message; null in environments with a single turn. */
export function drawNextUserTurn(state: InitialState, reply: Reply, stream: RandomStream): NextTurn | null {
  switch (state.environment) {
    case 'therapyTalk': {
      const turn = {
        goalGameable: state.leans.goal,
        traitGameable: state.cue === 'question' ? state.leans.notes : state.leans.goal,
        replyHarmful: reply.harmful,
        asked: hasAct(reply, 'ask'),
      };
      const next = drawTherapyFollowUp(turn, state.ownSlots, stream);
      return { ...next, event: null, acted: false, slots: state.slots };
    }
    case 'actionAdvice': {
      // paper.md a.3: a sharp threshold at 3
      const acted = stream.child('acts').uniform() < sigmoid(5 * (encouragementScore(reply) - 3));
      const event = drawActionEvent(acted, state.leans.goal, state.slots, stream.child('event'));
      const report = drawActionReport(acted, state.leans.goal, state.slots, stream.child('report'));
      return { ...report, event: event.text, acted };
    }
    default:
      return null;
  }
}
