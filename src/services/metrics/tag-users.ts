import type { ListTagUsers, TagUser } from '../../warehouse/tags/index.ts';
import { METRICS } from './metric-catalogue.ts';
import type { MetricDefinition } from './metric-definition.ts';
import { SOURCES } from './source.ts';

/** Metrics in the lineage: over the tables of their sources, and ratios over other metrics. */
export function metricTagUsers(): ListTagUsers {
  return async () => METRICS.map(metricUser);
}

function metricUser({ id, title, measure }: MetricDefinition): TagUser {
  const measures = 'kind' in measure ? [] : measure;
  return {
    kind: 'metric',
    id,
    title,
    isLive: true,
    tags: [],
    tables: [...new Set(measures.flatMap(({ on }) => SOURCES[on].tables))],
    users: 'kind' in measure ? [`metric:${measure.of}`, `metric:${measure.by}`] : [],
  };
}
