import type { CallOutput, routes } from '../../../../src/contract/index.ts';
import type { ExplorerState } from './explorer-state.ts';
import type { MetricsAnswer, MetricView } from './metrics-query.ts';

export type Catalogue = CallOutput<typeof routes.listMetrics>;

/** What the parts of the explorer that show an answer get. */
export interface ExplorerPart {
  readonly answer: MetricsAnswer;
  readonly catalogue: Catalogue;
  readonly state: ExplorerState;
  readonly go: (next: ExplorerState) => void;
}

export function findMetric(catalogue: Catalogue, id: string): MetricView | undefined {
  return catalogue.metrics.find((metric) => metric.id === id);
}

/** A dimension that every one of the metrics has. */
export function commonDimensions(catalogue: Catalogue, metrics: readonly string[]) {
  const chosen = metrics.flatMap((id) => findMetric(catalogue, id) ?? []);
  return catalogue.dimensions.filter(({ id }) => chosen.every((metric) => metric.dimensions.includes(id)));
}
