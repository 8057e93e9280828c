// The whole texts of a run's conversations, read when somebody searches: a list needs only excerpts, and a hundred thousand
// conversations are some hundred megabytes. They are read in pieces, each of which ends soon, so that what is found so far
// can be shown, and nobody who asks anything else waits.
import type { ChunkTexts, SearchedTexts, TrajectoryIndex } from '../storage/index.ts';

export class RunTexts implements SearchedTexts {
  readonly #index: TrajectoryIndex;
  readonly #chunks: AsyncIterator<ChunkTexts | null, void>;
  readonly #texts: (string | undefined)[] = [];
  readonly #lowered: (string | undefined)[] = [];
  #unread: number;
  #reading: Promise<void> = Promise.resolve();

  constructor(index: TrajectoryIndex, chunks: AsyncIterable<ChunkTexts | null, void>) {
    this.#index = index;
    this.#chunks = chunks[Symbol.asyncIterator]();
    this.#unread = index.length;
  }

  /** Conversations that are searched by their excerpt only. */
  get unread(): number {
    return this.#unread;
  }

  /** In small letters; undefined: not read yet, or damaged. */
  lowered(position: number): string | undefined {
    return this.#lowered[position];
  }

  text(position: number): string | undefined {
    return this.#texts[position];
  }

  /** Reads on for about so long; several who ask share one reading. */
  read(ms: number): Promise<void> {
    this.#reading = this.#reading.then(() => this.#readOn(performance.now() + ms));
    return this.#reading;
  }

  async #readOn(until: number): Promise<void> {
    while (this.#unread > 0 && performance.now() < until) {
      const next = await this.#chunks.next();
      if (next.done) this.#unread = 0;
      else if (next.value) this.#take(next.value);
    }
  }

  #take({ part, iteration, first, texts }: ChunkTexts): void {
    const start = this.#index.positionOf({ part, iteration, index: first });
    // what has been stored since the list was read is not in it
    if (start === null) return;
    for (const [at, text] of texts.entries()) {
      if (text === null || start + at >= this.#index.length) continue;
      this.#texts[start + at] = text;
      this.#lowered[start + at] = text.toLowerCase();
    }
    this.#unread = Math.max(0, this.#unread - texts.length);
  }
}
