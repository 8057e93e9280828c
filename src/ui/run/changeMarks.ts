import { changeText, changedSettings } from '../options/settingText.ts';
import { midRunWords } from '../locale/midRun.ts';
import type { RunConfig } from '../../experiments/index.ts';
import type { ChartMark } from '../charts/Chart.tsx';

/** Changes in mid-run as charts, tables and captions tell them. */
export function changeMarks({ changes }: Pick<RunConfig, 'changes'>): {
  readonly marks: readonly ChartMark[];
  /** Null: nothing has changed with this iteration. */
  readonly at: (iteration: number) => string | null;
  /** A sentence of all; '': there are none. */
  readonly caption: string;
} {
  const marks = changes.map((change) => ({
    iteration: change.iteration,
    text: midRunWords.mark(changedSettings(change)),
  }));
  return {
    marks,
    at: (iteration) => {
      const change = changes.find((each) => each.iteration === iteration);
      return change ? midRunWords.settings(changedSettings(change)) : null;
    },
    caption: changes.length > 0 ? midRunWords.caption(changes.map(changeText)) : '',
  };
}
