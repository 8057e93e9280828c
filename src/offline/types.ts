/** A file of the built site. */
export interface SiteFile {
  /** Inside the site, without a slash at its beginning. */
  readonly path: string;
  /** SHA-256 in hexadecimal of the bytes that a browser may get: a compressed file's, and those of what is in it. */
  readonly hashes: readonly string[];
}

/** One build of the site. */
export interface SiteVersion {
  /** A hash of all its files. */
  readonly id: string;
  readonly files: readonly SiteFile[];
}

/** Why a version can't be kept: no room; no network; the site serves other bytes than were built. */
export type KeepingFault = 'noRoom' | 'unreachable' | 'altered';
