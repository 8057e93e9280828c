export type ParsedSeed = { readonly ok: true; readonly seed: number } | { readonly ok: false; readonly fault: string };

/** Reads the seed field. The fault says what is wrong with what was typed. */
export function parseSeed(text: string): ParsedSeed {
  const trimmed = text.trim();
  if (trimmed === '') return fault('Empty: write a whole number, such as 1.');
  if (/^-\d+$/.test(trimmed)) return fault('A seed can’t be negative.');
  if (/^\d+[.,]\d+$/.test(trimmed)) return fault('Only a whole number is a seed.');
  if (!/^\d+$/.test(trimmed)) return fault('Digits only, such as 2024.');
  const seed = Number(trimmed);
  if (!Number.isSafeInteger(seed)) return fault(`At most ${String(Number.MAX_SAFE_INTEGER)}.`);
  return { ok: true, seed };
}

function fault(text: string): ParsedSeed {
  return { ok: false, fault: text };
}
