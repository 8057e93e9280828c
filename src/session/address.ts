// The page's address: the setup and what is looked at, behind the `#`.
import { decodeLink, encodeLink, LinkError } from '../link/index.ts';
import type { Setup } from './setup.ts';
import { firstPreset, presetLike, setupNearest, setupOf } from './setup.ts';
import { screens } from './state.ts';
import type { LinkFault, ScreenId, SessionState } from './state.ts';

type Addressed = Pick<
  SessionState,
  'screen' | 'setup' | 'fixed' | 'hidden' | 'expected' | 'lookedAt' | 'compared' | 'linkFault'
>;

const plain = (setup: Setup, linkFault: LinkFault | null = null): Addressed => ({
  ...{ screen: 'run', setup, fixed: [], hidden: [], expected: null, lookedAt: null, compared: null, linkFault },
});

/** What an address asks for; without a link the first preset. A link that can't be read is a fault, and changes nothing. */
export function readAddress(hash: string): Addressed {
  if (hash.replace(/^#/u, '') === '') return plain(setupOf(firstPreset));
  try {
    const { config, fingerprint, view, fixed, hidden } = decodeLink(hash);
    const iteration = view['iteration'];
    return {
      ...{ setup: setupNearest(config), fixed, hidden, expected: fingerprint, linkFault: null },
      screen: screens.find((screen) => screen === view['screen']) ?? 'run',
      lookedAt: iteration !== undefined && /^\d{1,3}$/u.test(iteration) ? Number(iteration) : null,
      compared: comparedIn(view['compared']),
    };
  } catch (error) {
    if (!(error instanceof LinkError)) throw error;
    return plain(setupOf(firstPreset), { message: error.message, preset: presetLike(hash) });
  }
}

function comparedIn(word = ''): Addressed['compared'] {
  const [, a, b] = /^(\d{1,3}),(\d{1,3})$/u.exec(word) ?? [];
  return a === undefined || b === undefined ? null : { a: Number(a), b: Number(b) };
}

/** What a link holds of a session. `moment`: where to look, too. */
export function addressOf(
  {
    setup,
    fixed,
    hidden,
    screen,
    lookedAt,
    compared,
  }: Pick<SessionState, 'setup' | 'fixed' | 'hidden' | 'screen' | 'lookedAt' | 'compared'>,
  fingerprint: string | null = null,
): string {
  const view: { screen?: ScreenId; iteration?: string; compared?: string } = {};
  if (screen !== 'run') view.screen = screen;
  if (lookedAt !== null) view.iteration = String(lookedAt);
  if (compared !== null) view.compared = `${String(compared.a)},${String(compared.b)}`;
  return `#${encodeLink({ config: setup.config, fingerprint, view: { ...view }, fixed, hidden })}`;
}
