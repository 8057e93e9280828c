/**
 * About as many bytes as a row takes when it is stored: a number 9, a text one byte a character and a few more, an array of
 * numbers or bytes what it holds. Compression and the database's own books are not in it.
 */
export function sizeBytes(value: unknown): number {
  if (typeof value === 'number') return 9;
  if (typeof value === 'string') return value.length + 3;
  if (typeof value !== 'object' || value === null) return 1;
  if (ArrayBuffer.isView(value)) return value.byteLength + 24;
  if (Array.isArray(value)) {
    const items: readonly unknown[] = value;
    // long arrays hold tokens or their log-probabilities
    if (typeof items[0] === 'number') return items.length * 9 + 6;
    return items.reduce<number>((total, item) => total + sizeBytes(item), 6);
  }
  let total = 4;
  for (const [name, part] of Object.entries(value)) total += name.length + 3 + sizeBytes(part);
  return total;
}
