import { closeSync, openSync, readSync, renameSync, writeFileSync } from 'node:fs';
import type { FieldType } from '../../../expression/index.ts';
import { createColumn, type FixedColumn } from './tag-columns.ts';

interface Header {
  readonly type: FieldType;
  readonly people: number;
  readonly words: readonly string[];
}

const PREFIX_BYTES = 8;

/** Keeps a column of fixed width, whole or not at all. */
export function writeColumn(path: string, type: FieldType, column: FixedColumn): void {
  const words = 'words' in column ? column.words : [];
  const header = Buffer.from(JSON.stringify({ type, people: column.values.length, words } satisfies Header));
  const prefix = Buffer.alloc(PREFIX_BYTES);
  prefix.writeUInt32LE(header.length, 0);
  const { buffer, byteOffset, byteLength } = column.values;
  writeFileSync(`${path}.new`, Buffer.concat([prefix, header, Buffer.from(buffer, byteOffset, byteLength)]));
  renameSync(`${path}.new`, path);
}

/** Reads a column for at least as many people as it was written for: the new ones are unknown. */
export function readColumn(path: string, people: number): FixedColumn {
  const file = openSync(path, 'r');
  try {
    const prefix = Buffer.alloc(PREFIX_BYTES);
    readSync(file, prefix, 0, PREFIX_BYTES, 0);
    const text = Buffer.alloc(prefix.readUInt32LE(0));
    readSync(file, text, 0, text.length, PREFIX_BYTES);
    const header = JSON.parse(text.toString()) as Header;
    const column = createColumn(header.type, people, header.words) as FixedColumn;
    const { buffer, byteOffset, BYTES_PER_ELEMENT } = column.values;
    const bytes = new Uint8Array(buffer, byteOffset, Math.min(people, header.people) * BYTES_PER_ELEMENT);
    readSync(file, bytes, 0, bytes.length, PREFIX_BYTES + text.length);
    return column;
  } finally {
    closeSync(file);
  }
}
