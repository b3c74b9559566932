export { type ComputedTags, type ComputeOptions, computeTags } from './compute-tags.ts';
export { forgetSegments } from './forget-segments.ts';
export { writeTagTable } from './write-table.ts';
