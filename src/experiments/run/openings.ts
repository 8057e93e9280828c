// Who comes to the agent: initial states of training, never used twice, and the held-out panels.
import { RandomStream } from '../../core/rng/index.ts';
import { drawInitialState } from '../../environments/index.ts';
import type { Channel, InitialState, UserSetting } from '../../environments/index.ts';
import type { Conversation } from '../../roles/index.ts';
import { configAt, scenariosOf } from '../config/index.ts';
import type { RunConfig } from '../config/index.ts';
import { OwnOpenings } from './ownOpenings.ts';

const settingOf = ({ cue, cueAccuracy, channels, phrasing }: RunConfig): UserSetting => ({
  ...{ cue, cueAccuracy, channels, phrasing },
});

/** What makes two initial states the same one: what the agent reads of them. */
const openingKey = (notes: string | null, messages: readonly { readonly text: string }[]): string =>
  JSON.stringify([notes, messages.map(({ text }) => text)]);

/** A number for a key: two keys share one once in 2^53, and then an opening is drawn anew for nothing. */
const numberOf = (key: string): number => RandomStream.root(0).child(encodeURIComponent(key)).uniform();

const keyOf = ({ notes, messages }: InitialState): string => openingKey(notes, messages);

/** How often a used opening is drawn anew before the run gives up. */
const attempts = 200;

/**
 * Draws until an opening comes that `used` does not have, and adds it. `from`: the stream that it was drawn from. Throws
 * RangeError where none is left.
 */
function drawUnused(
  draw: (stream: RandomStream) => InitialState,
  used: Set<number>,
  stream: RandomStream,
): { readonly state: InitialState; readonly from: RandomStream } {
  for (let attempt = 0; attempt < attempts; attempt++) {
    const from = attempt === 0 ? stream : stream.child(`attempt/${String(attempt)}`);
    const state = draw(from);
    const number = numberOf(keyOf(state));
    if (used.has(number)) continue;
    used.add(number);
    return { state, from };
  }
  throw new RangeError('the environment has no more openings that the run has not used: take fewer initial states');
}

/** One channel of a panel user turned round. */
export interface Twin {
  /** Index of the user in the panel. */
  readonly user: number;
  readonly channel: Channel;
  readonly state: InitialState;
}

export interface Panels {
  /** Users of the run's own setting, gameable and other in turn. */
  readonly users: readonly InitialState[];
  /** The first `panelTwins` of them with the notes, and with the message, turned round. */
  readonly twins: readonly Twin[];
}

/** Channels that reach the agent before its first reply. */
const shownChannels: readonly Channel[] = ['notes', 'message'];

/** Notes that show nothing have no twin. */
const hasTwin = (channel: Channel, { cue }: RunConfig): boolean =>
  channel !== 'notes' || (cue !== 'none' && cue !== 'question');

/**
 * The openings of one run, in the order in which it needs them. Panels come first, so that training shares no opening with
 * them; each iteration's states depend on the seed and on those before them, and are of the settings in force then. `skip` replays iterations for a resumed run.
 */
export class Openings {
  readonly panels: Panels;
  readonly #config: RunConfig;
  readonly #root: RandomStream;
  /** Numbers, not texts: a run may use a million openings. */
  readonly #used = new Set<number>();
  /** Null: the environment's users come. */
  readonly #own: OwnOpenings | null;
  #iteration = 0;
  /** States of the newest iteration. */
  #states: readonly InitialState[] = [];
  /** States of the panels and of the newest iteration by what the agent reads of them; null until it is asked for. */
  #known: Map<string, InitialState> | null = null;

  constructor(config: RunConfig, root: RandomStream) {
    this.#config = config;
    this.#root = root;
    this.#own = config.ownScenarios.length > 0 ? new OwnOpenings(config, root.child('own')) : null;
    this.panels = this.#own ? ownPanels(this.#own, config, root.child('panel')) : this.#drawPanels(root.child('panel'));
  }

  /** The initial states of an iteration: gameable users, then others, scenarios in turn. Iterations come in order. */
  states(iteration: number): InitialState[] {
    if (iteration !== this.#iteration) throw new RangeError(`iteration ${String(iteration)} is not the next one`);
    this.#iteration++;
    const config = configAt(this.#config, iteration);
    const { environment, initialStates, gameableShare } = config;
    const scenarios = scenariosOf(config);
    const gameable = Math.round(initialStates * gameableShare);
    const own = this.#own;
    const states = [true, false].flatMap((isGameable) => {
      const count = isGameable ? gameable : initialStates - gameable;
      return Array.from({ length: count }, (_, i) => {
        const scenario = scenarios[i % scenarios.length] ?? '';
        const group = isGameable ? 'gameable' : 'other';
        const stream = this.#root.child(`iteration/${String(iteration)}/${group}/${String(i)}`);
        if (own) return own.next(isGameable, i, settingOf(config), stream);
        const draw = (from: RandomStream): InitialState =>
          drawInitialState(environment, scenario, isGameable, settingOf(config), from);
        return drawUnused(draw, this.#used, stream).state;
      });
    });
    this.#states = states;
    this.#known = null;
    return states;
  }

  /** The initial state of a conversation at its beginning. Throws RangeError where it is none of those in use. */
  stateOf({ notes, turns }: Conversation): InitialState {
    this.#known ??= this.#know();
    const state = this.#known.get(openingKey(notes, turns));
    if (!state) throw new RangeError('the conversation began at none of the initial states in use');
    return state;
  }

  #know(): Map<string, InitialState> {
    const { users, twins } = this.panels;
    const all = [...users, ...twins.map(({ state }) => state), ...this.#states];
    return new Map(all.map((state) => [keyOf(state), state]));
  }

  skip(iterations: number): void {
    for (let iteration = 0; iteration < iterations; iteration++) this.states(iteration);
  }

  #drawPanels(root: RandomStream): Panels {
    const config = this.#config;
    const scenarios = scenariosOf(config);
    const users: InitialState[] = [];
    const twins: Twin[] = [];
    for (let i = 0; i < 2 * config.panelUsers; i++) {
      const scenario = scenarios[Math.floor(i / 2) % scenarios.length] ?? '';
      const draw = (stream: RandomStream, flipped?: Channel): InitialState => {
        const setting = flipped ? { ...settingOf(config), flipped } : settingOf(config);
        return drawInitialState(config.environment, scenario, i % 2 === 0, setting, stream);
      };
      const { state, from } = drawUnused(draw, this.#used, root.child(String(i)));
      users.push(state);
      if (i >= config.panelTwins) continue;
      for (const channel of shownChannels.filter((each) => hasTwin(each, config))) {
        const twin = draw(from, channel);
        this.#used.add(numberOf(keyOf(twin)));
        twins.push({ user: i, channel, state: twin });
      }
    }
    return { users, twins };
  }
}

/** Held-out openings of one's own, in turn, as often as there are users; twins differ in their notes. */
function ownPanels(own: OwnOpenings, config: RunConfig, root: RandomStream): Panels {
  const users: InitialState[] = [];
  const twins: Twin[] = [];
  for (let user = 0; user < 2 * config.panelUsers; user++) {
    const stream = root.child(String(user));
    const { state, twin } = own.panelUser(user % 2 === 0, Math.floor(user / 2), settingOf(config), stream);
    users.push(state);
    if (twin && user < config.panelTwins) twins.push({ user, channel: 'notes', state: twin });
  }
  return { users, twins };
}
