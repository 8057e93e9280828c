/**
 * The parts of Vitest's JSON report that are counted.
 * @typedef {{ status: string, fullName: string }} Case
 * @typedef {{ name: string, status: string, message?: string, assertionResults: Case[] }} File
 * @typedef {{ success: boolean, testResults: File[] }} Report
 */

/**
 * Counts test cases. A case that didn't run (skipped, todo) fails, a file that failed outside its cases is one failure, and
 * so is a run without any case or one that failed for no reason the report gives.
 * @param {Report} report
 * @param {boolean} exitedWell whether Vitest's own exit status was 0
 */
export function countCases(report, exitedWell) {
  let passed = 0;
  /** @type {string[]} */
  const faults = [];
  for (const file of report.testResults) {
    const notPassed = file.assertionResults.filter((result) => result.status !== 'passed');
    passed += file.assertionResults.length - notPassed.length;
    for (const result of notPassed) faults.push(`${file.name}: ${result.fullName}: ${result.status}`);
    if (notPassed.length === 0 && file.status !== 'passed') faults.push(`${file.name}: ${file.message ?? file.status}`);
    if (file.assertionResults.length === 0 && file.status === 'passed') faults.push(`${file.name}: has no test`);
  }
  if (passed + faults.length === 0) faults.push('the run has no test');
  if (faults.length === 0 && !(exitedWell && report.success)) faults.push('the run failed outside its tests');
  return { passed, failed: faults.length, faults };
}
