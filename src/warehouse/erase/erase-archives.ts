import { existsSync } from 'node:fs';
import { readdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import type { SqlEngine } from '../sql-engine.port.ts';
import type { ErasedPerson } from './erased-person.ts';

/** Rows of a person in older tag builds, which are Parquet files. */
export async function countArchived(engine: SqlEngine, directory: string, { keys }: ErasedPerson): Promise<number> {
  let total = 0;
  for (const file of await filesOf(directory)) {
    const [row] = await engine.rows<{ n: number }>(`SELECT count(*) AS n FROM ${read(file)} WHERE ${IS_PERSON}`, [
      keys,
    ]);
    total += row!.n;
  }
  return total;
}

/** Writes each file that has the person anew without, and puts it in the place of the old one. */
export async function eraseArchived(engine: SqlEngine, directory: string, { keys }: ErasedPerson): Promise<void> {
  for (const file of await filesOf(directory)) {
    const [row] = await engine.rows<{ n: number }>(`SELECT count(*) AS n FROM ${read(file)} WHERE ${IS_PERSON}`, [
      keys,
    ]);
    if (row!.n === 0) continue;
    const draft = `${file}.new`;
    const rest = `SELECT * FROM ${read(file)} WHERE user_key NOT IN (${keys.join(', ')}) ORDER BY user_key`;
    await engine.run(`COPY (${rest}) TO ${literal(draft)} (FORMAT parquet, COMPRESSION zstd)`);
    await rename(draft, file);
  }
}

const IS_PERSON = 'user_key IN (SELECT unnest($1::UINTEGER[]))';

async function filesOf(directory: string): Promise<readonly string[]> {
  if (!existsSync(directory)) return [];
  const names = (await readdir(directory)).filter((name) => name.endsWith('.parquet')).sort();
  return names.map((name) => join(directory, name));
}

const read = (file: string): string => `read_parquet(${literal(file)})`;
const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;
