export { KeepingError, KeptSite } from './keptSite.ts';
export { parsePageMessage, parseSiteMessage } from './messages.ts';
export type { SiteMessage } from './messages.ts';
export { Pages } from './pages.ts';
export type { SiteVersion } from './types.ts';
