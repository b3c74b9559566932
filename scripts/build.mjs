// Builds the server (tsc → dist/) and the console (vite → dist/console/). `--if-stale` skips what has not changed.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const ifStale = process.argv.includes('--if-stale');

const PARTS = [
  {
    name: 'server',
    inputs: ['src', 'simulator', 'package-lock.json', 'tsconfig.json', 'tsconfig.build.json'],
    build: buildServer,
  },
  {
    name: 'console',
    inputs: ['console', 'src/contract', 'src/expression', 'src/kernel', 'package-lock.json'],
    build: buildConsole,
  },
];

for (const part of PARTS) {
  const stamp = join(root, 'dist', `.${part.name}.stamp`);
  const now = fingerprint(part.inputs);
  if (ifStale && existsSync(stamp) && readFileSync(stamp, 'utf8') === now) continue;
  const started = process.hrtime.bigint();
  process.stderr.write(`building ${part.name} … `);
  part.build();
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, now);
  process.stderr.write(`${(Number(process.hrtime.bigint() - started) / 1e9).toFixed(1)} s\n`);
}

function buildServer() {
  run('node_modules/typescript/bin/tsc', ['-p', 'tsconfig.build.json']);
}

function buildConsole() {
  run('node_modules/vite/bin/vite.js', ['build', 'console', '--logLevel', 'warn']);
}

function run(script, args) {
  execFileSync(process.execPath, [join(root, script), ...args], { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
}

function fingerprint(inputs) {
  const hash = createHash('sha256');
  for (const input of inputs) visit(join(root, input), hash);
  return hash.digest('hex');
}

function visit(path, hash) {
  const stat = statSync(path);
  if (!stat.isDirectory()) {
    hash.update(path.slice(root.length)).update(readFileSync(path));
    return;
  }
  for (const name of readdirSync(path).sort()) {
    if (name !== 'node_modules' && name !== 'dist') visit(join(path, name), hash);
  }
}
