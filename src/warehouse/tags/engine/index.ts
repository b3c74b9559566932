export { type ComputedTags, type ComputeOptions, computeTags } from './compute-tags.ts';
export { writeTagTable } from './write-table.ts';
