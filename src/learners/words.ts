// Words of texts, and their places in tables of fixed size.

/** Words and stops, in small letters, in their order. */
export const wordsOf = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}'-]+|[.,!?;:]/gu) ?? [];

/** FNV-1a over UTF-16 units, 32 bits; `seed`: the hash of what comes before. */
export function hashOf(text: string, seed = 0x811c9dc5): number {
  let hash = seed;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}

/** One of `places`, a power of two. The high bits of FNV are the better mixed ones. */
export const placeIn = (places: number, hash: number): number => ((hash ^ (hash >>> 15)) >>> 0) & (places - 1);
