// Lets a child process run this project's TypeScript as it stands: Node 20 strips no types by itself.
// Use: node --import ./test/chaos/typescript-hook.mjs file.ts
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire, register } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isMainThread, threadId } from 'node:worker_threads';

if (isMainThread) register(import.meta.url);

const require = createRequire(import.meta.url);
/** Keyed by content, so that a process that starts for the fiftieth time compiles nothing. */
const cache = join(tmpdir(), 'tessera-typescript-hook');

export async function load(url, context, next) {
  if (!url.startsWith('file:') || !url.endsWith('.ts')) return next(url, context);
  const text = readFileSync(fileURLToPath(url), 'utf8');
  const cached = join(cache, `${createHash('sha256').update(text).digest('hex')}.mjs`);
  if (!existsSync(cached)) compile(text, cached);
  return { format: 'module', source: readFileSync(cached, 'utf8'), shortCircuit: true };
}

function compile(text, target) {
  const ts = require('typescript');
  const { outputText } = ts.transpileModule(text, {
    compilerOptions: {
      module: ts.ModuleKind.ESNext,
      target: ts.ScriptTarget.ES2023,
      verbatimModuleSyntax: true,
    },
  });
  mkdirSync(cache, { recursive: true });
  const part = `${target}.${process.pid}.${threadId}`;
  writeFileSync(part, outputText);
  renameSync(part, target);
}
