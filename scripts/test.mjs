// `npm test`: everything that must hold, in the order in which a failure is cheapest to find. Stops at the first stage that fails.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const reports = join(root, 'dist', 'reports');
mkdirSync(reports, { recursive: true });

const tool = (name) => join(root, 'node_modules', '.bin', name);
const vitest = (name, ...more) => [
  tool('vitest'),
  'run',
  '--reporter=default',
  '--reporter=json',
  `--outputFile.json=${join(reports, `${name}.json`)}`,
  ...more,
];

const STAGES = [
  { name: 'format and lint', command: [tool('biome'), 'check', '--error-on-warnings', '.'] },
  { name: 'unused code', command: [tool('knip')] },
  { name: 'types', command: [tool('tsc'), '-p', 'tsconfig.json', '--noEmit'] },
  { name: 'types of the console', command: [tool('tsc'), '-p', 'console/tsconfig.json', '--noEmit'] },
  { name: 'layers', command: [process.execPath, 'scripts/check-layers.mjs'] },
  { name: 'build', command: [process.execPath, 'scripts/build.mjs', '--if-stale'] },
  { name: 'unit, property, conformance, golden, docs', command: vitest('unit'), counts: 'unit' },
  { name: 'browser', command: vitest('browser', '--config', 'vitest.browser.config.ts'), counts: 'browser' },
];

const total = { passed: 0, failed: 0, skipped: 0 };
for (const { name, command, counts } of STAGES) {
  console.log(`\n── ${name}`);
  const { status } = spawnSync(command[0], command.slice(1), { cwd: root, stdio: 'inherit' });
  if (counts) add(counts);
  if (status !== 0) {
    console.log(`\n${name}: failed`);
    close(Math.max(1, total.failed), status ?? 1);
  }
}
close(total.failed, 0);

function add(name) {
  try {
    const report = JSON.parse(readFileSync(join(reports, `${name}.json`), 'utf8'));
    total.passed += report.numPassedTests;
    total.failed += report.numFailedTests;
    total.skipped += report.numPendingTests;
  } catch {
    total.failed += 1;
  }
}

function close(failed, status) {
  console.log(`\n${total.passed} passed, ${failed} failed, ${total.skipped} skipped`);
  process.exit(status);
}
