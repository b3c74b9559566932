/** One bar: values from `low` to below `high` (the last bar's end included), or one word. */
export interface DistributionBin {
  /** As people read it; empty for a numeric bin, which is told by `low` and `high`. */
  readonly label: string;
  readonly low?: number;
  readonly high?: number;
  readonly count: number;
}

/** How the known values of a tag spread. Money in minor units, dates as day numbers. */
export interface Distribution {
  readonly bins: readonly DistributionBin[];
  readonly known: number;
  readonly unknown: number;
  readonly min?: number;
  readonly max?: number;
  readonly mean?: number;
  readonly median?: number;
}
