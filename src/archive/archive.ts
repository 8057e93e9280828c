// Stored runs as the page asks about them. Lives in a worker: reading and sorting 100,000 rows takes longer than a page may.
import type { Refusal } from '../core/fault/index.ts';
import { configAt, trainingVeto, writesFreeText } from '../experiments/index.ts';
import type { ModelName, PanelTrajectory, RunConfig } from '../experiments/index.ts';
import { lessonsOf } from '../learners/memory/lessons.ts';
import type { Lesson } from '../learners/memory/lessons.ts';
import { StorageError } from '../storage/index.ts';
import type {
  IndexEntry,
  RunStore,
  StoredTrajectory,
  TrajectoryFilter,
  TrajectoryIndex,
  TrajectoryOrder,
} from '../storage/index.ts';
import { policyPairs, twinPairs } from './comparison.ts';
import type { Panel } from './comparison.ts';
import { aroundFound } from './aroundFound.ts';
import { RunTexts } from './runTexts.ts';
import { sightsOf } from './sights.ts';
import { standingOf } from './standing.ts';
import { StoredSweeps } from './sweepResults.ts';
import type {
  Archive,
  Compared,
  Comparison,
  DamagedRow,
  OpenRun,
  OpenTrajectory,
  Place,
  PolicyPlace,
  RunList,
  Selection,
  Standing,
  SweepResults,
  Token,
} from './types.ts';

type Store = Pick<RunStore, 'library' | 'reader' | 'changes' | 'mode'>;

/** What each token adds to a text; null: it is not known which words the tokens stand for. */
export type TokenTexts = (tokens: readonly number[]) => readonly string[] | null;

interface Read {
  readonly index: TrajectoryIndex;
  readonly damaged: readonly StorageError[];
}

/** So many runs' rows are held: two can be compared, and a hundred thousand rows are some 30 MB. */
const mostHeld = 2;
/** A search shows what it has found so often. */
const readingMs = 150;

export class StoredArchive implements Archive {
  readonly #store: Promise<Store>;
  readonly #tokenTexts: () => Promise<TokenTexts>;
  /** By run, the one asked for last at the end. */
  readonly #held = new Map<string, Promise<Read>>();
  readonly #sweeps: StoredSweeps;
  #texts: { readonly index: TrajectoryIndex; readonly texts: RunTexts } | null = null;

  constructor(store: Promise<Store>, tokenTexts: () => Promise<TokenTexts> = () => Promise.resolve(() => null)) {
    this.#store = store;
    this.#tokenTexts = tokenTexts;
    this.#sweeps = new StoredSweeps(store);
  }

  async runs(): Promise<RunList> {
    const { library, mode } = await this.#store;
    const { found, damaged } = await library.list();
    const kept = mode();
    return {
      runs: found,
      damaged: damaged.map(({ refusal }) => refusal),
      refused: kept.kind === 'memory' ? kept.reason : null,
    };
  }

  async open(run: string): Promise<OpenRun> {
    const { reader } = await this.#store;
    const stored = await reader.run(run);
    this.#held.delete(run);
    const { index, damaged } = await this.#read(run);
    return {
      run: stored,
      length: index.length,
      scenarios: index.scenarios,
      damaged: damaged.map(({ refusal }) => refusal),
    };
  }

  async select(run: string, filter: TrajectoryFilter, order: TrajectoryOrder): Promise<Selection> {
    const { index } = await this.#read(run);
    const texts = filter.text === undefined ? null : await this.#textsOf(run);
    return { positions: index.select(filter, order, texts), unread: texts?.unread ?? 0 };
  }

  async readOn(run: string): Promise<void> {
    const texts = await this.#textsOf(run);
    await texts.read(readingMs);
  }

  async entries(run: string, positions: Uint32Array, text = ''): Promise<IndexEntry[]> {
    const { index } = await this.#read(run);
    const texts = text === '' ? null : await this.#textsOf(run);
    // a run that was read again may have become shorter
    return [...positions]
      .filter((position) => position < index.length)
      .map((position) => {
        const entry = index.entry(position);
        return { ...entry, excerpt: aroundFound(entry.excerpt, texts?.text(position), text) };
      });
  }

  async position(place: Place): Promise<number | null> {
    const { index } = await this.#read(place.run);
    return index.positionOf(place);
  }

