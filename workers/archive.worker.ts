// Reads stored runs for the page.
import { expose } from 'comlink';
import { StoredArchive } from '../src/archive/index.ts';
import type { ArchiveWorker, TokenTexts } from '../src/archive/index.ts';
import { Tokenizer } from '../src/engine/tokenizer/index.ts';
import { openRunStore } from '../src/storage/index.ts';
import { fetchTokenizer } from './modelFiles.ts';

let site = self.location.href;
let texts: Promise<TokenTexts> | null = null;

/** The built-in model's words; where they can't be had, replies are shown without their tokens. */
async function readTexts(): Promise<TokenTexts> {
  try {
    const tokenizer = Tokenizer.fromJson(await fetchTokenizer(site));
    return (tokens) => (tokens.every((token) => token < tokenizer.size) ? tokenizer.pieces(tokens) : null);
  } catch {
    return () => null;
  }
}

class Reader extends StoredArchive implements ArchiveWorker {
  begin(base: string): Promise<void> {
    site = base;
    return Promise.resolve();
  }
}

expose(new Reader(openRunStore(), () => (texts ??= readTexts())));
