import type { ModelColumn } from './model-definition.ts';

/** Short forms, so that a declaration reads as a table. */
export const person = (text: string): ModelColumn => ({ type: 'person', text });
export const word = (text: string): ModelColumn => ({ type: 'word', text });
export const day = (text: string): ModelColumn => ({ type: 'date', text });
export const instant = (text: string): ModelColumn => ({ type: 'instant', text });
export const flag = (text: string): ModelColumn => ({ type: 'boolean', text });
export const money = (text: string): ModelColumn => ({ type: 'money', unit: 'minor units', text });
export const count = (unit: string, text: string): ModelColumn => ({ type: 'integer', unit, text });

/** A share of two stored counts, 0 to 1 or above; null where the lower one is 0. */
export const share = (of: string, by: string, text: string): ModelColumn => ({
  type: 'number',
  unit: 'share',
  text,
  sql: `m.${of} / nullif(m.${by}, 0)::DOUBLE`,
});

/** Money by a count, rounded to minor units, half away from zero; null where the count is 0. */
export const moneyPer = (of: string, by: string, text: string): ModelColumn => ({
  type: 'money',
  unit: 'minor units',
  text,
  sql: `round(m.${of} / nullif(m.${by}, 0)::DOUBLE)`,
});

/** Stored, and 0 for who is in the view without a row of the model. */
export const orZero = (column: ModelColumn): ModelColumn => ({ ...column, isZeroIfMissing: true });

/** A column computed when it is read. */
export const computed = (column: ModelColumn, sql: string): ModelColumn => ({ ...column, sql });
