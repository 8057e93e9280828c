import { randomBytes } from 'node:crypto';
import { mkdir, open, realpath, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { isMissing } from './isMissing.ts';

/** A file in the making. Exactly one of `keep` and `discard` ends it. */
export interface WholeFile {
  write(content: Uint8Array | string): Promise<void>;
  /** Puts what has been written in the place of what was there. */
  keep(): Promise<void>;
  /** Leaves what was there. */
  discard(): Promise<void>;
}

/** Begins a file that whoever reads it, at any time, sees all of, or what was there before. Its folder must be there. */
export async function openWhole(path: string): Promise<WholeFile> {
  const place = await placeOf(path);
  if (place === null) return openDirectly(path);
  // not the number of the process: hosts that share a volume each have one of that number
  const temporary = `${place}.${randomBytes(8).toString('hex')}.tmp`;
  const file = await open(temporary, 'wx');
  const remove = () => rm(temporary, { force: true });
  return {
    write: (content) => file.writeFile(content),
    async keep() {
      try {
        await file.sync().finally(() => file.close());
        await rename(temporary, place);
      } catch (error) {
        await remove();
        throw error;
      }
    },
    async discard() {
      await file.close();
      await remove();
    },
  };
}

/** Writes a file at once, as openWhole does. Makes its folder. */
export async function writeWhole(path: string, content: Uint8Array | string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const file = await openWhole(path);
  try {
    await file.write(content);
  } catch (error) {
    await file.discard();
    throw error;
  }
  await file.keep();
}

/** Where the file itself is, behind links; null: what is there is a device or a pipe, or a folder, and no file can take its place. */
async function placeOf(path: string): Promise<string | null> {
  try {
    return (await stat(path)).isFile() ? await realpath(path) : null;
  } catch (error) {
    if (isMissing(error)) return path;
    throw error;
  }
}

/** There is nothing to be kept: `--out /dev/null`, `--out >(gzip)`. Throws for a folder. */
async function openDirectly(path: string): Promise<WholeFile> {
  const file = await open(path, 'w');
  const close = () => file.close();
  return { write: (content) => file.writeFile(content), keep: close, discard: close };
}
