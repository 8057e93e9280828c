// `npm test`: installs what is missing, then runs every check and every test, and closes with `N passed, N failed`.
// A failed step doesn't stop the later ones, so one run shows everything that is wrong.
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { requireChromium } from './chromium.mjs';
import { installedFirefox } from './firefox.mjs';
import { installMissing, nodeFault, readJson, runNode, step, tools } from './steps.mjs';
import { countCases } from './vitestReport.mjs';

let passed = 0;
let failed = 0;

/** @returns {never} */
function finish() {
  console.log(`${String(passed)} passed, ${String(failed)} failed`);
  process.exit(failed === 0 ? 0 : 1);
}

/**
 * @param {string} name
 * @param {readonly string[]} words
 */
async function check(name, words) {
  if (await step(name, () => runNode(words))) passed++;
  else failed++;
}

/**
 * Runs one Vitest project and adds its test cases to the count.
 * @param {string} project
 * @param {() => Record<string, string>} [environment] what the run needs; a throw fails it
 * @param {readonly string[]} [words] more arguments for Vitest
 */
async function vitest(project, environment = () => ({}), words = []) {
  const folder = mkdtempSync(join(tmpdir(), 'swayground-test-'));
  const reportPath = join(folder, `${project}.json`);
  let counted = { passed: 0, failed: 1 };
  await step(`${project} tests`, async () => {
    const env = environment();
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${reportPath}`];
    const run = await runNode([tools.vitest, 'run', '--project', project, ...words, ...reporters], { live: true, env });
    if (!existsSync(reportPath)) return { ok: false, output: `${run.output}Vitest ended without a report.` };
    const report = /** @type {import('./vitestReport.mjs').Report} */ (readJson(reportPath));
    const { faults, ...cases } = countCases(report, run.ok);
    counted = cases;
    return { ok: cases.failed === 0, output: [run.output, ...faults].join('\n') };
  });
  rmSync(folder, { recursive: true, force: true });
  passed += counted.passed;
  failed += counted.failed;
}

const fault = nodeFault();
if (fault !== undefined || !(await installMissing())) {
  if (fault !== undefined) console.log(fault);
  failed = 1;
  finish();
}

await check('kernels', [tools.kernels]);
async function lesserChecks() {
  await check('typecheck', [tools.tsc, '--build']);
  await check('format', [tools.prettier, '--check', '--log-level', 'warn', '.']);
  await check('knip', [tools.knip]);
}
// the linter takes as long as all of these, and one core
await Promise.all([check('lint', [tools.eslint, '--max-warnings', '0', '.']), lesserChecks()]);
await vitest('node');
await check('build', [tools.vite, 'build']);
await vitest('browser', () => ({ SWAYGROUND_CHROMIUM: requireChromium() }));
const firefox = installedFirefox();
if ('missing' in firefox) console.log(`skipped e2e tests in Firefox: ${firefox.missing}`);
await vitest(
  'e2e',
  () => ({ SWAYGROUND_CHROMIUM: requireChromium(), ...('path' in firefox && { SWAYGROUND_FIREFOX: firefox.path }) }),
  [
    // they wait for pages half of the time
    '--maxWorkers=3',
    ...('missing' in firefox ? ['--exclude=test/e2e/firefox.test.ts'] : []),
  ],
);
finish();
