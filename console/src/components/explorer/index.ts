export { Explorer, type ExplorerProps } from './explorer.tsx';
export type { ExplorerDefaults, Filter } from './explorer-state.ts';
export { isShareMetric } from './is-share-metric.ts';
