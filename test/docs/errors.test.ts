import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ERRORS, type ErrorEntry } from '../../src/kernel/index.ts';

const text = readFileSync(join(import.meta.dirname, '../../docs/errors.md'), 'utf8');

describe('docs/errors.md', () => {
  it('tells every code with the status, title and advice of the catalogue, and no other', () => {
    const documented = text.split('\n').filter((line) => line.startsWith('| `'));
    // A row that differs is shown as it should read: paste it.
    expect(documented.toSorted()).toEqual(Object.entries(ERRORS).map(rowOf).toSorted());
  });

  it('keeps the codes of one area together, under its name', () => {
    const areas = text.split(/^## /m).slice(1);
    for (const area of areas) {
      const codes = [...area.matchAll(/^\| `(\w+)\./gm)].map((match) => match[1]);
      const title = area.split('\n')[0] ?? '';
      for (const code of codes) expect(title).toContain(`\`${code}\``);
    }
  });
});

function rowOf([code, entry]: [string, ErrorEntry]): string {
  return `| \`${code}\` | ${entry.status} | ${entry.title} | ${entry.todo} |`;
}
