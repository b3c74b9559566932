import type { Comparison, Expression, Literal } from '../../expression/index.ts';
import { type Bits, emptyBits } from './bits.ts';
import type { Column, NumberColumn, WordColumn, WordSetColumn } from './column.ts';
import type { Frame, Mask } from './frame.ts';
import { scanAbove, scanAtLeast, scanBetween, scanCodes, scanEqual, scanOneOf, scanSets } from './scan.ts';

export type Predicate = Extract<Expression, { readonly field: string }>;

/** For which rows of a frame one condition on one column is true, and for which it is known at all. */
export function matchColumn(predicate: Predicate, frame: Frame): Mask {
  const column = frame.column(predicate.field);
  if (predicate.kind === 'known') {
    return { truth: predicate.known ? column.known : without(frame.full, column.known), known: frame.full };
  }
  const raw = emptyBits(frame.rows);
  const isNegated = scan(predicate, column, raw);
  for (let i = 0; i < raw.length; i++) raw[i] = (isNegated ? ~raw[i]! : raw[i]!) & column.known[i]!;
  return { truth: raw, known: column.known };
}

/** Writes the rows that fit, or those that do not when the answer is true. Unknown rows may be either. */
function scan(predicate: Exclude<Predicate, { kind: 'known' }>, column: Column, out: Bits): boolean {
  if (column.kind === 'numbers') return scanNumbers(predicate, column, out);
  if (predicate.kind === 'contains') scanWordSets(predicate, column as WordSetColumn, out);
  else scanWords(predicate, column as WordColumn, out);
  return predicate.kind === 'compare' && predicate.op === '!=';
}

function scanNumbers(predicate: Exclude<Predicate, { kind: 'known' }>, { values }: NumberColumn, out: Bits): boolean {
  if (predicate.kind === 'compare') return compareNumbers(predicate, values, out);
  if (predicate.kind === 'between') scanBetween(values, [predicate.low, predicate.high], out);
  else scanOneOf(values, new Set((predicate.values as readonly Literal[]).map(Number)), out);
  return false;
}

function compareNumbers({ op, value }: Comparison, values: NumberColumn['values'], out: Bits): boolean {
  const bound = Number(value);
  if (op === '=' || op === '!=') scanEqual(values, bound, out);
  else if (op === '>=' || op === '<') scanAtLeast(values, bound, out);
  else scanAbove(values, bound, out);
  return op === '!=' || op === '<' || op === '<=';
}

function scanWords(predicate: Predicate, column: WordColumn, out: Bits): void {
  const values = predicate.kind === 'in' ? predicate.values : [(predicate as Comparison).value];
  scanCodes(column.codes, wantedCodes(values, column), out);
}

function scanWordSets(
  { quantifier, values }: Extract<Predicate, { kind: 'contains' }>,
  column: WordSetColumn,
  out: Bits,
): void {
  const [first, ...others] = quantifier === 'any' ? [values] : values.map((value) => [value]);
  scanSets(column, wantedCodes(first!, column), out);
  for (const other of others) {
    const rows = new Uint32Array(out.length);
    scanSets(column, wantedCodes(other, column), rows);
    for (let i = 0; i < out.length; i++) out[i]! &= rows[i]!;
  }
}

function wantedCodes(values: readonly Literal[], { words, codeOf }: WordColumn | WordSetColumn): Uint8Array {
  const isWanted = new Uint8Array(words.length + 1);
  for (const value of values) {
    const code = codeOf.get(value as string);
    if (code !== undefined) isWanted[code] = 1;
  }
  return isWanted;
}

function without(all: Bits, some: Bits): Bits {
  return all.map((word, i) => word & ~some[i]!);
}
