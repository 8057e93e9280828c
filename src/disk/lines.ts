// Files of lines, compressed where their name ends in .gz.
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { promisify } from 'node:util';
import { constants, createGunzip, gzip } from 'node:zlib';

export interface LineWriter {
  /** Puts a line, given without its end, behind the others: on disk when the promise resolves, but for the system's cache. */
  write(line: string): Promise<void>;
  close(): Promise<void>;
}

const compress = promisify(gzip);
const isCompressed = (path: string): boolean => path.endsWith('.gz');

/** A new file; one that is there is emptied. */
export async function openLines(path: string): Promise<LineWriter> {
  const file = await open(path, 'w');
  return {
    async write(line) {
      // each line is compressed by itself (a gzip file may have several members), so that none is lost with the next one
      await file.writeFile(isCompressed(path) ? await compress(`${line}\n`) : `${line}\n`);
    },
    close: () => file.close(),
  };
}

/** The lines of a file without their ends; a last one without an end too. A compressed file may be cut off anywhere. */
export async function* readLines(path: string): AsyncGenerator<string, void> {
  const bytes = createReadStream(path);
  // as far as it can be read, as with a file of plain text
  const chunks = isCompressed(path) ? bytes.pipe(createGunzip({ finishFlush: constants.Z_SYNC_FLUSH })) : bytes;
  // errors do not pass through a pipe
  bytes.on('error', (error) => chunks.destroy(error));
  const decoder = new TextDecoder();
  let line = '';
  for await (const chunk of chunks as AsyncIterable<Uint8Array>) {
    const [first = '', ...more] = decoder.decode(chunk, { stream: true }).split('\n');
    line += first;
    for (const next of more) {
      yield line;
      line = next;
    }
  }
  line += decoder.decode();
  if (line !== '') yield line;
}
