import { TesseraError } from '../../../kernel/index.ts';
import type { FileReading } from '../mapping/mapping.ts';
import { type CsvRecord, CsvRecords, parseRecord } from './csv-records.ts';
import { readChunks } from './read-chunks.ts';
import { RecordWriter } from './record-writer.ts';
import { type PrepareOptions, quoteText, type TableFile } from './table-file.ts';

/** Beyond this the engine's buffers would have to grow; no real row is that long. */
const LONGEST_RECORD = 1_000_000;
/** How much of a bad row is kept. */
const RAW_BYTES = 10_000;
const MOST_PENDING = 1 << 26;

type Prepared = Omit<TableFile, 'file' | 'hash'>;

/**
 * Decodes a CSV file once, holds every record to the header's number of columns, and writes the good ones for the
 * engine with their line in front: a parallel reader then needs no order to know where a row stood.
 */
export async function prepareCsv(
  path: string,
  reading: FileReading,
  options: PrepareOptions & { readonly name: string },
): Promise<Prepared> {
  const { file, encoding, delimiter } = reading;
  const target = `${options.workFolder}/${options.name}`;
  const good = new RecordWriter(`${target}.csv`);
  const bad = new RecordWriter(`${target}.bad.csv`);
  const records = new CsvRecords(delimiter);
  let columns: readonly string[] | undefined;

  const onRecord = (record: CsvRecord): void => {
    if (!columns) {
      columns = parseHeader(record, reading);
      return;
    }
    const reason = reasonAgainst(record, columns.length);
    if (reason) bad.add(record.line, `,${reason},`, quoted(record.bytes));
    else good.add(record.line, delimiter, record.bytes);
  };
  try {
    for await (const chunk of readChunks(path, { file, encoding, signal: options.signal, onBytes: options.onBytes })) {
      records.take(chunk, onRecord);
      if (records.pending > MOST_PENDING) break;
      await good.flush();
      await bad.flush();
    }
    refuseOpenQuote(records, file);
    records.finish(onRecord);
    refuseOpenQuote(records, file);
  } finally {
    await good.close();
    await bad.close();
  }
  if (!columns) throw new TesseraError('import.empty', { file });
  const names = columns;
  return {
    columns: names,
    from: () => (good.records === 0 ? noRows(names) : readCsv(`${target}.csv`, names, delimiter)),
    badRows: bad.records > 0 ? `${target}.bad.csv` : undefined,
    rows: good.records + bad.records,
  };
}

function refuseOpenQuote({ openQuote }: CsvRecords, file: string): void {
  if (openQuote) throw new TesseraError('import.unclosed-quote', { file, ...openQuote });
}

function parseHeader(record: CsvRecord, { file, delimiter }: FileReading): readonly string[] {
  if (record.isMalformed || record.bytes.length > LONGEST_RECORD)
    throw new TesseraError('import.damaged', { file, problem: 'its first line is no header' });
  const names = parseRecord(record.bytes.toString('utf8'), delimiter).map(
    (name, i) => name.trim() || `column_${i + 1}`,
  );
  names.forEach((name, i) => {
    const first = names.findIndex((other) => other.toLowerCase() === name.toLowerCase());
    if (first < i)
      throw new TesseraError('import.duplicate-header', { file, column: name, first: first + 1, second: i + 1 });
  });
  return names;
}

function reasonAgainst(record: CsvRecord, columns: number): string | undefined {
  if (record.isMalformed) return 'row.malformed';
  if (record.fields !== columns) return 'row.ragged';
  return record.bytes.length > LONGEST_RECORD ? 'row.too-long' : undefined;
}

function quoted(bytes: Buffer): Buffer {
  return Buffer.from(`"${bytes.subarray(0, RAW_BYTES).toString('utf8').replaceAll('"', '""')}"`);
}

function readCsv(path: string, columns: readonly string[], delimiter: string): string {
  const types = [`'__line': 'BIGINT'`, ...columns.map((name) => `${quoteText(name)}: 'VARCHAR'`)].join(', ');
  return `read_csv(${quoteText(path)}, columns = {${types}}, header = false, auto_detect = false, nullstr = '',
    delim = ${quoteText(delimiter)}, quote = '"', escape = '"', new_line = '\\n')`;
}

function noRows(columns: readonly string[]): string {
  const nulls = columns.map((name) => `NULL::VARCHAR AS "${name.replaceAll('"', '""')}"`).join(', ');
  return `(SELECT 1::BIGINT AS __line, ${nulls} WHERE false)`;
}

/** The file of bad rows as a relation. */
export function readBadRows(path: string): string {
  return readCsv(path, ['reason', 'row'], ',');
}
