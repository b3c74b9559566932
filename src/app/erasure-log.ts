import { randomBytes } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { ErasureEntry, ErasureLog } from '../warehouse/erase/index.ts';

/** The erasure log of a folder: a file that is only ever added to, the salt in its first line. Keep it with back-ups. */
export function openErasureLog(dataDir: string): ErasureLog {
  const path = join(dataDir, 'erasures.ndjson');
  const lines = existsSync(path)
    ? readFileSync(path, 'utf8')
        .split('\n')
        .filter((line) => line !== '')
    : [];
  const [head, ...rest] = lines.flatMap(parse);
  const salt = (head as { readonly salt?: string } | undefined)?.salt ?? randomBytes(16).toString('hex');
  const entries = rest as ErasureEntry[];
  let isBegun = head !== undefined;
  return {
    salt,
    entries: () => entries,
    async append(added) {
      const known = new Set(entries.map(({ hash }) => hash));
      const fresh = added.filter(({ hash }) => !known.has(hash));
      if (fresh.length === 0) return;
      const text = [...(isBegun ? [] : [{ salt }]), ...fresh].map((line) => `${JSON.stringify(line)}\n`).join('');
      appendDurably(path, text);
      isBegun = true;
      entries.push(...fresh);
    },
  };
}

/** A line that a crash cut short was never answered for. */
function parse(line: string): readonly unknown[] {
  try {
    return [JSON.parse(line)];
  } catch {
    return [];
  }
}

function appendDurably(path: string, text: string): void {
  const file = openSync(path, 'a', 0o600);
  try {
    writeSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
