import type { DayNumber, Instant } from '../../kernel/index.ts';
import type { CampaignBurn } from './campaign-burn.ts';
import type { Coverage } from './coverage.ts';
import type { DimensionDefinition } from './dimension-definition.ts';
import type { MetricDefinition } from './metric-definition.ts';

/** A metric with what the catalogue derives from its definition. */
export interface MetricInfo extends MetricDefinition {
  /** Whether its buckets sum up to its total on its first grain. An answer says so for what was asked. */
  readonly additive: boolean;
  readonly dimensions: readonly string[];
}

export type Comparison = 'previous' | 'week' | 'year';

export interface MetricsQuery {
  readonly metrics: readonly string[];
  readonly by?: readonly string[];
  /** Text form of an expression over dimensions: `campaign = '18' and city in ('Chengdu')`. */
  readonly where?: string;
  /** Business days, both included. */
  readonly from?: DayNumber;
  readonly to?: DayNumber;
  /** `previous`: as many days just before; `week`, `year`: the same days a week or a year before. Needs `from`. */
  readonly compare?: Comparison;
  /** Default 1000. */
  readonly limit?: number;
  /** A metric (largest first) or a dimension of `by` (ascending); a leading `-` turns it round. Default: time, else the first metric. */
  readonly orderBy?: string;
}

/** Values in the order of the metrics asked for; null is unknown (a ratio of nothing). */
export interface MetricsRow {
  /** In the order of `by`; null is unknown. */
  readonly key: readonly (string | null)[];
  readonly values: readonly (number | null)[];
  readonly before?: readonly (number | null)[];
  /** The bucket reaches beyond the days asked for, the data, or the last whole day. */
  readonly incomplete?: boolean;
}

export interface MetricsAnswer {
  readonly metrics: readonly string[];
  readonly by: readonly string[];
  readonly rows: readonly MetricsRow[];
  /** Computed on their own, never by summing rows. */
  readonly totals: readonly (number | null)[];
  readonly totalsBefore?: readonly (number | null)[];
  /** Per metric: whether these rows sum up to the total. */
  readonly additive: readonly boolean[];
  readonly from?: DayNumber;
  readonly to?: DayNumber;
  /** More rows than `limit`. */
  readonly truncated: boolean;
  /** The folder's clock when it was computed. */
  readonly at: Instant;
  /** The last fact that the workspace has. */
  readonly factsUntil?: Instant;
  readonly tookMs: number;
}

/** Metrics by dimensions, computed on the facts as they are: an event that was written is in the next answer. */
export interface MetricsService {
  metrics(): readonly MetricInfo[];
  dimensions(): readonly DimensionDefinition[];
  /**
   * Throws `metric.unknown`, `metric.unknown-dimension`, `metric.no-dimension`, `metric.no-period`,
   * `metric.where-unsupported`, or the parser's errors for `where`.
   */
  query(query: MetricsQuery): Promise<MetricsAnswer>;
  /** Which days the facts of the workspace cover. */
  coverage(): Promise<Coverage>;
  /** What a campaign's budget held and had spent, over time. */
  burnOf(campaignId: string): Promise<CampaignBurn>;
}
