/** `npm test`: installs, runs the gate, builds, runs every test, and closes with `N passed, N failed`. */
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { binOf, build, install, requireNode, root, run, say } from './prepare.mjs';

const gate = [
  ['form and lint', 'biome', ['ci', '--error-on-warnings', '.']],
  ['types', 'tsc', ['-p', '.']],
  ['types of the console', 'tsc', ['-p', 'console']],
  [
    'the law between rooms',
    'depcruise',
    ['src', 'console/src', '--config', '.dependency-cruiser.mjs', '--output-type', 'err'],
  ],
  ['nothing unused', 'knip', ['--no-progress']],
];

function runGate() {
  const failed = [];
  for (const [name, tool, args] of gate) {
    if (args.includes('console') && !existsSync(join(root, 'console'))) continue;
    say(`Gate: ${name} …`);
    if (
      run(process.execPath, [
        binOf(tool),
        ...args.filter((arg) => existsSync(join(root, arg)) || arg !== 'console/src'),
      ]) !== 0
    )
      failed.push(name);
  }
  return failed;
}

requireNode();
install();
const only = process.argv[2];
const failedGate = only === 'tests' ? [] : runGate();
if (only === 'gate') {
  say(failedGate.length === 0 ? 'The gate is open.' : `The gate is closed: ${failedGate.join(', ')}.`);
  process.exit(failedGate.length === 0 ? 0 : 1);
}
build();
const report = join(root, 'test-artefacts', 'vitest.json');
mkdirSync(join(root, 'test-artefacts'), { recursive: true });
rmSync(report, { force: true });
const code = run(process.execPath, [
  binOf('vitest'),
  'run',
  '--reporter=default',
  '--reporter=json',
  `--outputFile.json=${report}`,
]);
const result = existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : { numPassedTests: 0, numFailedTests: 1 };
const brokenFiles = (result.testResults ?? []).filter(
  (file) => file.status === 'failed' && file.assertionResults.length === 0,
).length;
const skipped = (result.numPendingTests ?? 0) + (result.numTodoTests ?? 0);
const failed =
  result.numFailedTests +
  brokenFiles +
  failedGate.length +
  (code !== 0 && result.numFailedTests + brokenFiles === 0 ? 1 : 0);
for (const name of failedGate) say(`Gate failed: ${name}`);
if (skipped > 0) say(`${skipped} skipped: they need files or programs that this machine lacks.`);
const passed = result.numPassedTests + (only === 'tests' ? 0 : gate.length - failedGate.length);
process.stdout.write(`${passed} passed, ${failed} failed\n`);
process.exit(failed === 0 ? 0 : 1);
