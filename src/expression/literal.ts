import { formatMoney, isoDay, type Money, parseDay, parseMoney, TesseraError } from '../kernel/index.ts';
import type { FieldInfo, FieldType } from './field-catalogue.ts';
import type { Token } from './tokenize.ts';
import type { CompareOp, Literal } from './tree.ts';

/** 0000-01-01 and 9999-12-31: what the text form can write. */
const FIRST_DAY = -719_528;
const LAST_DAY = 2_932_896;

const WANTED: Readonly<Record<FieldType, string>> = {
  integer: 'a whole number',
  number: 'a number',
  money: 'an amount like 1210.02',
  boolean: 'true or false',
  category: "a text like 'Chengdu'",
  categories: "contains any ('…') or contains all ('…')",
  date: "a date like '2026-01-31'",
};

/** A field together with what its literals need to be read and written. */
export interface LiteralScope {
  readonly field: FieldInfo;
  readonly moneyDecimals: number;
}

/** Reads one literal of the text form as a value of the field's type. Throws `expression.type-mismatch`. */
export function parseLiteral(token: Token, scope: LiteralScope): Literal {
  const value = readLiteral(token, scope);
  if (value === undefined || !isLiteralOf(value, scope.field.type)) {
    throw typeMismatch(scope.field, WANTED[scope.field.type], token.source, token);
  }
  return value;
}

/** Writes a value as the text form has it. */
export function printLiteral(value: Literal, { field, moneyDecimals }: LiteralScope): string {
  if (field.type === 'money') return formatMoney(value as Money, { code: '', decimals: moneyDecimals });
  if (field.type === 'date') return `'${isoDay(value as number)}'`;
  return typeof value === 'string' ? printText(value) : String(value);
}

/** What stands in an input for one value: as `printLiteral`, without quotes. */
export function printValue(value: Literal, { field, moneyDecimals }: LiteralScope): string {
  if (field.type === 'money') return formatMoney(value as Money, { code: '', decimals: moneyDecimals });
  return field.type === 'date' ? isoDay(value as number) : String(value);
}

/** Reads what somebody typed into an input as a value of the field's type; undefined when it is none. */
export function parseValue(text: string, { field, moneyDecimals }: LiteralScope): Literal | undefined {
  const value = typedValue(text.trim(), field.type, moneyDecimals);
  return isLiteralOf(value, field.type) ? value : undefined;
}

function typedValue(text: string, type: FieldType, moneyDecimals: number): Literal | undefined {
  if (type === 'category' || type === 'categories') return text;
  if (type === 'boolean') return { true: true, false: false }[text.toLowerCase()];
  if (type === 'date') return readDay(text);
  if (type === 'money') return readMoney(text, moneyDecimals);
  return text === '' ? undefined : Number(text) + 0;
}

export const printText = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** Whether a value, from wherever it came, may stand beside a field of this type. */
export function isLiteralOf(value: unknown, type: FieldType): value is Literal {
  switch (type) {
    case 'integer':
    case 'money':
      return Number.isSafeInteger(value);
    case 'number':
      return Number.isFinite(value);
    case 'date':
      return Number.isInteger(value) && (value as number) >= FIRST_DAY && (value as number) <= LAST_DAY;
    case 'boolean':
      return typeof value === 'boolean';
    default:
      return typeof value === 'string';
  }
}

/** Ordered types know `<`, `between` and the like; the others only equality. */
export function isOrdered(type: FieldType): boolean {
  return type === 'integer' || type === 'number' || type === 'money' || type === 'date';
}

/** Throws `expression.type-mismatch` for an operator that the field's type does not have. */
export function holdOperatorToType(
  operator: CompareOp | 'between' | 'in' | 'contains',
  field: FieldInfo,
  place: object = {},
): void {
  const isMulti = field.type === 'categories';
  const fits =
    operator === 'contains'
      ? isMulti
      : !isMulti && (isOrdered(field.type) || operator === '=' || operator === '!=' || operator === 'in');
  if (!fits) throw typeMismatch(field, isMulti ? WANTED.categories : '=, != or in', operator, place);
}

export function typeMismatch(field: FieldInfo, expected: string, found: string, place: object = {}): TesseraError {
  const { line, column } = place as { line?: number; column?: number };
  const type = TYPE_WORDS[field.type];
  return new TesseraError('expression.type-mismatch', { field: field.id, type, expected, found, line, column });
}

export function wantedOf(type: FieldType): string {
  return WANTED[type];
}

const TYPE_WORDS: Readonly<Record<FieldType, string>> = {
  integer: 'a whole number',
  number: 'a number',
  money: 'an amount of money',
  boolean: 'true or false',
  category: 'a word',
  categories: 'a set of words',
  date: 'a date',
};

function readLiteral(token: Token, { field, moneyDecimals }: LiteralScope): Literal | undefined {
  if (token.kind === 'word') return { true: true, false: false }[token.text.toLowerCase()];
  if (token.kind === 'text') return field.type === 'date' ? readDay(token.text) : token.text;
  if (token.kind !== 'number' || field.type === 'date') return undefined;
  return field.type === 'money' ? readMoney(token.text, moneyDecimals) : Number(token.text) + 0;
}

function readDay(text: string): number | undefined {
  try {
    return parseDay(text);
  } catch {
    return undefined;
  }
}

function readMoney(text: string, decimals: number): number | undefined {
  try {
    return parseMoney(text, { code: '', decimals });
  } catch {
    return undefined;
  }
}
