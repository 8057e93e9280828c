// Which Chromium the browser tests drive. Playwright's own download is never used.
import { canInstall, findProgram, installPackage, isExecutable } from './systemPrograms.mjs';

const commandNames = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];

/**
 * Switches of the tested browser. `--enable-unsafe-webgpu` is what makes headless Chromium offer its software WebGPU adapter
 * (SwiftShader) where there is no GPU; the rest keeps the browser off the network and working as root in a container.
 */
export const browserArguments = [
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--enable-unsafe-webgpu',
];

/**
 * SWAYGROUND_CHROMIUM, else the first known command on PATH, else undefined. Installs nothing and doesn't check the former.
 * @returns {string | undefined}
 */
export function findChromium() {
  return findProgram('SWAYGROUND_CHROMIUM', commandNames);
}

/**
 * As findChromium, and where there is none, installs Debian's package if this process may.
 * @returns {string}
 */
export function requireChromium() {
  const found = findChromium();
  if (found !== undefined) {
    if (!isExecutable(found)) throw new Error(`SWAYGROUND_CHROMIUM is set to ${found}, which is not a program.`);
    return found;
  }
  if (canInstall()) {
    console.log('No Chromium found; installing the chromium package with apt-get.');
    const isInstalled = installPackage('chromium');
    const path = findChromium();
    if (isInstalled && path !== undefined) return path;
  }
  throw new Error(
    'The browser tests need Chromium: install it, or set SWAYGROUND_CHROMIUM to the path of a Chromium or Chrome.',
  );
}
