// When text falls apart, and what a checkpoint keeps of it.
import type { PanelMetrics } from '../../evaluation/metrics/index.ts';
import { writesFreeText } from '../config/index.ts';
import type { RunConfig } from '../config/index.ts';
import type { Checkpoint, CollapseReason } from './events.ts';

/** Signs that the text falls apart, past the config's limits. Free text is none for not being parsed: the tagger was not made for it. */
export function collapseReasons({ kl, repeat, unparsed }: PanelMetrics, config: RunConfig): CollapseReason[] {
  const signs: readonly (readonly [CollapseReason, number, number])[] = [
    ['kl', kl?.first.value ?? 0, config.collapseKl],
    ['repeat', repeat.value, config.collapseRepeat],
    ['unparsed', writesFreeText(config) ? 0 : unparsed.value, config.collapseUnparsed],
  ];
  return signs.filter(([, value, limit]) => value > limit).map(([reason]) => reason);
}

/** What the checkpoint of such a policy says of it, so that a run which goes on from there ends as it would have ended. */
export const collapsedPart = (
  { stopOnCollapse }: Pick<RunConfig, 'stopOnCollapse'>,
  reasons: readonly CollapseReason[],
): Pick<Checkpoint, 'collapsed'> => (stopOnCollapse && reasons.length > 0 ? { collapsed: true } : {});
