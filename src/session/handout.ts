// A run as a handout: one page with a reader in it, saved like any download. Fetched when the first is asked for.
import { handoutFile, handoutOf } from '../handout/index.ts';
import { addressOf } from './address.ts';
import { fingerprintDigits, pageOf } from './links.ts';
import type { Locks } from './locks.ts';
import { noLooks } from './looks.ts';
import { handoutNameOf } from './runNames.ts';
import type { RunView } from './runView.ts';
import { saveFile } from './saveFile.ts';
import { setupNearest } from './setup.ts';
import { version } from './version.ts';

/** Rejects where the site has no reader, or can't be reached. `name`: what the run is called; `locks`: those of the page. */
export async function saveAsHandout(view: RunView, name: string, { fixed, hidden }: Locks): Promise<void> {
  const response = await fetch(new URL('handout.html', document.baseURI));
  if (!response.ok) throw new Error(`handout.html: answered ${String(response.status)}`);
  const { config, model, fingerprint, end, policies } = view;
  const isOver = end === 'finished' || end === 'collapsed';
  const setup = { setup: setupNearest(config), fixed, hidden };
  const link =
    pageOf(location.href) +
    addressOf({ ...noLooks, ...setup }, isOver ? fingerprint.slice(0, fingerprintDigits) : null);
  const handout = handoutOf({ name, config, model, fingerprint, end, policies, hidden }, { madeBy: version, link });
  const file = new Blob([handoutFile(await response.text(), handout, document.documentElement.lang)], {
    type: 'text/html',
  });
  saveFile(file, handoutNameOf({ name, fingerprint }));
}
