import { TesseraError } from '../../../kernel/index.ts';
import type { FileReading } from '../mapping/mapping.ts';
import { readChunks } from './read-chunks.ts';
import { RecordWriter } from './record-writer.ts';
import { type PrepareOptions, quoteText, type TableFile } from './table-file.ts';

/** Stands in no JSON text unescaped, so it can part the line's number from it. */
const SEPARATOR = '\x1f';
const LONGEST_LINE = 1_000_000;
const RAW_CHARACTERS = 10_000;

type Prepared = Omit<TableFile, 'file' | 'hash'>;

/** Checks every line of newline-delimited JSON to be an object; its fields become columns of text. */
export async function prepareNdjson(
  path: string,
  reading: FileReading,
  options: PrepareOptions & { readonly name: string },
): Promise<Prepared> {
  const { file, encoding } = reading;
  const target = `${options.workFolder}/${options.name}`;
  const good = new RecordWriter(`${target}.txt`);
  const bad = new RecordWriter(`${target}.bad.csv`);
  const columns = new Set<string>();
  let line = 0;
  let rest = '';

  const onLine = (text: string): void => {
    line++;
    const trimmed = text.trim();
    if (trimmed === '') return;
    const reason = collectKeys(trimmed, columns);
    if (reason)
      bad.add(line, `,${reason},`, Buffer.from(`"${trimmed.slice(0, RAW_CHARACTERS).replaceAll('"', '""')}"`));
    else good.add(line, SEPARATOR, Buffer.from(trimmed));
  };
  try {
    for await (const chunk of readChunks(path, { file, encoding, signal: options.signal, onBytes: options.onBytes })) {
      const lines = (rest + chunk.toString('utf8')).split('\n');
      rest = lines.pop() ?? '';
      for (const text of lines) onLine(text);
      await good.flush();
      await bad.flush();
    }
    onLine(rest);
  } finally {
    await good.close();
    await bad.close();
  }
  if (good.records + bad.records === 0) throw new TesseraError('import.empty', { file });
  return {
    columns: [...columns],
    from: (names) => (good.records === 0 ? noRows(names) : readFields(`${target}.txt`, names)),
    badRows: bad.records > 0 ? `${target}.bad.csv` : undefined,
    rows: good.records + bad.records,
  };
}

/** Gives the reason against a line, or notes the fields that it has. */
function collectKeys(text: string, columns: Set<string>): string | undefined {
  if (text.length > LONGEST_LINE) return 'row.too-long';
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return 'row.invalid-json';
    for (const key in value) columns.add(key);
    return undefined;
  } catch {
    return 'row.invalid-json';
  }
}

function readFields(path: string, names: readonly string[]): string {
  const fields = names.map((name) => {
    const pointer = `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    return `, json_extract_string(__text, ${quoteText(pointer)}) AS "${name.replaceAll('"', '""')}"`;
  });
  return `(SELECT __line${fields.join('')} FROM read_csv(${quoteText(path)}, columns = {'__line': 'BIGINT', '__text': 'VARCHAR'},
    header = false, auto_detect = false, delim = '${SEPARATOR}', quote = '', escape = '', new_line = '\\n'))`;
}

function noRows(names: readonly string[]): string {
  const nulls = names.map((name) => `, NULL::VARCHAR AS "${name.replaceAll('"', '""')}"`).join('');
  return `(SELECT 1::BIGINT AS __line${nulls} WHERE false)`;
}
