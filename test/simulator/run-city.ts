import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type SimulateOptions, type SimulationSummary, simulate } from '../../simulator/index.ts';

export type Row = Readonly<Record<string, string>>;

/** A finished run in a folder of its own. */
export interface City {
  readonly folder: string;
  readonly summary: SimulationSummary;
  readonly text: (file: string) => string;
  readonly rows: (file: string) => readonly Row[];
  readonly hashes: () => Readonly<Record<string, string>>;
  readonly remove: () => void;
}

export async function runCity(options: SimulateOptions): Promise<City> {
  const folder = mkdtempSync(join(tmpdir(), 'tessera-simulator-'));
  const summary = await simulate(options, folder);
  const text = (file: string) => readFileSync(join(folder, `${file}.csv`), 'utf8');
  return {
    folder,
    summary,
    text,
    rows: (file) => parseRows(text(file)),
    hashes: () => Object.fromEntries(summary.files.map(({ name }) => [name, sha256(join(folder, name))])),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** The simulator writes no value that needs quotes. */
function parseRows(text: string): readonly Row[] {
  const [head, ...lines] = text.trimEnd().split('\n');
  const columns = head!.split(',');
  return lines.map((line) => {
    const values = line.split(',');
    if (values.length !== columns.length) throw new Error(`${values.length} values for ${columns.length}: ${line}`);
    return Object.fromEntries(columns.map((column, i) => [column, values[i]!]));
  });
}

function sha256(path: string): string {
  return createHash('sha256').update(readFileSync(path)).digest('hex');
}
