import type { CallOutput, routes } from '../../../../src/contract/index.ts';
import type { ExplorerState, Filter } from './explorer-state.ts';
import type { MetricsAnswer, MetricView } from './metrics-query.ts';

export type Catalogue = CallOutput<typeof routes.listMetrics>;

/** What the parts of the explorer that show an answer get. */
export interface ExplorerPart {
  readonly answer: MetricsAnswer;
  readonly catalogue: Catalogue;
  readonly state: ExplorerState;
  readonly go: (next: ExplorerState) => void;
}

/** What the controls above the answer get. */
export interface ExplorerControlsProps {
  readonly state: ExplorerState;
  readonly go: (next: ExplorerState) => void;
  readonly catalogue: Catalogue;
  readonly fixed: readonly Filter[];
  /** The days that the period stands for. */
  readonly days: { readonly from?: string | undefined; readonly to?: string | undefined };
  /** Whether the period has ends, so that there is one before it. */
  readonly isBounded: boolean;
}

export function findMetric(catalogue: Catalogue, id: string): MetricView | undefined {
  return catalogue.metrics.find((metric) => metric.id === id);
}

/** A dimension that every one of the metrics has. */
export function commonDimensions(catalogue: Catalogue, metrics: readonly string[]) {
  const chosen = metrics.flatMap((id) => findMetric(catalogue, id) ?? []);
  return catalogue.dimensions.filter(({ id }) => chosen.every((metric) => metric.dimensions.includes(id)));
}
