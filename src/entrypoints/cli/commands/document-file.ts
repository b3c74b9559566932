import { readFileSync } from 'node:fs';
import { parse } from 'smol-toml';
import { TesseraError } from '../../../kernel/index.ts';

export type Table = Readonly<Record<string, unknown>>;

/**
 * Reads a document with an id for the contract, which checks it.
 *
 * One rule for all documents: a `.json` file is the contract's own form, money in whole minor units, so that what the
 * API or `--json` gave can be given back. Any other file is TOML, which people write, with money as people write it
 * (`amount = 5.50`); `fromToml` turns it into the contract's form. Throws `request.invalid` with the file.
 */
export function readDocument(path: string, fromToml: (given: Table) => Table): Table {
  const text = readText(path);
  const given = path.endsWith('.json')
    ? parseAs(path, () => JSON.parse(text) as unknown)
    : fromToml(parseAs(path, () => parse(text)));
  if (!isTable(given) || typeof given['id'] !== 'string')
    throw new TesseraError('request.invalid', { problem: `${path} has no id` });
  return given;
}

export function isTable(value: unknown): value is Table {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new TesseraError('request.invalid', { problem: `${path} cannot be read` }, { cause: error });
  }
}

function parseAs<Given>(path: string, parser: () => Given): Given {
  try {
    return parser();
  } catch (error) {
    const reason = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
    throw new TesseraError('request.invalid', { problem: `${path}: ${reason}` }, { cause: error });
  }
}
