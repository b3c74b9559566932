import {
  DuckDBDateValue,
  DuckDBDecimalValue,
  DuckDBListValue,
  DuckDBTimestampTZValue,
  DuckDBTimestampValue,
  type DuckDBType,
  DuckDBTypeId,
  type DuckDBValue,
} from '@duckdb/node-api';
import type { SqlValue } from '../../warehouse/sql-engine.port.ts';

/** What the port promises for one value: numbers for integers and decimals, day numbers, epoch milliseconds, arrays. */
export type PlainValue = string | number | boolean | null | readonly PlainValue[];

export function toPlain(value: DuckDBValue): PlainValue {
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return value;
  if (typeof value === 'bigint') return safeNumber(value);
  if (value instanceof DuckDBDateValue) return value.days;
  if (value instanceof DuckDBTimestampTZValue || value instanceof DuckDBTimestampValue)
    return Number(value.micros) / 1000;
  if (value instanceof DuckDBDecimalValue) return value.toDouble();
  if (value instanceof DuckDBListValue) return value.items.map(toPlain);
  return String(value);
}

/** Binds a value as the type of a column. */
export function toTyped(value: SqlValue, type: DuckDBType): DuckDBValue {
  if (value === null) return null;
  switch (type.typeId) {
    case DuckDBTypeId.BIGINT:
    case DuckDBTypeId.UBIGINT:
    case DuckDBTypeId.HUGEINT:
      return BigInt(value as number);
    case DuckDBTypeId.DATE:
      return new DuckDBDateValue(value as number);
    case DuckDBTypeId.TIMESTAMP_TZ:
      return new DuckDBTimestampTZValue(BigInt(Math.round((value as number) * 1000)));
    case DuckDBTypeId.LIST:
      return new DuckDBListValue(value as readonly string[]);
    default:
      return value as DuckDBValue;
  }
}

/** Binds a statement's value by what it is. */
export function toBound(value: SqlValue): DuckDBValue {
  return Array.isArray(value) ? new DuckDBListValue(value as readonly (string | number)[]) : (value as DuckDBValue);
}

function safeNumber(value: bigint): number {
  const number = Number(value);
  if (!Number.isSafeInteger(number)) throw new Error(`integer ${value} of the warehouse is not safe as a number`);
  return number;
}
