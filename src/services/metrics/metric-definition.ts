import type { Expression } from '../../expression/index.ts';
import type { SourceId } from './source.ts';

export interface LocalText {
  readonly en: string;
  readonly zh: string;
}

/**
 * What a metric adds up over the rows of a source that meet `where` (all rows without it). Columns are the source's.
 * `count` counts rows, `count_distinct` known values, exactly; an empty bucket is 0.
 */
export type Measure =
  | { readonly kind: 'count'; readonly on: SourceId; readonly where?: Expression }
  | {
      readonly kind: 'count_distinct' | 'sum';
      readonly on: SourceId;
      readonly column: string;
      readonly where?: Expression;
    };

/** One metric by another of the same bucket; unknown where the lower one is 0. */
export interface Ratio {
  readonly kind: 'ratio';
  readonly of: string;
  readonly by: string;
}

/** One meaning of one number, for operations, finance and BI alike. */
export interface MetricDefinition {
  readonly id: string;
  readonly title: LocalText;
  readonly description: LocalText;
  /** `money` is whole minor units; a ratio with this unit is rounded to them, half away from zero. */
  readonly unit: 'count' | 'money' | 'ratio';
  readonly owner: string;
  readonly goodDirection: 'up' | 'down' | 'none';
  /** A ratio, or measures that mean the same on different grains: the first whose source has all dimensions asked for is taken. */
  readonly measure: Ratio | readonly Measure[];
}
