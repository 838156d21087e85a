// Everything that has to hold: types, lint, format, unit and end-to-end tests. Ends in one line that counts.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const scratch = mkdtempSync(path.join(os.tmpdir(), 'olla-test-'));
let passed = 0;
let failed = 0;

function run(name, command, args) {
  console.log(`\n== ${name}`);
  const { status } = spawnSync(command, args, { cwd: root, stdio: 'inherit' });
  return status === 0;
}

function check(name, command, args) {
  if (run(name, command, args)) passed++;
  else failed++;
}

/** Tools beside Node that some tests work with, and those tests. `.ci/run` installs them. */
const TOOLS = [
  {
    name: 'Chromium',
    tests: 'dashboard-page',
    here: () => CHROMIUMS.some((place) => place && existsSync(place)),
  },
  { name: 'promtool', tests: 'metrics', here: () => !spawnSync('promtool', ['--version']).error },
];
const CHROMIUMS = [
  process.env.CHROMIUM,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
];
const missing = TOOLS.filter(({ here }) => !here());
const leftOut = missing.flatMap(({ tests }) => ['--testPathIgnorePatterns', `e2e/${tests}\\.e2e-spec`]);

function jest(project) {
  const report = path.join(scratch, `${project}.json`);
  const ok = run(`${project} tests`, 'npx', [
    ...['jest', '-c', 'test/jest.config.js', '--selectProjects', project],
    ...leftOut,
    ...['--json', `--outputFile=${report}`, '--silent=false', '--forceExit'],
  ]);
  if (!existsSync(report)) return void failed++;
  const { numPassedTests, numFailedTests, numRuntimeErrorTestSuites } = JSON.parse(
    readFileSync(report, 'utf8'),
  );
  passed += numPassedTests;
  failed += numFailedTests + numRuntimeErrorTestSuites;
  if (!ok && numFailedTests + numRuntimeErrorTestSuites === 0) failed++;
}

if (!existsSync(path.join(root, 'node_modules'))) run('install', 'npm', ['ci', '--no-audit', '--no-fund']);
check('types', 'npx', ['tsc', '--noEmit']);
check('types of the page', 'npx', ['svelte-check', '--tsconfig', 'src/dashboard/page/tsconfig.json']);
check('lint', 'npx', ['oxlint', '--type-aware', '--deny-warnings', 'src', 'test']);
check('format', 'npx', ['prettier', '--check', '--log-level', 'warn', '.']);
check('build', 'npm', ['run', '--silent', 'build']);
jest('unit');
jest('e2e');
rmSync(scratch, { recursive: true, force: true });
for (const { name, tests } of missing) console.log(`\nnot run, as ${name} is not here: ${tests}`);
console.log(`\n${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
