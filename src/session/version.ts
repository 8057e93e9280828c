/** Of the page: package.json's, and behind a plus sign the commit that it was built from. Told by vite.config.ts; tests have none. */
export const version = String(import.meta.env['SWAYGROUND_VERSION'] ?? 'unreleased');
