import type { Between, Comparison, FieldType } from '../../../../../src/expression/index.ts';

/** Values from `low` to `high`, both included; an open end has none. */
export interface ValueRange {
  readonly low?: number;
  readonly high?: number;
}

/** What a condition lets through as a range; undefined for `!=`, which is none. */
export function rangeOf(condition: Comparison | Between, type: FieldType): ValueRange | undefined {
  if (condition.kind === 'between') return { low: condition.low, high: condition.high };
  const value = condition.value as number;
  const step = isWhole(type) ? 1 : 0;
  switch (condition.op) {
    case '=':
      return { low: value, high: value };
    case '>=':
      return { low: value };
    case '>':
      return { low: value + step };
    case '<=':
      return { high: value };
    case '<':
      return { high: value - step };
    default:
      return undefined;
  }
}

/** The plainest condition for a range; one that is open at both ends begins at `least`. */
export function conditionOf(
  field: string,
  { low, high }: ValueRange,
  { least, type }: { readonly least: number; readonly type: FieldType },
): Comparison | Between {
  if (low !== undefined && high !== undefined)
    return low === high ? { kind: 'compare', field, op: '=', value: low } : { kind: 'between', field, low, high };
  if (high !== undefined) return { kind: 'compare', field, op: '<=', value: high };
  // A date is compared by `after` and `before`, which the day itself is no part of.
  if (type === 'date' && low !== undefined) return { kind: 'compare', field, op: '>', value: low - 1 };
  return { kind: 'compare', field, op: '>=', value: low ?? least };
}

/** Types whose values are counted one by one: the bar of a value is one wide. */
export function isWhole(type: FieldType): boolean {
  return type === 'integer' || type === 'date';
}
