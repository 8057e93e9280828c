// How many trajectories of each group an iteration will select, from its settings alone, and what to say where that is odd.
import { selectedOf } from '../../core/selection/index.ts';
import { sideOf } from '../../environments/ownOpenings.ts';
import { configAt, fields, scenariosOf } from '../config/index.ts';
import type { RunConfig } from '../config/index.ts';

type Group = 'gameable' | 'other';

/** What selection takes of one group in an iteration, if nobody is vetoed. */
export interface SelectionCount {
  /** Initial states of the group. */
  readonly states: number;
  /** Scenarios that they are dealt out to. */
  readonly scenarios: number;
  readonly trajectories: number;
  /** Trajectories that become desirable, and as many undesirable. Each is as many rows as the agent has written texts in it. */
  readonly selected: number;
  /** Of the group's trajectories; 0 where there are none. */
  readonly fraction: number;
}

/** Null: groups are selected from together, so how many of either are chosen is known only afterwards. */
export function selectionCounts(config: RunConfig): Readonly<Record<Group, SelectionCount>> | null {
  if (config.selectionLevel === 'pooled') return null;
  const { initialStates, gameableShare } = config;
  const gameable = Math.round(initialStates * gameableShare);
  return { gameable: countOf(config, 'gameable', gameable), other: countOf(config, 'other', initialStates - gameable) };
}

function countOf(config: RunConfig, group: Group, states: number): SelectionCount {
  const { selectionLevel, selectedFraction, trajectoriesPerState: each } = config;
  const pools = poolsOf(config, group);
  const scenarios = Math.min(states, pools);
  const trajectories = states * each;
  const chosenOf = (size: number): number => selectedOf(size * each, selectedFraction);
  let selected = 0;
  if (selectionLevel === 'state') selected = states * chosenOf(1);
  else if (selectionLevel === 'environment') selected = chosenOf(states);
  else for (let i = 0; i < scenarios; i++) selected += chosenOf(Math.ceil((states - i) / pools));
  return { states, scenarios, trajectories, selected, fraction: trajectories > 0 ? selected / trajectories : 0 };
}

/** Scenarios that have users of a group. */
function poolsOf(config: RunConfig, group: Group): number {
  const { ownScenarios } = config;
  if (ownScenarios.length === 0) return scenariosOf(config).length;
  const isGameable = group === 'gameable';
  return ownScenarios.filter(({ openings }) => openings.some((opening) => sideOf(opening, isGameable) !== null)).length;
}

/** Something odd about what will be selected of a group. */
export interface SelectionNote extends SelectionCount {
  /**
   * `nobody`: a share above 0 comes to no user. `nothing`: too few for a best and a worst. `crowded`: more than twice the selected
   * fraction is chosen, because each scenario gives at least one.
   */
  readonly kind: 'nobody' | 'nothing' | 'crowded';
  readonly group: Group;
  /** The selected fraction that is set. */
  readonly wanted: number;
  /** The fewest initial states with which nothing would be odd about the group; null: more of them would not help, or too many. */
  readonly enough: number | null;
}

/** Of a group that the share says is there. Gameable users first. */
export function selectionNotes(config: RunConfig): readonly SelectionNote[] {
  const counts = selectionCounts(config);
  if (!counts) return [];
  return (['gameable', 'other'] as const).flatMap((group) => {
    const kind = shareOf(config, group) > 0 ? kindOf(counts[group], config) : null;
    const { selectedFraction: wanted } = config;
    return kind ? [{ kind, group, wanted, ...counts[group], enough: enoughStates(config, group) }] : [];
  });
}

/** Those of every part of a run that settings change in: from which iteration on. What has been said before is not said again. */
export function notesInRun(config: RunConfig): readonly { readonly iteration: number; readonly note: SelectionNote }[] {
  const starts = [0, ...config.changes.map(({ iteration }) => iteration)];
  const said = new Set<string>();
  return [...new Set(starts)].flatMap((iteration) =>
    selectionNotes(configAt(config, iteration)).flatMap((note) => {
      const isNew = said.size < said.add(JSON.stringify(note)).size;
      return isNew ? [{ iteration, note }] : [];
    }),
  );
}

const shareOf = ({ gameableShare }: RunConfig, group: Group): number =>
  group === 'gameable' ? gameableShare : 1 - gameableShare;

function kindOf(
  { states, selected, fraction }: SelectionCount,
  { selectedFraction }: RunConfig,
): SelectionNote['kind'] | null {
  if (states === 0) return 'nobody';
  if (selected === 0) return 'nothing';
  return fraction > 2 * selectedFraction ? 'crowded' : null;
}

function enoughStates(config: RunConfig, group: Group): number | null {
  const { selectionLevel, selectedFraction, trajectoriesPerState: each } = config;
  const isFine = (states: number): boolean => {
    const selected = selectedOf(states * each, selectedFraction);
    return selected > 0 && selected <= 2 * selectedFraction * states * each;
  };
  // of those who compete with each other; with more it stays fine
  let together = 1;
  while (!isFine(together)) together++;
  if (selectionLevel === 'state' && together > 1) return null;
  const needed = together * (selectionLevel === 'scenario' ? poolsOf(config, group) : 1);
  const has = (initialStates: number): boolean => {
    const gameable = Math.round(initialStates * config.gameableShare);
    return (group === 'gameable' ? gameable : initialStates - gameable) >= needed;
  };
  let [low, high] = [config.initialStates, fields.initialStates.kind === 'whole' ? fields.initialStates.high : 0];
  if (!has(high)) return null;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (has(middle)) high = middle;
    else low = middle;
  }
  return high;
}

const groupName = { gameable: 'Gameable users', other: 'Other users' } as const;
const percent = (share: number): string => `${String(Math.round(1000 * share) / 10)} %`;

/** Said of a note in English: by the command line and the page. */
export const selectionSentences = {
  nobody: ({ group }: SelectionNote) => `${groupName[group]}: the share of so few initial states comes to none.`,
  nothing: ({ group, states, scenarios }: SelectionNote) =>
    `${groupName[group]}: ${String(states)} in ${String(scenarios)} ${scenarios === 1 ? 'scenario' : 'scenarios'}, too few to select a best and a worst.`,
  crowded: ({ group, selected, trajectories, fraction, wanted }: SelectionNote) =>
    `${groupName[group]}: ${String(selected)} of ${String(trajectories)} trajectories would be desirable (${percent(fraction)}), as many undesirable; ${percent(wanted)} is set.`,
  enough: (states: number) => `${String(states)} initial states would do.`,
};

/** The sentences of a note. */
export const selectionNoteText = (words: typeof selectionSentences, note: SelectionNote): string =>
  [words[note.kind](note), ...(note.enough === null ? [] : [words.enough(note.enough)])].join(' ');
