import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import type { SqlEngine } from '../../sql-engine.port.ts';
import type { FileReading } from '../mapping/mapping.ts';
import { asFileFault } from './file-fault.ts';
import { prepareCsv } from './prepare-csv.ts';
import { prepareNdjson } from './prepare-ndjson.ts';
import { prepareParquet } from './prepare-parquet.ts';
import type { PrepareOptions, TableFile } from './table-file.ts';

/** SHA-256 of a file's bytes, hex. */
export async function hashFile(path: string, file: string): Promise<string> {
  const hash = createHash('sha256');
  try {
    await pipeline(createReadStream(path, { highWaterMark: 1 << 20 }), hash);
  } catch (error) {
    throw asFileFault(error, file, 0);
  }
  return hash.digest('hex');
}

export interface FileOnDisk {
  /** Name under its folder. */
  readonly file: string;
  readonly path: string;
  readonly hash: string;
  readonly bytes: number;
  /** Changes with every write to it. */
  readonly stamp: string;
}

/** Decodes and checks one file whole before anything of it is used. Throws the first error, named with its place. */
export async function prepareFile(
  { file, path, hash }: FileOnDisk,
  reading: FileReading,
  options: PrepareOptions & { readonly engine: SqlEngine },
): Promise<TableFile> {
  const named = { ...reading, file };
  const rest = { ...options, name: 'rows' };
  switch (reading.format) {
    case 'csv':
      return { file, hash, ...(await prepareCsv(path, named, rest)) };
    case 'ndjson':
      return { file, hash, ...(await prepareNdjson(path, named, rest)) };
    case 'parquet':
      return { file, hash, ...(await prepareParquet(path, named, rest)) };
  }
}
