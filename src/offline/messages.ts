// What pages and the service worker say to each other. Either may be of another version, so both are heard with care.
import * as v from 'valibot';

/** Of the service worker: it could not keep its version. */
export type SiteMessage = v.InferOutput<typeof siteMessage>;
const siteMessage = v.object({ kind: v.literal('notKept'), fault: v.picklist(['noRoom', 'unreachable', 'altered']) });

/** Of a page: the user wants the version that waits. */
const pageMessage = v.object({ kind: v.literal('takeOver') });

/** Null: not a message that this version knows. */
export const parseSiteMessage = (message: unknown): SiteMessage | null => {
  const { success, output } = v.safeParse(siteMessage, message);
  return success ? output : null;
};

export const parsePageMessage = (message: unknown): { readonly kind: 'takeOver' } | null => {
  const { success, output } = v.safeParse(pageMessage, message);
  return success ? output : null;
};
