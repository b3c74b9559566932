import type { Unit } from '../../i18n/index.ts';

export interface ChartSeries {
  readonly name: string;
  /** One for each category; null is no value and is drawn as a gap. */
  readonly values: readonly (number | null)[];
  /** Not the subject: the base, the period before. Grey, and dashed where it is a line. */
  readonly isMuted?: boolean;
  /** Filled below: a whole that grows (burn of a budget). */
  readonly isFilled?: boolean;
}

/** What a chart says, free of how it is drawn: the same data make the picture, the table beside it and the CSV. */
export interface ChartData {
  /** Names the chart for screen readers and files. */
  readonly title: string;
  /** `line` for time, `bars` for ordered classes (a histogram), `rows` for words: bars that lie, longest first. */
  readonly kind: 'line' | 'bars' | 'rows';
  /** Name of the axis of categories. */
  readonly categoryTitle: string;
  readonly categories: readonly string[];
  readonly series: readonly ChartSeries[];
  readonly unit: Unit;
  /** For ratios: written as percent (default) or as a decimal. */
  readonly isShare?: boolean;
  /** Series of one bar on top of another. */
  readonly isStacked?: boolean;
  /** By category: the bucket is not whole yet; its part is hatched or dashed and told in words. */
  readonly incomplete?: readonly boolean[];
  /** A level that must not be passed: the limit of a budget. */
  readonly limit?: { readonly label: string; readonly value: number };
  /** Moments on the axis: a campaign starts. */
  readonly marks?: readonly { readonly category: number; readonly label: string }[];
  /** Index of the category that is chosen, drawn strongly while the others step back. */
  readonly chosen?: number;
}
