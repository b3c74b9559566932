import type { FieldKind, TargetField } from '../mapping/targets.ts';
import { isOutOfRange, momentSql, type TimeReading, timeParts } from './read-time.ts';

export interface FieldReading extends TimeReading {
  readonly isMoneyMinor: boolean;
  readonly decimals: number;
}

/** One field on its way from the value of an expression to a column of the target. */
export interface FieldSql {
  /** Columns of the middle step, by name, over `r."<field>"`, the value as a struct that is NULL where it failed. */
  readonly parts: Readonly<Record<string, string>>;
  /** The column of the target, over the middle step. */
  readonly value: string;
  /** SQL conditions over the middle step that refuse the row, with the reason. */
  readonly refusals: readonly (readonly [reason: string, when: string])[];
}

export function quote(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** An expression's value on its way: `held` as a struct that is NULL where it failed, or plain where it cannot fail. */
export interface GivenValue {
  /** SQL type of the expression. */
  readonly type: string;
  readonly isHeld: boolean;
}

/** Compiles the reading of one field whose expression gives values of an SQL type. */
export function readField(name: string, field: TargetField, value: GivenValue, reading: FieldReading): FieldSql {
  const given = value.isHeld ? `r.${quote(name)}.v` : `r.${quote(name)}`;
  const kind = readKind(name, field.kind, { given, type: value.type, reading });
  const isThere = `m.${quote(name)} IS NOT NULL AND m.${quote(`${name} given`)}`;
  const failed = value.isHeld ? { [`${name} failed`]: `r.${quote(name)} IS NULL` } : {};
  return {
    parts: { ...kind.parts, [`${name} given`]: `${given} IS NOT NULL`, ...failed },
    value: kind.value,
    refusals: [
      ...(value.isHeld ? ([['expression.failed', `m.${quote(`${name} failed`)}`]] as const) : []),
      ...(field.isRequired ? ([['value.missing', `NOT m.${quote(`${name} given`)}`]] as const) : []),
      ...(kind.refusals ?? []).map(([reason, when]) => [reason, `m.${quote(`${name} given`)} AND ${when}`] as const),
      ...(field.words
        ? ([
            [
              'value.unknown-word',
              `${isThere} AND m.${quote(name)} NOT IN (${field.words.map((word) => `'${word}'`).join(', ')})`,
            ],
          ] as const)
        : []),
      ...negativeRefusals(name, field),
    ],
  };
}

interface Given {
  readonly given: string;
  readonly type: string;
  readonly reading: FieldReading;
}

interface KindSql {
  readonly parts: Readonly<Record<string, string>>;
  readonly value: string;
  readonly refusals?: FieldSql['refusals'];
}

function readKind(name: string, kind: FieldKind, given: Given): KindSql {
  switch (kind) {
    case 'time':
      return readMoment(name, given);
    case 'date':
      return plain(
        name,
        timeParts(
          given.given,
          given.type,
          given.reading.formats.filter((format) => !format.includes('%z')),
        ).day,
        'date.invalid',
        given,
      );
    case 'money':
      return plain(name, moneySql(given), 'money.invalid', given);
    case 'number':
      return plain(name, numberSql(given.given), 'number.invalid', given);
    case 'integer':
      return plain(
        name,
        `CASE WHEN ${numberSql(given.given)} = trunc(${numberSql(given.given)}) THEN TRY_CAST(${given.given} AS INTEGER) END`,
        'integer.invalid',
        given,
      );
    case 'rate':
      return plain(
        name,
        `CASE WHEN ${numberSql(given.given)} BETWEEN 0 AND 1 THEN ${numberSql(given.given)} END`,
        'rate.invalid',
        given,
      );
    default:
      return readText(name, kind === 'text' ? 2000 : 200, given);
  }
}

/** A value that is there and cannot be read refuses the row. */
function plain(name: string, sql: string, reason: string, { given, type }: Given): KindSql {
  const isDay = reason === 'date.invalid' && type.startsWith('TIMESTAMP');
  return {
    parts: { [name]: isDay ? `${given}::DATE` : sql },
    value: `m.${quote(name)}`,
    refusals: [[reason, `m.${quote(name)} IS NULL`]],
  };
}

function readText(name: string, longest: number, { given, type }: Given): KindSql {
  return {
    parts: { [name]: textSql(given, type) },
    value: `m.${quote(name)}`,
    refusals: [
      // Bytes are counted far faster than characters, of which there are never more.
      ['value.too-long', `strlen(m.${quote(name)}) > ${longest} AND length(m.${quote(name)}) > ${longest}`],
    ],
  };
}

/** A whole number that a tool kept as floating point is still the id 17850, not 17850.0. */
export function textSql(given: string, type: string): string {
  if (type !== 'DOUBLE' && type !== 'FLOAT') return `${given}::VARCHAR`;
  return `CASE WHEN ${given} = trunc(${given}) AND abs(${given}) < 9e15 THEN ${given}::BIGINT::VARCHAR ELSE ${given}::VARCHAR END`;
}

function numberSql(given: string): string {
  return `CASE WHEN isfinite(TRY_CAST(${given} AS DOUBLE)) THEN TRY_CAST(${given} AS DOUBLE) END`;
}

/**
 * Minor units, rounded once, half away from zero. Text and integers are exact as decimals; a double is first rounded
 * to six decimals, which takes its dust away and is far finer than any coin.
 */
function moneySql({ given, type, reading }: Given): string {
  const unit = reading.isMoneyMinor ? 1 : 10 ** reading.decimals;
  const largest = Math.floor(Number.MAX_SAFE_INTEGER / unit);
  const minor = (decimal: string) => {
    const isWhole = reading.isMoneyMinor ? ` AND ${decimal} = trunc(${decimal})` : '';
    return `CASE WHEN abs(${decimal}) <= ${largest}${isWhole} THEN round(${decimal} * ${unit})::BIGINT END`;
  };
  if (WHOLE.test(type))
    return `CASE WHEN ${given} BETWEEN -${largest} AND ${largest} THEN ${given}::BIGINT * ${unit} END`;
  if (type === 'DOUBLE' || type === 'FLOAT') {
    // 18 digits are kept in 64 bits and take a quarter of the time.
    const [narrow, wide] = ['DECIMAL(18, 6)', 'DECIMAL(38, 6)'].map((as) => minor(`TRY_CAST(${given} AS ${as})`));
    return `CASE WHEN abs(${given}) < 1e10 THEN ${narrow} ELSE ${wide} END`;
  }
  const exact = minor(`TRY_CAST(${given} AS DECIMAL(38, 12))`);
  if (type !== 'VARCHAR') return exact;
  // Text as amounts are mostly written takes a hundredth of the time; what is rare takes the exact way.
  const plainly = reading.isMoneyMinor
    ? `TRY_CAST(${given} AS BIGINT)`
    : `round(TRY_CAST(${given} AS DECIMAL(18, 6)) * ${unit})::BIGINT`;
  const form = reading.isMoneyMinor ? '-?\\d{1,15}' : '-?\\d{1,10}(\\.\\d{1,6})?';
  return `CASE WHEN regexp_full_match(${given}, '${form}') THEN ${plainly} ELSE ${exact} END`;
}

const WHOLE = /^U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?$/;

function readMoment(name: string, { given, type, reading }: Given): KindSql {
  const parts = timeParts(given, type, reading.formats);
  const names = { at: `${name} at`, local: `${name} local`, day: `${name} day` };
  const moment = momentSql(
    { at: `m.${quote(names.at)}`, local: `m.${quote(names.local)}`, day: `m.${quote(names.day)}` },
    reading,
  );
  const isUnread = Object.values(names).map((part) => `m.${quote(part)} IS NULL`);
  return {
    parts: { [names.at]: parts.at, [names.local]: parts.local, [names.day]: parts.day },
    value: moment,
    refusals: [
      ['time.invalid', isUnread.join(' AND ')],
      ...(reading.zone === undefined ? ([['time.without-zone', `m.${quote(names.local)} IS NOT NULL`]] as const) : []),
      ['time.out-of-range', isOutOfRange(moment)],
    ],
  };
}

function negativeRefusals(name: string, field: TargetField): FieldSql['refusals'] {
  const rule = field.isNegativeRefused;
  if (!rule) return [];
  const only = rule === true ? '' : ` AND m."kind" = '${rule.whenKind}'`;
  return [['value.negative', `m.${quote(name)} < 0${only}`]];
}
