import type { FieldType } from '../../expression/index.ts';
import type { Distribution, DistributionBin } from '../../warehouse/tags/index.ts';
import { type Bits, countBits, hasBit } from './bits.ts';
import type { Column, NumberColumn, WordColumn, WordSetColumn } from './column.ts';

export interface SpreadRequest {
  readonly column: Column;
  readonly type: FieldType;
  /** Of the tag among everyone; their counts are not looked at. */
  readonly bins: readonly DistributionBin[];
  readonly members: Bits;
  /** All rows. */
  readonly full: Bits;
  readonly rows: number;
}

/** How a column spreads among some rows, beside all of them over the same bins. */
export interface Spread {
  readonly distribution: Distribution;
  readonly base: readonly number[];
}

export function spreadOf(request: SpreadRequest): Spread {
  const { column, type } = request;
  if (column.kind !== 'numbers') return spreadOfWords(request, column);
  return type === 'boolean' ? spreadOfFlags(request, column) : spreadOfNumbers(request, column);
}

/** How often each word occurs among some rows, by code. */
export function countWords(column: WordColumn | WordSetColumn, among: Bits, rows: number): Uint32Array {
  const counts = new Uint32Array(column.words.length + 1);
  for (let row = 0; row < rows; row++) {
    if (!hasBit(among, row)) continue;
    if (column.kind === 'words') counts[column.codes[row]!]!++;
    else for (let at = column.offsets[row]!; at < column.offsets[row + 1]!; at++) counts[column.codes[at]!]!++;
  }
  return counts;
}

function spreadOfNumbers(request: SpreadRequest, column: NumberColumn): Spread {
  const { bins, members, full, rows } = request;
  const some = sortedValues(column, members, rows);
  const known = { known: some.length, unknown: countBits(members) - some.length };
  const counted = countBins(some, bins).map((count, i) => ({ ...bins[i]!, count }));
  return {
    distribution: { bins: counted, ...known, ...summaryOf(some) },
    base: countBins(sortedValues(column, full, rows), bins),
  };
}

function sortedValues({ values, known }: NumberColumn, among: Bits, rows: number): Float64Array {
  const found = new Float64Array(countBits(known.map((word, i) => word & among[i]!)));
  let at = 0;
  for (let row = 0; row < rows; row++) if (hasBit(among, row) && hasBit(known, row)) found[at++] = values[row]!;
  return found.sort();
}

function countBins(values: Float64Array, bins: readonly DistributionBin[]): readonly number[] {
  const counts = bins.map(() => 0);
  let bin = 0;
  for (const value of values) {
    while (bin < bins.length - 1 && value >= bins[bin + 1]!.low!) bin++;
    if (bins.length > 0) counts[bin]!++;
  }
  return counts;
}

function summaryOf(sorted: Float64Array): Partial<Distribution> {
  if (sorted.length === 0) return {};
  const middle = sorted.length / 2;
  const median = (sorted[Math.ceil(middle) - 1]! + sorted[Math.floor(middle)]!) / 2;
  const mean = sorted.reduce((sum, value) => sum + value, 0) / sorted.length;
  return { min: sorted[0]!, max: sorted.at(-1)!, mean, median };
}

function spreadOfFlags(request: SpreadRequest, { values, known }: NumberColumn): Spread {
  return spreadOver(request, known, (among) => {
    let [no, yes] = [0, 0];
    for (let row = 0; row < request.rows; row++) {
      if (!hasBit(among, row) || !hasBit(known, row)) continue;
      if (values[row] === 1) yes++;
      else no++;
    }
    return new Map([
      ['false', no],
      ['true', yes],
    ]);
  });
}

function spreadOfWords(request: SpreadRequest, column: WordColumn | WordSetColumn): Spread {
  return spreadOver(request, column.known, (among) => {
    const counts = countWords(column, among, request.rows);
    return new Map(column.words.map((word, i) => [word, counts[i + 1]!]));
  });
}

/** Bins by label; the words that no bin names are the last one's, `other`. */
function spreadOver(
  { bins, members, full }: SpreadRequest,
  known: Bits,
  count: (among: Bits) => ReadonlyMap<string, number>,
): Spread {
  const [some, everyone] = [count(members), count(full)].map((counts) => countLabels(bins, counts));
  const knownCount = countBits(known.map((word, i) => word & members[i]!));
  return {
    distribution: {
      bins: bins.map((bin, i) => ({ ...bin, count: some![i]! })),
      known: knownCount,
      unknown: countBits(members) - knownCount,
    },
    base: everyone!,
  };
}

function countLabels(bins: readonly DistributionBin[], counts: ReadonlyMap<string, number>): readonly number[] {
  const hasRest = bins.at(-1)?.label === 'other' && counts.size > bins.length - 1;
  const named = hasRest ? bins.slice(0, -1) : bins;
  const found = named.map(({ label }) => counts.get(label) ?? 0);
  const total = [...counts.values()].reduce((sum, n) => sum + n, 0);
  return hasRest ? [...found, total - found.reduce((sum, n) => sum + n, 0)] : found;
}
