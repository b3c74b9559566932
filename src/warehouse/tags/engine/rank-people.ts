import type { QuantileRule } from '../definition.ts';
import type { PlannedTag } from '../plan-tags.ts';
import { ColumnScope, type DeriveContext } from './derive-code.ts';
import { knownCode, predicateCode, UNKNOWN_INTEGER } from './predicate-code.ts';
import type { TagColumn } from './tag-columns.ts';

type Ranked = PlannedTag & { readonly definition: { readonly rule: QuantileRule } };
type IsRanked = (person: number) => boolean;

/** Values beyond this range are sorted, the others counted. */
const MAX_COUNTERS = 2 ** 22;

/**
 * Cuts people into parts of equal size by one tag: part = ⌊parts × people strictly below / people ranked⌋ + 1, so that
 * equal values share the part of the first of them. The parts are found as thresholds and then looked up.
 */
export function rankPeople(tag: Ranked, context: DeriveContext, isPerson: Uint8Array): void {
  const { rule, id } = tag.definition;
  const source = context.columns.get(rule.tag)!.values as Int32Array | Float64Array;
  const target = context.columns.get(id)!.values as Int32Array;
  const hasRank = compileIsRanked(tag, context.columns);
  const isRanked: IsRanked = (person) => isPerson[person] === 1 && hasRank(person);
  const sign = rule.isDescending ? -1 : 1;
  const ranked = new Float64Array(source.length);
  let count = 0;
  for (let i = 0; i < source.length; i++) if (isRanked(i)) ranked[count++] = sign * source[i]!;
  const thresholds = partThresholds(ranked.subarray(0, count), rule.parts);
  for (let i = 0; i < source.length; i++) {
    if (!isRanked(i)) {
      target[i] = UNKNOWN_INTEGER;
      continue;
    }
    const value = sign * source[i]!;
    let part = rule.parts;
    while (part > 1 && value < thresholds[part]!) part--;
    target[i] = part;
  }
}

function compileIsRanked({ definition: { rule }, inputs }: Ranked, columns: ReadonlyMap<string, TagColumn>): IsRanked {
  const scope = new ColumnScope(columns);
  const isKnown = knownCode(scope.field(rule.tag));
  const among = rule.among === undefined ? 'true' : predicateCode(inputs.expressions.get(rule.among)!, scope).isTrue;
  const text = `'use strict';
const ${scope.declarations().join(', ')};
return (i) => ${isKnown} && ${among};`;
  return new Function('given', 'tables', text)({ inputs: scope.inputs() }, scope.tables) as IsRanked;
}

/** `thresholds[p]`: the least value of part p or above; infinite where there is none. */
function partThresholds(values: Float64Array, parts: number): Float64Array {
  const thresholds = new Float64Array(parts + 1).fill(Number.POSITIVE_INFINITY);
  let reached = 0;
  const visit = (value: number, below: number) => {
    const part = Math.floor((parts * below) / values.length) + 1;
    while (reached < part) thresholds[++reached] = value;
  };
  if (values.length > 0 && !visitCounted(values, visit)) visitSorted(values, visit);
  return thresholds;
}

/** Whole numbers in a narrow range: a counter a value. False where there are others. */
function visitCounted(values: Float64Array, visit: (value: number, below: number) => void): boolean {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    if (!Number.isInteger(value)) return false;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  if (!(high - low < MAX_COUNTERS)) return false;
  const counters = new Uint32Array(high - low + 1);
  for (const value of values) counters[value - low]!++;
  let below = 0;
  for (let i = 0; i < counters.length; i++) {
    if (counters[i] === 0) continue;
    visit(i + low, below);
    below += counters[i]!;
  }
  return true;
}

function visitSorted(values: Float64Array, visit: (value: number, below: number) => void): void {
  values.sort();
  for (let i = 0; i < values.length; i++) if (i === 0 || values[i] !== values[i - 1]) visit(values[i]!, i);
}
