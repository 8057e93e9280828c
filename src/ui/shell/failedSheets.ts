// Style sheets that could not be fetched: the bundler's import asks for each only once, so a part that is fetched later would be
// without its styles.

const failed = new Set<HTMLLinkElement>();

/** Once, before anything is fetched. */
export function watchSheets(): void {
  document.head.addEventListener(
    'error',
    ({ target }) => {
      if (target instanceof HTMLLinkElement && target.rel === 'stylesheet') failed.add(target);
    },
    // such an event does not bubble
    true,
  );
}

/** Rejects where one still can't be had. */
export async function fetchFailedSheets(): Promise<void> {
  await Promise.all([...failed].map(fetchSheet));
}

function fetchSheet(link: HTMLLinkElement): Promise<void> {
  const { rel, href, crossOrigin } = link;
  const fresh = Object.assign(document.createElement('link'), { rel, href, crossOrigin });
  return new Promise((resolve, reject) => {
    fresh.onload = () => {
      resolve();
    };
    fresh.onerror = () => {
      reject(new Error(`${href} could not be fetched`));
    };
    failed.delete(link);
    link.replaceWith(fresh);
  });
}
