import type { FieldType } from '../../expression/index.ts';
import type { ResultColumn } from '../sql-engine.port.ts';

/** One bar: values from `low` to below `high` (the last bar's end included), or one word. */
export interface DistributionBin {
  /** A word as it is; empty for a numeric bin, which is told by `low` and `high`; `other` for the words that are left. */
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

const MAX_BINS = 20;
const MAX_WORDS = 20;

/** The most frequent words, or bins with round ends for numbers; a long tail (when the top 1 % takes more than half of the range) is one bin. */
export function computeDistribution(column: ResultColumn, type: FieldType): Distribution {
  return type === 'category' || type === 'categories' || type === 'boolean'
    ? ofWords(column, type)
    : ofNumbers(column, type);
}

function ofWords({ values, known }: ResultColumn, type: FieldType): Distribution {
  const counts = new Map<string, number>();
  let total = 0;
  for (let i = 0; i < known.length; i++) {
    if (known[i] === 0) continue;
    total++;
    const value = values[i]!;
    const words = Array.isArray(value) ? (value as readonly string[]) : [wordOf(value as string | number, type)];
    for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  const sorted = [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  const bins = sorted.slice(0, MAX_WORDS).map(([label, count]) => ({ label, count }));
  const rest = sorted.slice(MAX_WORDS).reduce((sum, [, count]) => sum + count, 0);
  return {
    bins: rest > 0 ? [...bins, { label: 'other', count: rest }] : bins,
    known: total,
    unknown: known.length - total,
  };
}

const wordOf = (value: string | number, type: FieldType): string =>
  type === 'boolean' ? String(value === 1) : String(value);

function ofNumbers(column: ResultColumn, type: FieldType): Distribution {
  const { known } = column;
  const values = (column.values as Float64Array).filter((_, i) => known[i] === 1).sort();
  const unknown = known.length - values.length;
  if (values.length === 0) return { bins: [], known: 0, unknown };
  const middle = (values[(values.length - 1) >> 1]! + values[values.length >> 1]!) / 2;
  return {
    bins: binsOf(values, type),
    known: values.length,
    unknown,
    min: values[0]!,
    max: values.at(-1)!,
    mean: values.reduce((sum, value) => sum + value, 0) / values.length,
    median: middle,
  };
}

/** `values` rise. */
function binsOf(values: Float64Array, type: FieldType): readonly DistributionBin[] {
  const [min, max] = [values[0]!, values.at(-1)!];
  const most = values[Math.floor((values.length - 1) * 0.99)]!;
  const top = max - min > 2 * (most - min) && values.length >= 100 ? most : max;
  const step = niceStep((top - min) / (MAX_BINS - 1), type);
  const first = Math.floor(min / step) * step;
  const count = Math.max(1, Math.floor((top - first) / step) + 1);
  const counts = new Array<number>(count).fill(0);
  const tail = { low: first + count * step, count: 0 };
  for (const value of values) {
    const i = Math.floor((value - first) / step);
    if (i < count) counts[i]!++;
    else tail.count++;
  }
  const bins = counts.map((n, i) => ({ label: '', low: first + i * step, high: first + (i + 1) * step, count: n }));
  return tail.count > 0 ? [...bins, { label: '', ...tail, high: max }] : bins;
}

/** The least of 1, 2, 5 × 10ⁿ that is not below; whole for whole numbers. */
function niceStep(least: number, type: FieldType): number {
  if (!(least > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(least));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((candidate) => candidate >= least * (1 - 1e-9))!;
  return type === 'number' ? step : Math.max(1, Math.round(step));
}
