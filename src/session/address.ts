// The page's address: the setup and what is looked at, behind the `#`.
import type { RunConfig } from '../experiments/index.ts';
import { decodeLink, encodeLink, LinkError } from '../link/index.ts';
import { looksIn, noLooks, wordsOf } from './looks.ts';
import type { Looks } from './looks.ts';
import { savedScenarios } from './savedUsers.ts';
import type { Setup } from './setup.ts';
import { firstPreset, isSameConfig, presetLike, setupNearest, setupOf } from './setup.ts';
import type { LinkFault, SessionState } from './state.ts';

type Addressed = Looks & Pick<SessionState, 'setup' | 'fixed' | 'hidden' | 'expected' | 'refusedWords' | 'linkFault'>;

const plain = (setup: Setup, linkFault: LinkFault | null = null): Addressed => ({
  ...{ ...noLooks, setup, fixed: [], hidden: [], expected: null, refusedWords: [], linkFault },
});

/** What an address asks for; without a link the first preset. A link that can't be read is a fault, and changes nothing. `held`: see sweepingIn. */
export function readAddress(hash: string, held: RunConfig | null = null): Addressed {
  if (hash.replace(/^#/u, '') === '') return plain(setupOf(firstPreset));
  try {
    const { config, fingerprint, view, fixed, hidden } = decodeLink(hash, savedScenarios);
    const { refused, ...looks } = looksIn(view, held);
    return {
      ...{ setup: setupNearest(config), fixed, hidden, linkFault: null },
      expected: fingerprint === null ? null : { config, fingerprint },
      ...{ ...looks, refusedWords: refused },
    };
  } catch (error) {
    if (!(error instanceof LinkError)) throw error;
    return plain(setupOf(firstPreset), { refusal: error.refusal, preset: presetLike(hash) });
  }
}

/** Beginning of the fingerprint that a run of these settings comes to, by the link that was opened; null: it does not say. */
export const expectedOf = ({ expected }: Pick<SessionState, 'expected'>, config: RunConfig): string | null =>
  expected && isSameConfig(expected.config, config) ? expected.fingerprint : null;

/** What a link holds of a session. */
export function addressOf(
  state: Looks & Pick<SessionState, 'setup' | 'fixed' | 'hidden'>,
  fingerprint: string | null = null,
): string {
  const { setup, fixed, hidden } = state;
  return `#${encodeLink({ config: setup.config, fingerprint, view: wordsOf(state), fixed, hidden })}`;
}
