import { harmfulCodes, labelCodes } from './records/columns.ts';
import type { TrajectoryColumns } from './records/columns.ts';
import type { TrajectoryPart } from './records/trajectory.ts';

export interface IndexEntry {
  readonly part: TrajectoryPart;
  readonly iteration: number;
  readonly index: number;
  readonly scenario: string;
  readonly gameable: boolean;
  readonly label: 'desirable' | 'undesirable' | null;
  readonly vetoed: boolean;
  readonly reward: number;
  readonly harmful: boolean | null;
  /** What the agent said, cut short. */
  readonly excerpt: string;
}

/** What is absent is not asked for. */
export interface TrajectoryFilter {
  readonly part?: TrajectoryPart;
  readonly iterations?: { readonly first: number; readonly last: number };
  readonly scenarios?: readonly string[];
  readonly gameable?: boolean;
  readonly label?: IndexEntry['label'];
  readonly vetoed?: boolean;
  readonly harmful?: boolean | null;
  readonly reward?: { readonly low: number; readonly high: number };
  /** In what was said, as far as it has been read, else in the excerpt; whatever the case. */
  readonly text?: string;
}

/** Whole texts by position. */
export interface SearchedTexts {
  /** In small letters; undefined: not known. */
  lowered(position: number): string | undefined;
}

/** Equal ones stay in the order in which they were played. `iteration`: that very order. */
export interface TrajectoryOrder {
  readonly by: 'iteration' | 'reward' | 'scenario';
  readonly descending: boolean;
}

type ByteColumn = 'gameable' | 'vetoed' | 'label' | 'harmful';
type Keep = (position: number) => boolean;

/** The trajectories of a run in memory, as columns. A position counts through all of them. */
export class TrajectoryIndex {
  readonly length: number;
  readonly #parts: readonly TrajectoryColumns[];
  /** Position at which each part begins, and of each position its part. */
  readonly #starts: Uint32Array;
  readonly #partOf: Uint16Array;
  readonly #scenarios: readonly string[];
  readonly #scenario: Uint16Array;
  readonly #bytes: Readonly<Record<ByteColumn, Uint8Array>>;
  readonly #reward: Float64Array;
  readonly #orders = new Map<string, Uint32Array>();
  #lowered: readonly string[] | null = null;

  /** Iterations in their order, and in each the training before the panels. */
  constructor(columns: readonly TrajectoryColumns[]) {
    const rank = ({ iteration, part }: TrajectoryColumns) => iteration * 2 + Number(part === 'panel');
    this.#parts = columns.toSorted((a, b) => rank(a) - rank(b));
    this.length = columns.reduce((total, { excerpts }) => total + excerpts.length, 0);
    this.#scenarios = [...new Set(columns.flatMap(({ scenarios }) => scenarios))].sort();
    this.#starts = new Uint32Array(columns.length);
    this.#partOf = new Uint16Array(this.length);
    this.#scenario = new Uint16Array(this.length);
    this.#reward = new Float64Array(this.length);
    const bytes = () => new Uint8Array(this.length);
    this.#bytes = { gameable: bytes(), vetoed: bytes(), label: bytes(), harmful: bytes() };
    let start = 0;
    for (const [number, part] of this.#parts.entries()) {
      const codes = part.scenarios.map((scenario) => this.#scenarios.indexOf(scenario));
      this.#starts[number] = start;
      this.#partOf.fill(number, start, start + part.excerpts.length);
      this.#scenario.set(
        Uint16Array.from(part.scenario, (code) => codes[code] ?? 0),
        start,
      );
      this.#reward.set(part.reward, start);
      for (const name of ['gameable', 'vetoed', 'label', 'harmful'] as const) this.#bytes[name].set(part[name], start);
      start += part.excerpts.length;
    }
  }

  /** All scenarios, by name. */
  get scenarios(): readonly string[] {
    return this.#scenarios;
  }

