import { instantSql, offsetSpans } from '../../facts/index.ts';

/** Moments that facts may have; whatever is outside is a mistake of the source. */
const FIRST = Date.UTC(1900, 0, 1);
const LAST = Date.UTC(2200, 0, 1);

/** How a time or date in a source is to be read. */
export interface TimeReading {
  /** Zone of times that have none; without it they are refused. */
  readonly zone: string | undefined;
  /** strptime forms for text; ISO 8601 when empty. */
  readonly formats: readonly string[];
  readonly business: { readonly zone: string; readonly dayStartMinutes: number };
}

/** The three ways in which a value can tell a time, as SQL; NULL where it does not. */
export interface TimeParts {
  /** TIMESTAMPTZ. */
  readonly at: string;
  /** TIMESTAMP without a zone. */
  readonly local: string;
  readonly day: string;
}

/** What a value of a column type tells of time. */
export function timeParts(value: string, type: string, formats: readonly string[]): TimeParts {
  const none = { at: 'NULL::TIMESTAMPTZ', local: 'NULL::TIMESTAMP', day: 'NULL::DATE' };
  if (type === 'TIMESTAMP WITH TIME ZONE') return { ...none, at: value };
  if (type.startsWith('TIMESTAMP')) return { ...none, local: `${value}::TIMESTAMP` };
  if (type === 'DATE') return { ...none, day: value };
  const text = `${value}::VARCHAR`;
  return formats.length > 0 ? formattedParts(text, formats) : isoParts(text);
}

/** SQL of the moment that the parts tell; the names are columns, because each is used at several places. */
export function momentSql({ at, local, day }: TimeParts, { zone, business }: TimeReading): string {
  const midnight = instantSql(`${day}::TIMESTAMP`, spansOf(business.zone));
  const start = `((${midnight}) + INTERVAL ${business.dayStartMinutes} MINUTE)`;
  const zoned = zone === undefined ? 'NULL::TIMESTAMPTZ' : `(${instantSql(local, spansOf(zone))})`;
  return `coalesce(${at}, CASE WHEN ${local} IS NOT NULL THEN ${zoned} END, CASE WHEN ${day} IS NOT NULL THEN ${start} END)`;
}

/** SQL that is true for a moment outside 1900 to 2199. */
export function isOutOfRange(moment: string): string {
  return `epoch_ms(${moment}) NOT BETWEEN ${FIRST} AND ${LAST - 1}`;
}

const ISO_DAY = String.raw`\d{4}-\d\d-\d\d`;
const ISO_LOCAL = String.raw`${ISO_DAY}[T ]\d\d:\d\d(:\d\d(\.\d+)?)?`;
const ISO_ZONED = String.raw`${ISO_LOCAL} ?(Z|[+-]\d\d(:?\d\d)?)`;

/** Each form is looked for where a cheap look at the text lets it be: patterns cost most of the reading. */
function isoParts(text: string): TimeParts {
  const read = (looks: string, form: string, type: string) =>
    `CASE WHEN ${looks} AND regexp_full_match(${text}, '${form}') THEN TRY_CAST(${text} AS ${type}) END`;
  const hasZone = `(suffix(${text}, 'Z') OR contains(right(${text}, 6), '+') OR contains(right(${text}, 6), '-'))`;
  return {
    at: read(`strlen(${text}) > 16`, ISO_ZONED, 'TIMESTAMPTZ'),
    local: read(`strlen(${text}) >= 16 AND NOT ${hasZone}`, ISO_LOCAL, 'TIMESTAMP'),
    day: read(`strlen(${text}) = 10`, ISO_DAY, 'DATE'),
  };
}

function formattedParts(text: string, formats: readonly string[]): TimeParts {
  const of = (isMeant: (format: string) => boolean, type: string) => {
    const reads = formats
      .filter(isMeant)
      .map((format) => `try_strptime(${text}, '${format.replaceAll("'", "''")}')::${type}`);
    return reads.length === 0 ? `NULL::${type}` : `coalesce(${reads.join(', ')})`;
  };
  const isZoned = (format: string) => /%[zZ]/.test(format);
  const isTimed = (format: string) => /%[-]?[HIpMScfgnuX]/.test(format);
  return {
    at: of(isZoned, 'TIMESTAMPTZ'),
    local: of((format) => !isZoned(format) && isTimed(format), 'TIMESTAMP'),
    day: of((format) => !isZoned(format) && !isTimed(format), 'DATE'),
  };
}

function spansOf(zone: string) {
  const known = SPANS.get(zone) ?? offsetSpans(zone, FIRST, LAST);
  SPANS.set(zone, known);
  return known;
}

/** Three centuries of one zone take some milliseconds to list. */
const SPANS = new Map<string, ReturnType<typeof offsetSpans>>();
