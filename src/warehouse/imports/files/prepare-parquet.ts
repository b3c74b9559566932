import { open, writeFile } from 'node:fs/promises';
import { TesseraError } from '../../../kernel/index.ts';
import type { SqlEngine } from '../../sql-engine.port.ts';
import type { FileReading } from '../mapping/mapping.ts';
import { readChunks } from './read-chunks.ts';
import { type PrepareOptions, quoteText, type TableFile } from './table-file.ts';

type Prepared = Omit<TableFile, 'file' | 'hash'>;

/** The engine reads Parquet itself; what is checked here is that the file is whole. */
export async function prepareParquet(
  path: string,
  { file }: FileReading,
  options: PrepareOptions & { readonly name: string; readonly engine: SqlEngine },
): Promise<Prepared> {
  const plain = /\.gz$/i.test(file)
    ? await unzipTo(`${options.workFolder}/${options.name}.parquet`, path, { file, options })
    : path;
  await checkMagic(plain, file);
  const relation = `read_parquet(${quoteText(plain)}, file_row_number = true)`;
  try {
    const columns = await options.engine.rows<{ column_name: string }>(`DESCRIBE SELECT * FROM ${relation}`);
    const [count] = await options.engine.rows<{ rows: number }>(`SELECT count(*) AS rows FROM ${relation}`);
    return {
      columns: columns.map((column) => column.column_name).filter((name) => name !== 'file_row_number'),
      from: () => `(SELECT file_row_number + 1 AS __line, * EXCLUDE (file_row_number) FROM ${relation})`,
      badRows: undefined,
      rows: count!.rows,
    };
  } catch (error) {
    throw new TesseraError('import.damaged', { file, problem: firstLine(error) }, { cause: error });
  }
}

async function unzipTo(
  target: string,
  path: string,
  { file, options }: { file: string; options: PrepareOptions },
): Promise<string> {
  const { signal, onBytes } = options;
  await writeFile(target, readChunks(path, { file, encoding: 'binary', signal, onBytes }));
  return target;
}

/** A Parquet file begins and ends with PAR1, and its index is at the end: whatever was cut lacks the second. */
async function checkMagic(path: string, file: string): Promise<void> {
  const handle = await open(path);
  try {
    const { size } = await handle.stat();
    if (size === 0) throw new TesseraError('import.empty', { file });
    const [start, end] = [Buffer.alloc(4), Buffer.alloc(4)];
    await handle.read(start, 0, 4, 0);
    await handle.read(end, 0, 4, Math.max(0, size - 4));
    if (start.toString('latin1') !== 'PAR1')
      throw new TesseraError('import.damaged', { file, problem: 'it is not Parquet' });
    if (end.toString('latin1') !== 'PAR1')
      throw new TesseraError('import.truncated', { file, line: 0, problem: 'the index at the end is missing' });
  } finally {
    await handle.close();
  }
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
}
