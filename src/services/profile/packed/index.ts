export type { Layout } from './layout.ts';
export { PackedRelease } from './packed-release.ts';
export { type PackedRow, packRows } from './row-packer.ts';
