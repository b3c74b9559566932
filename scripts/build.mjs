// Builds the server (TypeScript → dist/) and the console (vite → dist/console/). `--if-stale` skips what has not changed.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

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

/** File by file and without a type check, which is `npm run types`: a first start should not wait for it. */
function buildServer() {
  const { config } = ts.readConfigFile(join(root, 'tsconfig.build.json'), ts.sys.readFile);
  const { options, fileNames } = ts.parseJsonConfigFileContent(config, ts.sys, root);
  for (const fileName of fileNames) {
    const out = join(root, 'dist', relative(root, fileName)).replace(/\.ts$/, '.js');
    const { outputText, sourceMapText } = ts.transpileModule(readFileSync(fileName, 'utf8'), {
      fileName,
      compilerOptions: options,
    });
    mkdirSync(dirname(out), { recursive: true });
    writeFileSync(out, outputText);
    if (sourceMapText) writeFileSync(`${out}.map`, sourceMapText);
  }
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
