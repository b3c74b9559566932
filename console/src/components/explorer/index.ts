export { isShareMetric } from './is-share-metric.ts';
