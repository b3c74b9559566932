import type { LocalText } from './metric-definition.ts';

/** A way to cut metrics. Which facts have it, and by which column or join, their sources say. */
export interface DimensionDefinition {
  readonly id: string;
  readonly title: LocalText;
  /** Time: days, ISO weeks and months of the business zone, written `2017-02-01`, `2017-W05`, `2017-02`. */
  readonly kind: 'time' | 'word';
}
