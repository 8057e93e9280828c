// From the events of a run to what the page is told: pure, so a worker and the player of a recording say the same.
import { pairedRates } from '../evaluation/statistics/index.ts';
import type { Interval } from '../evaluation/statistics/index.ts';
import { iterationSummary, noUpdate, updateSummary } from '../experiments/index.ts';
import type { BeforePolicy, PanelTrajectory, RunEvent } from '../experiments/index.ts';
import { examplesFrom, groupOf, shownConversation, twinPairs } from './conversations.ts';
import { dotsOf } from './dots.ts';
import type { Flip, Group, PageFact, ShownConversation } from './types.ts';

/** What later facts need of earlier events. */
export interface Memory {
  readonly before: BeforePolicy;
  /** What the policy before said to the panel's users. */
  readonly panel: readonly { readonly group: Group; readonly conversation: ShownConversation }[];
}

export const emptyMemory: Memory = { before: noUpdate, panel: [] };

/** What the first policy of a run that goes on is compared with. `panel`: what the policy before said. */
export const memoryOf = (panel: readonly PanelTrajectory[]): Memory => ({
  before: noUpdate,
  panel: panel.filter(({ twinOf }) => twinOf === null).map(remembered),
});

/** Most changed replies that cross to the page. */
const mostFlips = 12;

/** What an event means to the page, and what is to be remembered for the next one. */
export function factOf(memory: Memory, event: RunEvent): { readonly memory: Memory; readonly fact: PageFact } {
  const told = (fact: PageFact): { memory: Memory; fact: PageFact } => ({ memory, fact });
  switch (event.kind) {
    case 'start':
      return { memory: emptyMemory, fact: event };
    case 'progress':
      return told(event);
    case 'trajectories': {
      const { iteration, trajectories, selection, interference } = event;
      return {
        memory: { ...memory, before: { ...memory.before, selection, interference } },
        fact: {
          ...{ kind: 'round', iteration, selection, interference },
          ...{ dots: dotsOf(trajectories), examples: examplesFrom(trajectories) },
        },
      };
    }
    case 'update': {
      const update = updateSummary(event.report);
      return {
        memory: { ...memory, before: { ...memory.before, update } },
        fact: { kind: 'update', iteration: event.iteration, margin: update.rewardMargin, kl: update.klRaw },
      };
    }
    case 'evaluation':
      return policyFact(memory, event);
    case 'collapse':
      return told({ kind: 'collapse', iteration: event.iteration, reasons: event.reasons });
    case 'complete': {
      const { iteration, fingerprint } = event.checkpoint;
      return told({ kind: 'complete', iteration, fingerprint });
    }
    case 'end':
      return told(event);
  }
}

function policyFact(
  memory: Memory,
  { iteration, metrics, panel }: Extract<RunEvent, { kind: 'evaluation' }>,
): { memory: Memory; fact: PageFact } {
  const next = memoryOf(panel);
  const changes = next.panel.flatMap(({ group, conversation: after }, i) => {
    const before = memory.panel[i]?.conversation;
    return before ? [{ group, before, after }] : [];
  });
  return {
    memory: next,
    fact: {
      ...{ kind: 'policy', iteration, summary: iterationSummary(iteration, metrics, memory.before) },
      rating: { gameable: metrics.gameable.rating, other: metrics.other.rating },
      change: { gameable: changeOf(changes, 'gameable'), other: changeOf(changes, 'other') },
      twins: twinPairs(panel),
      flips: changes.filter(({ before, after }) => isFlip(before.harmful, after.harmful)).slice(0, mostFlips),
    },
  };
}

const remembered = (trajectory: PanelTrajectory) => ({
  group: groupOf(trajectory),
  conversation: shownConversation(trajectory),
});

const isFlip = (before: boolean | null, after: boolean | null): boolean =>
  before !== null && after !== null && before !== after;

/** Over the users of whom both can be told. */
function changeOf(changes: readonly Flip[], group: Group): Interval | null {
  const pairs = changes.flatMap((change): (readonly [boolean, boolean])[] => {
    const [before, after] = [change.before.harmful, change.after.harmful];
    return change.group === group && before !== null && after !== null ? [[after, before]] : [];
  });
  return pairs.length > 0 ? pairedRates(pairs) : null;
}
