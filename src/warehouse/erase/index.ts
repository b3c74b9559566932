export { countArchived, eraseArchived } from './erase-archives.ts';
export { countRows, eraseRows, type PlaceCounts } from './erase-rows.ts';
export { type ErasedPerson, findErasedPerson } from './erased-person.ts';
export type { ErasureEntry, ErasureLog } from './erasure-log.port.ts';
export { hasErasures, isErasedSql, loadErasures } from './suppressed.ts';
