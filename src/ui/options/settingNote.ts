import { builtinFigures, isBuiltin } from '../../experiments/index.ts';
import type { ConfigKey, RunConfig } from '../../experiments/index.ts';
import { wilson } from '../../evaluation/statistics/index.ts';
import type { Share } from '../../evaluation/statistics/index.ts';
import { percent, percentRange } from '../locale/numbers.ts';
import { pageWords } from '../locale/page.ts';

const { allChannels, notesAlone } = builtinFigures.answersAsGameable;

const shareText = ({ successes, n }: Share): string => {
  const rate = wilson(successes, n);
  return pageWords.options.share(percent(rate.value), percentRange(rate), n);
};

/** What is to be known of a setting as it stands in this config; empty: nothing. */
export function settingNote(key: ConfigKey, { cue, userModel }: Pick<RunConfig, 'cue' | 'userModel'>): string {
  if (key !== 'cue' || cue !== 'question' || !isBuiltin(userModel)) return '';
  return pageWords.options.answersWeakly(
    { gameable: shareText(allChannels.gameable), other: shareText(allChannels.other) },
    { gameable: shareText(notesAlone.gameable), other: shareText(notesAlone.other) },
  );
}
