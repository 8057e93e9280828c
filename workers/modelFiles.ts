/** A file of the model could not be had. */
import { messageOf } from '../src/core/text/messageOf.ts';
class DownloadError extends Error {
  override readonly name = 'DownloadError';
}

export interface ModelFiles {
  readonly weights: Uint8Array;
  /** The parsed tokenizer.json. */
  readonly tokenizer: unknown;
}

/** The built-in model's files from the site itself, with progress over the weights. Throws DownloadError. */
export async function fetchModel(base: string, onProgress: (done: number, total: number) => void): Promise<ModelFiles> {
  const address = (name: string): URL => new URL(`models/builtin/${name}`, base);
  const [weights, tokenizer] = await Promise.all([
    fetchBytes(address('weights.bin'), onProgress),
    fetchTokenizer(base),
  ]);
  return { weights, tokenizer };
}

/** The parsed tokenizer.json of the built-in model. Throws DownloadError. */
export async function fetchTokenizer(base: string): Promise<unknown> {
  const bytes = await fetchBytes(new URL('models/builtin/tokenizer.json', base), () => undefined);
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    throw new DownloadError('tokenizer.json is not JSON');
  }
}

async function fetchBytes(address: URL, onProgress: (done: number, total: number) => void): Promise<Uint8Array> {
  const name = address.pathname.slice(address.pathname.lastIndexOf('/') + 1);
  try {
    const response = await fetch(address);
    if (!response.ok) throw new DownloadError(`${name}: the server answered ${String(response.status)}`);
    const total = Number(response.headers.get('content-length') ?? 0);
    const parts: Uint8Array[] = [];
    let done = 0;
    if (response.body) {
      const reader = response.body.getReader();
      for (let part = await reader.read(); !part.done; part = await reader.read()) {
        parts.push(part.value);
        done += part.value.length;
        // a compressed answer is longer than its stated length
        onProgress(done, Math.max(done, total));
      }
    }
    const bytes = new Uint8Array(done);
    let at = 0;
    for (const part of parts) {
      bytes.set(part, at);
      at += part.length;
    }
    return bytes;
  } catch (error) {
    if (error instanceof DownloadError) throw error;
    throw new DownloadError(`${name}: ${messageOf(error)}`);
  }
}
