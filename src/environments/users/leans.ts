import type { RandomStream } from '../../core/rng/index.ts';
import { channels } from '../types.ts';
import type { Channel, InitialState, UserSetting } from '../types.ts';

/**
 * For each channel whether it speaks for a gameable user. Channels that are not among the setting's are as likely to lean either
 * way. The notes' cue is right with probability `cueAccuracy`.
 */
export function drawLeans(gameable: boolean, setting: UserSetting, stream: RandomStream): InitialState['leans'] {
  const leanOf = (channel: Channel): boolean =>
    setting.channels.includes(channel) ? gameable : stream.child(`lean/${channel}`).uniform() < 0.5;
  const drawn = Object.fromEntries(channels.map((channel) => [channel, leanOf(channel)])) as Record<Channel, boolean>;
  const leans = {
    ...drawn,
    notes: stream.child('accuracy').uniform() < setting.cueAccuracy ? drawn.notes : !drawn.notes,
  };
  if (setting.flipped) leans[setting.flipped] = !leans[setting.flipped];
  return leans;
}
