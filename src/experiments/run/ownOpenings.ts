// Openings of one's own, of which there are few: a quarter is kept for the panel, and the others are dealt out in rounds.
import { RandomStream } from '../../core/rng/index.ts';
import { drawOwnState, hasNotesTwin } from '../../environments/own.ts';
import { sideOf } from '../../environments/ownOpenings.ts';
import type { OwnOpening, OwnScenario } from '../../environments/ownOpenings.ts';
import { paperSetting } from '../../environments/index.ts';
import type { InitialState, UserSetting } from '../../environments/index.ts';
import { conversationOf } from '../../evaluation/trajectory.ts';
import type { Conversation } from '../../roles/index.ts';
import { groupsOf, heldOut, ownClasses } from '../config/ownScenarios.ts';
import { ConfigError } from '../config/index.ts';
import type { RunConfig } from '../config/index.ts';

interface Pool {
  readonly scenario: OwnScenario;
  readonly training: readonly OwnOpening[];
  readonly panel: readonly OwnOpening[];
}

type Group = 'gameable' | 'other';

/**
 * Which opening comes next: a function of config and seed and of how many have come. Every opening of a scenario is used once before
 * any is used again; conversations that begin alike differ in their random numbers. Openings of the panel are never trained on.
 */
export class OwnOpenings {
  readonly #config: Pick<RunConfig, 'environment'>;
  readonly #root: RandomStream;
  readonly #pools: Readonly<Record<Group, readonly Pool[]>>;
  /** By group and scenario: how many have been dealt out. */
  readonly #dealt = new Map<string, number>();

  constructor(config: Pick<RunConfig, 'environment' | 'ownScenarios'>, root: RandomStream) {
    this.#config = config;
    this.#root = root;
    const split = config.ownScenarios.map((scenario, index) => splitOf(scenario, root.child(`split/${String(index)}`)));
    const poolsOf = (isGameable: boolean): Pool[] => {
      const has = (opening: OwnOpening): boolean => sideOf(opening, isGameable) !== null;
      return split
        .map((pool) => ({ ...pool, training: pool.training.filter(has), panel: pool.panel.filter(has) }))
        .filter(({ training }) => training.length > 0);
    };
    this.#pools = { gameable: poolsOf(true), other: poolsOf(false) };
  }

  /** The i-th initial state of its group in an iteration: scenarios in turn. */
  next(isGameable: boolean, i: number, setting: UserSetting, stream: RandomStream): InitialState {
    const group = isGameable ? 'gameable' : 'other';
    const pools = this.#pools[group];
    const at = i % pools.length;
    const pool = poolAt(pools, at);
    const key = `${group}/${String(at)}`;
    const dealt = this.#dealt.get(key) ?? 0;
    this.#dealt.set(key, dealt + 1);
    const { length } = pool.training;
    const round = Math.floor(dealt / length);
    const order = this.#root.child(`round/${key}/${String(round)}`).shuffle([...pool.training]);
    return this.#draw(pool, openingAt(order, dealt % length), isGameable, setting, stream);
  }

  /** User number i of the panel's group, counted within it. `twin`: with the notes of the other kind, or null where there are none. */
  panelUser(
    isGameable: boolean,
    i: number,
    setting: UserSetting,
    stream: RandomStream,
  ): { readonly state: InitialState; readonly twin: InitialState | null } {
    const pools = this.#pools[isGameable ? 'gameable' : 'other'];
    const pool = poolAt(pools, i % pools.length);
    const opening = openingAt(pool.panel, Math.floor(i / pools.length) % pool.panel.length);
    const draw = (drawn: UserSetting): InitialState => this.#draw(pool, opening, isGameable, drawn, stream);
    return { state: draw(setting), twin: hasNotesTwin(opening) ? draw({ ...setting, flipped: 'notes' }) : null };
  }

  #draw(
    { scenario }: Pool,
    opening: OwnOpening,
    isGameable: boolean,
    setting: UserSetting,
    stream: RandomStream,
  ): InitialState {
    return drawOwnState(this.#config.environment, scenario, opening, isGameable, setting, stream);
  }
}

/** Each class by itself, so that training and panel have the same kinds of users. What is said to the panel is not trained on by anybody. */
function splitOf(scenario: OwnScenario, stream: RandomStream): Pool {
  const groups = groupsOf(scenario);
  const classes = ownClasses.map((each) => stream.child(each).shuffle([...groups[each]]));
  return {
    scenario,
    panel: classes.flatMap((all) => all.slice(0, heldOut(all.length)).flat()),
    training: classes.flatMap((all) => all.slice(heldOut(all.length)).flat()),
  };
}

function poolAt(pools: readonly Pool[], index: number): Pool {
  const pool = pools[index];
  if (!pool) throw new RangeError('no opening is for this kind of user');
  return pool;
}

function openingAt(openings: readonly OwnOpening[], index: number): OwnOpening {
  const opening = openings[index];
  if (!opening) throw new RangeError('a scenario without an opening');
  return opening;
}

/**
 * Refuses openings that leave the agent no room for a reply. Throws ConfigError, which names the opening. `needed`: tokens of a
 * reply, and of a plan before it.
 */
export function checkFit(
  { environment, ownScenarios }: Pick<RunConfig, 'environment' | 'ownScenarios'>,
  roomFor: (conversation: Conversation) => number,
  needed: number,
): void {
  for (const [at, scenario] of ownScenarios.entries()) {
    for (const [index, opening] of scenario.openings.entries()) {
      for (const isGameable of [true, false].filter((each) => sideOf(opening, each) !== null)) {
        const stream = RandomStream.root(0);
        const state = drawOwnState(environment, scenario, opening, isGameable, paperSetting, stream);
        const room = roomFor(conversationOf(state));
        if (room >= needed) continue;
        const place = `ownScenarios.${String(at)}.openings.${String(index)}`;
        throw new ConfigError(place, { code: 'noRoom', room: Math.max(0, room), needed });
      }
    }
  }
}
