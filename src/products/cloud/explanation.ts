import type { DayNumber } from '../../kernel/index.ts';
import type { Comparison, MetricsAnswer } from '../../services/metrics/index.ts';

export interface ChangeQuery {
  readonly from: DayNumber;
  readonly to: DayNumber;
  readonly compare: Comparison;
  readonly where?: string;
  /** These and no others; a metric that lacks one is an error. */
  readonly dimensions?: readonly string[];
  /** Those of these that a metric has. Default: the dimensions that people act on. */
  readonly among?: readonly string[];
}

/** What one value of a dimension adds to the change of the whole; null is unknown. */
export interface Contribution {
  readonly value: string | null;
  readonly now: number | null;
  readonly before: number | null;
  readonly contribution: number;
}

export interface DimensionExplanation {
  readonly dimension: string;
  /** Whether contributions sum up to the change. */
  readonly exact: boolean;
  /** Jensen–Shannon divergence of the shares of its values, 0 (all moved alike) to 1. */
  readonly surprise: number;
  /** The largest first. */
  readonly contributions: readonly Contribution[];
}

export interface ChangeExplanation {
  readonly metric: string;
  readonly value: number | null;
  readonly before: number | null;
  /** The one that explains most comes first. */
  readonly dimensions: readonly DimensionExplanation[];
  readonly freshness: Pick<MetricsAnswer, 'at' | 'factsUntil'>;
}
