// Where this browser keeps users of a person's own: small, so in localStorage, each set under the hash of its scenarios. Only
// what an address needs is here, because the first screen has it; the rest is in keptUsers.ts.

export const keptPrefix = 'swayground/users/';

/** Scenarios by their hash, as they lie there: whoever takes them checks them. Null: they are not here. */
export function savedScenarios(hash: string): unknown {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(keptPrefix + hash) ?? 'null');
    return typeof kept === 'object' && kept !== null && 'scenarios' in kept ? kept.scenarios : null;
  } catch {
    return null;
  }
}
