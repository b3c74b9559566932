import type { FieldType } from '../../expression/index.ts';

/** What the edges of a histogram are chosen from. */
export interface Spread {
  readonly min: number;
  readonly max: number;
  /** 1st and 99th percentile. */
  readonly low: number;
  readonly high: number;
}

const MOST_BINS = 24;

/**
 * Edges of equal, readable steps (1, 2 or 5 times a power of ten) over the middle 98 %; one bin on either side takes the rest.
 * Bin `i` holds values from edge `i` to below edge `i + 1`, the last one's end included. At least two edges.
 */
export function chooseEdges({ min, max, low, high }: Spread, type: FieldType): readonly number[] {
  const isWhole = type !== 'number';
  const step = readableStep((high - low) / MOST_BINS, isWhole);
  const first = Math.floor(low / step);
  const last = Math.max(Math.ceil(high / step), first + 1);
  const edges = Array.from({ length: last - first + 1 }, (_, i) => withoutDust((first + i) * step));
  const end = edges.at(-1)!;
  if (isWhole ? max >= end : max > end) edges.push(Math.max(end + (isWhole ? step : 0), max));
  if (min < edges[0]!) edges.unshift(min);
  return edges;
}

/** Position of the bin that holds a value within the edges. */
export function binOf(value: number, edges: readonly number[]): number {
  let [low, high] = [0, edges.length - 2];
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if (edges[middle]! <= value) low = middle;
    else high = middle - 1;
  }
  return low;
}

function readableStep(wanted: number, isWhole: boolean): number {
  if (wanted <= 0) return 1;
  const power = 10 ** Math.floor(Math.log10(wanted));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((candidate) => candidate >= wanted * 0.999_999)!;
  return isWhole ? Math.max(1, Math.round(step)) : step;
}

const withoutDust = (edge: number): number => Number(edge.toPrecision(12));
