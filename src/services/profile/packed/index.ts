export { JsonWriter } from './json-writer.ts';
export type { Layout } from './layout.ts';
export { type PackedRow, packRows } from './row-packer.ts';
export { RowReader } from './row-reader.ts';
