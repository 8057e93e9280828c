// Where this browser finds models of one's own and servers: kept from visit to visit, but for keys, which are of this page alone.
import { noPlaces, parsePlaces } from '../../models/shelf/places.ts';
import type { ModelPlaces } from '../../models/shelf/places.ts';

const name = 'swayground.places';

/** The part of `localStorage` that is used; null: the browser allows none. */
export type Kept = Pick<Storage, 'getItem' | 'setItem'> | null;

/** What is kept; none where it is damaged, or made by another version. */
export function readPlaces(kept: Kept): ModelPlaces {
  try {
    const text = kept?.getItem(name) ?? null;
    return text === null ? noPlaces : parsePlaces(JSON.parse(text));
  } catch {
    return noPlaces;
  }
}

/** Without keys. False: the browser does not keep it; it is good until the page is left. */
export function keepPlaces({ own, servers }: ModelPlaces, kept: Kept): boolean {
  const keyless = Object.fromEntries(Object.entries(servers).map(([id, { base }]) => [id, { base, key: null }]));
  try {
    kept?.setItem(name, JSON.stringify({ own, servers: keyless }));
    return kept !== null;
  } catch {
    return false;
  }
}

/** Reading the property alone may throw, where storage is forbidden. */
export function pageStorage(): Kept {
  try {
    return localStorage;
  } catch {
    return null;
  }
}
