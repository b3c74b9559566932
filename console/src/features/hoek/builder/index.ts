export { type PartCounts, PartCountsContext } from './part-count.tsx';
export { VisualBuilder } from './visual-builder.tsx';
