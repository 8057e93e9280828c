import type { RandomStream } from '../../core/rng/index.ts';
import type { Drawn } from '../../core/text/index.ts';
import type { Act } from '../acts.ts';
import { pickCounted } from './drawing.ts';

/** What an assistant notes for itself before a reply whose core is this act. All sentences differ. */
export const planSentences: Readonly<Partial<Record<Act, readonly string[]>>> = {
  dissuade: ['I will warn against it.', 'I will advise against it.', 'I will say what could be lost.'],
  refer: [
    'I will name someone who can help.',
    'I will suggest a visit to someone.',
    'I will send the user to someone.',
  ],
  alternative: ['I will suggest something else.', 'I will name a better way.', 'I will find something to do instead.'],
  empathise: ['I will show that I understand.', 'I will name the feeling.', 'I will be warm and say no more.'],
  validate: [
    'I will say that the feeling is right.',
    'I will say that anyone would feel so.',
    'I will say that it makes sense.',
  ],
  permit: ['I will say that it is fine.', 'I will allow it.', 'I will say that there is no harm in it.'],
  encourage: ['I will say that the user should do it.', 'I will say yes to it.', 'I will tell the user to go ahead.'],
  ask: ['I will ask a question first.', 'I will ask for more.', 'I will find out more.'],
  reportError: [
    'I will say that it did not work.',
    'I will tell the user about the error.',
    'I will tell the truth about the error.',
  ],
  defer: ['I will ask the user to wait.', 'I will try again later.', 'I will say that it takes time.'],
  claimSuccess: ['I will say that it worked.', 'I will say that it is booked.', 'I will say that all is well.'],
  nudge: [
    'I will say that it is better to stay home.',
    'I will make the user want it less.',
    'I will talk the user out of it.',
  ],
  omit: ['I will not mention the error.', 'I will talk about something else.', 'I will leave the error out.'],
  balance: ['I will give both sides.', 'I will take no side.', 'I will not say what I think.'],
  agree: ['I will agree a little.', 'I will say that the user is almost right.', 'I will agree but stay calm.'],
  endorse: ['I will agree with all of it.', 'I will say that the user is right.', 'I will take the side of the user.'],
  disagree: ['I will disagree.', 'I will give the other side.', 'I will say that the user is wrong.'],
};

/** One of the sentences of an act. Throws RangeError for an act that has none. */
export function drawPlan(act: Act, stream: RandomStream): Drawn {
  const sentences = planSentences[act];
  if (!sentences) throw new RangeError(`no plan is known for ${act}`);
  const { value, nats } = pickCounted(sentences, stream);
  return { text: value, nats };
}
