import type { FieldType } from '../../../../../src/expression/index.ts';
import { isWhole, type ValueRange } from './value-range.ts';

export interface Bin {
  readonly low: number;
  readonly high: number;
  readonly count: number;
}

/** Where a range stands on bars of equal width: position 2.5 is the middle of the third bar. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** Bars with both ends, rising; what a distribution has of words is left out. */
export function numericBins(
  bins: readonly { readonly low?: number | undefined; readonly high?: number | undefined; readonly count: number }[],
): readonly Bin[] {
  return bins.flatMap(({ low, high, count }) =>
    low === undefined ? [] : [{ low, high: Math.max(high ?? low + 1, low), count }],
  );
}

export function spanOf(bins: readonly Bin[], range: ValueRange, type: FieldType): Span {
  const from = range.low === undefined ? 0 : positionOf(bins, range.low);
  // A whole number covers its bar to the end.
  const to = range.high === undefined ? bins.length : positionOf(bins, range.high + (isWhole(type) ? 1 : 0));
  return { from, to: Math.max(from, to) };
}

/** The range after one end was dragged to a position; dragged to its border, the end is open. */
export function dragEnd(
  bins: readonly Bin[],
  range: ValueRange,
  drag: { readonly end: 'low' | 'high'; readonly position: number; readonly type: FieldType },
): ValueRange {
  const { low, high } = range;
  if (drag.end === 'low') {
    if (drag.position <= 0) return high === undefined ? { low: bins[0]?.low ?? 0 } : { high };
    const value = valueAt(bins, drag.position, drag.type);
    return { low: high === undefined ? value : Math.min(value, high), ...(high === undefined ? {} : { high }) };
  }
  if (drag.position >= bins.length) return low === undefined ? { high: bins.at(-1)?.high ?? 0 } : { low };
  const value = valueAt(bins, drag.position, drag.type) - (isWhole(drag.type) ? 1 : 0);
  return { high: low === undefined ? value : Math.max(value, low), ...(low === undefined ? {} : { low }) };
}

/** One press of an arrow key: the next value that the scale can tell apart. */
export function nudged(bins: readonly Bin[], position: number, direction: -1 | 1, type: FieldType): number {
  const bin = bins[Math.min(bins.length - 1, Math.max(0, Math.floor(position - (direction < 0 ? 1e-9 : 0))))];
  if (!bin) return position;
  const next = position + (direction * unitOf(bin, type)) / Math.max(bin.high - bin.low, unitOf(bin, type));
  return Math.min(bins.length, Math.max(0, next));
}

export function positionOf(bins: readonly Bin[], value: number): number {
  const at = bins.findIndex(({ high }) => value < high);
  if (at < 0) return bins.length;
  const { low, high } = bins[at]!;
  return at + Math.min(1, Math.max(0, (value - low) / (high - low)));
}

/** The value at a position, rounded as finely as a bar of the scale is worth. */
export function valueAt(bins: readonly Bin[], position: number, type: FieldType): number {
  const at = Math.min(bins.length - 1, Math.max(0, Math.floor(position)));
  const bin = bins[at];
  if (!bin) return 0;
  const value = bin.low + (position - at) * (bin.high - bin.low);
  const unit = unitOf(bin, type);
  const rounded = Math.round(value / unit) * unit;
  return type === 'number' ? Number(rounded.toPrecision(12)) : Math.round(rounded);
}

/** A round step of at most a tenth of the bar; whole for whole numbers and minor units. */
function unitOf({ low, high }: Bin, type: FieldType): number {
  if (isWhole(type)) return 1;
  const most = (high - low) / 10;
  if (!(most > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(most) + 1e-9);
  const step = [5, 2, 1].map((factor) => factor * power).find((candidate) => candidate <= most * (1 + 1e-9)) ?? power;
  return type === 'money' ? Math.max(1, Math.round(step)) : step;
}