  /** Positions of the trajectories that the filter lets pass. */
  select(filter: TrajectoryFilter, order: TrajectoryOrder, texts: SearchedTexts | null = null): Uint32Array {
    const keeps = this.#keeps(filter, texts);
    const found = new Uint32Array(this.length);
    let count = 0;
    for (const position of this.#inOrder(order)) {
      if (keeps.every((keep) => keep(position))) found[count++] = position;
    }
    return found.slice(0, count);
  }

  /** All positions. Sorted once: a list is filtered again with every letter of a search. */
  #inOrder({ by, descending }: TrajectoryOrder): Uint32Array {
    const name = `${by} ${String(descending)}`;
    const known = this.#orders.get(name);
    if (known) return known;
    const order = Uint32Array.from({ length: this.length }, (_, position) => position);
    if (by === 'iteration') {
      if (descending) order.reverse();
    } else {
      const sign = descending ? -1 : 1;
      const values = by === 'reward' ? this.#reward : this.#scenario;
      order.sort((a, b) => sign * ((values[a] ?? 0) - (values[b] ?? 0)) || a - b);
    }
    this.#orders.set(name, order);
    return order;
  }

  /** Throws RangeError for a position that there is not. */
  entry(position: number): IndexEntry {
    const number = this.#partOf[position];
    const part = number === undefined ? undefined : this.#parts[number];
    if (number === undefined || !part) throw new RangeError(`there is no trajectory at ${String(position)}`);
    const index = position - (this.#starts[number] ?? 0);
    const label = labelCodes[part.label[index] ?? 0] ?? 'none';
    return {
      ...{ part: part.part, iteration: part.iteration, index, excerpt: part.excerpts[index] ?? '' },
      scenario: this.#scenarios[this.#scenario[position] ?? 0] ?? '',
      gameable: part.gameable[index] === 1,
      vetoed: part.vetoed[index] === 1,
      label: label === 'none' ? null : label,
      reward: part.reward[index] ?? 0,
      harmful: harmfulCodes[part.harmful[index] ?? 0] ?? null,
    };
  }

  /** Null: there is no such trajectory. */
  positionOf({ part, iteration, index }: Pick<IndexEntry, 'part' | 'iteration' | 'index'>): number | null {
    const number = this.#parts.findIndex((each) => each.part === part && each.iteration === iteration);
    const found = this.#parts[number];
    return found && index < found.excerpts.length ? (this.#starts[number] ?? 0) + index : null;
  }

  #keeps(filter: TrajectoryFilter, texts: SearchedTexts | null): Keep[] {
    const { part, iterations, scenarios, gameable, label, vetoed, harmful, reward, text } = filter;
    const keeps: Keep[] = [];
    if (part !== undefined || iterations) {
      const isIn = this.#parts.map(
        (each) =>
          (part === undefined || each.part === part) &&
          (!iterations || (each.iteration >= iterations.first && each.iteration <= iterations.last)),
      );
      keeps.push((position) => isIn[this.#partOf[position] ?? 0] === true);
    }
    if (scenarios) {
      const isIn = this.#scenarios.map((scenario) => scenarios.includes(scenario));
      keeps.push((position) => isIn[this.#scenario[position] ?? 0] === true);
    }
    const has = (column: ByteColumn, code: number) => {
      const values = this.#bytes[column];
      keeps.push((position) => values[position] === code);
    };
    if (gameable !== undefined) has('gameable', Number(gameable));
    if (vetoed !== undefined) has('vetoed', Number(vetoed));
    if (label !== undefined) has('label', labelCodes.indexOf(label ?? 'none'));
    if (harmful !== undefined) has('harmful', harmfulCodes.indexOf(harmful));
    if (reward) {
      const { low, high } = reward;
      keeps.push((position) => {
        const value = this.#reward[position] ?? 0;
        return value >= low && value <= high;
      });
    }
    const wanted = text?.toLowerCase() ?? '';
    if (wanted !== '') {
      // made when it is first needed: most lists are never searched
      this.#lowered ??= this.#parts.flatMap(({ excerpts }) => excerpts.map((excerpt) => excerpt.toLowerCase()));
      const lowered = this.#lowered;
      keeps.push((position) => (texts?.lowered(position) ?? lowered[position])?.includes(wanted) === true);
    }
    return keeps;
  }
}
