import type { FieldType } from '../../expression/index.ts';
import { binOf, chooseEdges } from '../../services/audience/index.ts';
import type { Distribution } from '../../warehouse/tags/index.ts';
import { type Bits, countBits, hasBit } from './bits.ts';
import type { Column, NumberColumn, WordColumn, WordSetColumn } from './column.ts';

export interface SpreadRequest {
  readonly column: Column;
  readonly type: FieldType;
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

const MOST_WORDS = 20;

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
  const { type, members, full, rows } = request;
  const everyone = sortedValues(column, full, rows);
  const some = sortedValues(column, members, rows);
  const known = { known: some.length, unknown: countBits(members) - some.length };
  if (everyone.length === 0) return { distribution: { bins: [], ...known }, base: [] };
  const at = (share: number) => everyone[Math.floor(share * (everyone.length - 1))]!;
  const edges = chooseEdges({ min: at(0), max: at(1), low: at(0.01), high: at(0.99) }, type);
  const bins = countBins(some, edges).map((count, i) => ({ label: '', low: edges[i]!, high: edges[i + 1]!, count }));
  return { distribution: { bins, ...known, ...summaryOf(some) }, base: countBins(everyone, edges) };
}

function sortedValues({ values, known }: NumberColumn, among: Bits, rows: number): Float64Array {
  const found = new Float64Array(countBits(known.map((word, i) => word & among[i]!)));
  let at = 0;
  for (let row = 0; row < rows; row++) if (hasBit(among, row) && hasBit(known, row)) found[at++] = values[row]!;
  return found.sort();
}

function countBins(values: Float64Array, edges: readonly number[]): readonly number[] {
  const counts = new Array<number>(edges.length - 1).fill(0);
  for (const value of values) counts[binOf(value, edges)]!++;
  return counts;
}

function summaryOf(sorted: Float64Array): Partial<Distribution> {
  if (sorted.length === 0) return {};
  const middle = sorted.length / 2;
  const median = (sorted[Math.ceil(middle) - 1]! + sorted[Math.floor(middle)]!) / 2;
  const mean = sorted.reduce((sum, value) => sum + value, 0) / sorted.length;
  return { min: sorted[0]!, max: sorted.at(-1)!, mean, median };
}

function spreadOfFlags({ members, full }: SpreadRequest, { values, known }: NumberColumn): Spread {
  const count = (among: Bits): readonly [number, number, number] => {
    const all = countBits(known.map((word, i) => word & among[i]!));
    let set = 0;
    for (let row = 0; row < values.length; row++)
      set += Number(values[row] === 1 && hasBit(among, row) && hasBit(known, row));
    return [all - set, set, all];
  };
  const [no, yes, all] = count(members);
  const [baseNo, baseYes] = count(full);
  const bins = [
    { label: 'false', count: no },
    { label: 'true', count: yes },
  ];
  return { distribution: { bins, known: all, unknown: countBits(members) - all }, base: [baseNo, baseYes] };
}

/** The most frequent words of everyone, so that bars stay in place while the audience changes; the rest is `other`. */
function spreadOfWords({ members, full, rows }: SpreadRequest, column: WordColumn | WordSetColumn): Spread {
  const some = countWords(column, members, rows);
  const everyone = countWords(column, full, rows);
  const byFrequency = column.words
    .map((_, i) => i + 1)
    .sort((a, b) => everyone[b]! - everyone[a]! || (column.words[a - 1]! < column.words[b - 1]! ? -1 : 1));
  const top = byFrequency.slice(0, MOST_WORDS);
  const rest = byFrequency.slice(MOST_WORDS);
  const sum = (counts: Uint32Array) => rest.reduce((total, code) => total + counts[code]!, 0);
  const other = rest.length === 0 ? [] : [{ label: 'other', count: sum(some) }];
  const known = countBits(column.known.map((word, i) => word & members[i]!));
  return {
    distribution: {
      bins: [...top.map((code) => ({ label: column.words[code - 1]!, count: some[code]! })), ...other],
      known,
      unknown: countBits(members) - known,
    },
    base: [...top.map((code) => everyone[code]!), ...(rest.length === 0 ? [] : [sum(everyone)])],
  };
}
