// Which Firefox the e2e tests drive. A stock one, of Debian or of Mozilla, over WebDriver BiDi.
import { canInstall, findProgram, installPackage } from './systemPrograms.mjs';

/**
 * SWAYGROUND_FIREFOX, else the first known command on PATH, else undefined. Installs nothing and doesn't check the former: the
 * tests fail where it is no Firefox.
 * @returns {string | undefined}
 */
export function findFirefox() {
  return findProgram('SWAYGROUND_FIREFOX', ['firefox-esr', 'firefox']);
}

/**
 * As findFirefox, and where there is none, installs Debian's package if this process may. The tests do without one, so this says
 * why there is none.
 * @returns {{ path: string } | { missing: string }}
 */
export function installedFirefox() {
  const found = findFirefox();
  if (found !== undefined) return { path: found };
  if (!canInstall()) return { missing: 'no Firefox is installed, and only root can install one, on Debian' };
  console.log('No Firefox found; installing the firefox-esr package with apt-get.');
  installPackage('firefox-esr');
  const path = findFirefox();
  return path === undefined ? { missing: 'apt-get could not install firefox-esr' } : { path };
}