  async trajectory(place: Place): Promise<OpenTrajectory | DamagedRow> {
    const { reader } = await this.#store;
    const { run, part, iteration, index } = place;
    try {
      const { config: whole } = await reader.run(run);
      const config = part === 'training' ? configAt(whole, iteration) : whole;
      const stored = await reader.trajectory(run, part, iteration, index);
      const texts = await this.#tokenTexts();
      const lessons = config.learner === 'feedbackMemory' ? await this.#lessons(run, iteration) : [];
      const rule = trainingVeto(config);
      return {
        ...{ kind: 'open', stored, isShuffled: config.ratings === 'shuffled' },
        standing: part === 'training' ? await this.#standing(place, config) : null,
        veto: rule.asks === null ? null : { asks: rule.asks, level: rule.level },
        margin: part === 'training' ? await this.#margin(run, iteration + 1) : null,
        replies: stored.trajectory.played.map(({ reply }, turn) => ({
          sights: sightsOf(stored.trajectory, turn, config, lessons),
          tokens: tokensOf(reply, texts),
        })),
      };
    } catch (error) {
      if (error instanceof StorageError) return { kind: 'damaged', refusal: error.refusal };
      // a row may be in order and still tell of what no model could have been sent
      if (error instanceof RangeError)
        return { kind: 'damaged', refusal: { fault: { code: 'said', text: error.message } } };
      throw error;
    }
  }

  async compare(what: Compared): Promise<Comparison> {
    if (what.kind === 'twins') {
      const { panel, damaged } = await this.#panel(what.at);
      return { ...twinPairs(panel, await this.#harmBy(what.at)), damaged };
    }
    const [a, b] = await Promise.all([this.#panel(what.a), this.#panel(what.b)]);
    return {
      ...policyPairs(a.panel, b.panel, await this.#harmBy(what.a, what.b)),
      damaged: [...a.damaged, ...b.damaged],
    };
  }

  sweep(input: unknown, model: ModelName | null): Promise<SweepResults> {
    return this.#sweeps.results(input, model);
  }

  async watch(listener: (run: string) => void): Promise<void> {
    const { changes } = await this.#store;
    changes.subscribe(({ run }) => {
      listener(run);
    });
  }

  /** Of one run at a time: whole texts are large. */
  async #textsOf(run: string): Promise<RunTexts> {
    const { reader } = await this.#store;
    const { index } = await this.#read(run);
    if (this.#texts?.index !== index) this.#texts = { index, texts: new RunTexts(index, reader.texts(run)) };
    return this.#texts.texts;
  }

  #read(run: string): Promise<Read> {
    const read = this.#held.get(run) ?? this.#store.then(({ reader }) => reader.index(run));
    this.#held.delete(run);
    this.#held.set(run, read);
    read.catch(() => this.#held.delete(run));
    for (const oldest of [...this.#held.keys()].slice(0, -mostHeld)) this.#held.delete(oldest);
    return read;
  }

  /** Null: the iteration's columns are damaged. */
  async #standing({ run, iteration, index: at }: Place, config: RunConfig): Promise<Standing | null> {
    const { index } = await this.#read(run);
    const positions = index.select(
      { part: 'training', iterations: { first: iteration, last: iteration } },
      { by: 'iteration', descending: false },
    );
    const all = [...positions].map((position) => index.entry(position));
    const own = all[at];
    return own ? standingOf(own, all, config) : null;
  }

  /** Of the update that made the policy of an iteration. */
  async #margin(run: string, iteration: number): Promise<number | null> {
    const { reader } = await this.#store;
    for await (const each of reader.iterations(run)) {
      if (!(each instanceof StorageError) && each.iteration === iteration) {
        return each.update?.steps.at(-1)?.rewardMargin ?? null;
      }
    }
    return null;
  }

  /** What the memory of an iteration's policy held; null: it can't be read. */
  async #lessons(run: string, iteration: number): Promise<Lesson[] | null> {
    const { reader } = await this.#store;
    try {
      return lessonsOf(await reader.policy(run, iteration));
    } catch {
      return null;
    }
  }

  async #harmBy(...places: readonly PolicyPlace[]): Promise<Comparison['harmBy']> {
    const { reader } = await this.#store;
    const runs = await Promise.all(places.map(({ run }) => reader.run(run)));
    return runs.some(({ config }) => writesFreeText(config)) ? 'judge' : 'gold';
  }

  async #panel({ run, iteration }: PolicyPlace): Promise<{ panel: Panel; damaged: Refusal[] }> {
    const { reader } = await this.#store;
    const panel = new Map<number, PanelTrajectory>();
    const damaged: Refusal[] = [];
    for await (const each of reader.panel(run, iteration)) {
      if (each instanceof StorageError) damaged.push(each.refusal);
      else if (each.part === 'panel') panel.set(each.index, each.trajectory);
    }
    return { panel, damaged };
  }
}

/** Null where the words of the tokens, put together, are not the text: another model's tokens are not shown as this one's. */
function tokensOf(
  { text, tokens, logProbs }: StoredTrajectory['trajectory']['played'][number]['reply'],
  texts: TokenTexts,
): Token[] | null {
  const words = texts(tokens);
  if (words?.join('') !== text || logProbs.length < words.length) return null;
  return words.map((word, i) => ({ text: word, logProb: logProbs[i] ?? 0 }));
}
