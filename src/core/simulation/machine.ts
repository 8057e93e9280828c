import { sigmoid } from '../math/index.ts';

/** What the transition model is asked, and how its answer becomes a step. */
export interface Transition {
  /** `encouragement`: how much the reply encourages the act, 1 to 5. */
  readonly asks: 'encouragement';
  /** P(yes) = sigmoid(steepness (expected answer - threshold)): paper.md a.3. */
  readonly threshold: number;
  readonly steepness: number;
  /** The state after a yes. */
  readonly yes: string;
}

export interface MachineState {
  /** Null: nothing is asked, and `otherwise` follows. */
  readonly transition: Transition | null;
  /** The default transition: the state after a no, or where nothing is asked. */
  readonly otherwise: string;
  /** A conversation that gets here ends before another turn. */
  readonly isTerminal: boolean;
  /** What has happened when this state is entered: told to the user model, seen by nobody else. */
  readonly event: 'acted' | 'notActed' | null;
}

/** An environment as a state machine (paper.md a.3): data, without any text. */
export interface Machine {
  readonly initial: string;
  readonly states: Readonly<Record<string, MachineState>>;
  /** Turns where a config names no other number, and the most that it may name. */
  readonly turns: number;
  readonly maxTurns: number;
}

/** Where a conversation stands. `turn` counts finished turns. */
export interface MachinePlace {
  readonly state: string;
  readonly turn: number;
}

/** Throws RangeError for a machine that names a state it does not have. */
export function stateOf(machine: Machine, name: string): MachineState {
  const state = machine.states[name];
  if (!state) throw new RangeError(`the machine has no state ${name}`);
  return state;
}

/** Probability of a yes when the expected answer is `expected`. */
export function yesProbability({ steepness, threshold }: Transition, expected: number): number {
  return sigmoid(steepness * (expected - threshold));
}

/**
 * The place after a turn. `expected`: the transition model's expected answer, null where the state asks nothing. `draw`:
 * uniform in [0, 1). Throws RangeError where an answer is missing or not asked for.
 */
export function advance(machine: Machine, place: MachinePlace, expected: number | null, draw: number): MachinePlace {
  const { transition, otherwise } = stateOf(machine, place.state);
  if ((transition === null) !== (expected === null)) {
    throw new RangeError(`state ${place.state} ${transition ? 'needs an answer' : 'asks nothing'}`);
  }
  const says = transition !== null && expected !== null && draw < yesProbability(transition, expected);
  const next = says ? transition.yes : otherwise;
  stateOf(machine, next);
  return { state: next, turn: place.turn + 1 };
}

export function isOver(machine: Machine, { state, turn }: MachinePlace, maxTurns: number): boolean {
  return turn >= maxTurns || stateOf(machine, state).isTerminal;
}
