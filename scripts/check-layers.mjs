// Holds the tree to layer-rules.cjs. dependency-cruiser reports success on zero files, so the module count is asserted too.
import { execFileSync } from 'node:child_process';

const roots = ['src', 'console/src', 'simulator'];
const tracked = execFileSync('git', ['ls-files', '-co', '--exclude-standard', ...roots], { encoding: 'utf8' })
  .split('\n')
  .filter((file) => /\.tsx?$/.test(file) && !file.endsWith('.d.ts'));

const output = run();
const result = JSON.parse(output);
const cruised = new Set(result.modules.map((module) => module.source));
const missed = tracked.filter((file) => !cruised.has(file));

for (const { rule, from, to } of result.summary.violations)
  console.error(`${rule.severity} ${rule.name}: ${from} → ${to}`);
for (const file of missed) console.error(`not cruised: ${file}`);
if (result.summary.error > 0 || missed.length > 0) process.exit(1);
console.log(`layers: ${tracked.length} modules, ${result.summary.totalDependenciesCruised} dependencies, no violation`);

function run() {
  try {
    return execFileSync(
      'node_modules/.bin/depcruise',
      ['--config', 'layer-rules.cjs', '--output-type', 'json', ...roots],
      { encoding: 'utf8', maxBuffer: 256 << 20 },
    );
  } catch (error) {
    if (error.stdout) return error.stdout;
    throw error;
  }
}
