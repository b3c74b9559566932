import type { Expression } from '../../expression/index.ts';
import type { SqlEngine, SqlValue } from '../../warehouse/sql-engine.port.ts';
import { type EventDefinition, eventSource, quoteName, wordsSql } from '../../warehouse/tags/index.ts';
import { type Bits, fullBits } from './bits.ts';
import { dictionarySql, readDictionary } from './coded-words.ts';
import { type Column, type Dictionary, offsetsOf, toNumberColumn, toWordColumn } from './column.ts';
import type { Frame } from './frame.ts';
import { plainNumber } from './load-tag-column.ts';
import { isDense, rowsOfKeys } from './people.ts';

/** What people did, by person and then by time: rows of person `p` are `offsets[p]` to before `offsets[p + 1]`. */
export interface EventTable {
  readonly frame: Frame;
  readonly offsets: Uint32Array;
  /** Padded to whole words of 32 rows. */
  readonly day: Int32Array;
  /** Epoch milliseconds. */
  readonly at: Float64Array;
  /** Where several rows can be one event. */
  readonly events?: RowEvents;
  /** Fields that were loaded. */
  readonly fields: ReadonlySet<string>;
}

/** Events are numbered by person: those of person `p` are `offsets[p]` to before `offsets[p + 1]`. */
export interface RowEvents {
  readonly offsets: Uint32Array;
  /** Event of each row. */
  readonly ofRow: Uint32Array;
}

export interface EventRequest {
  readonly definition: EventDefinition;
  /** A condition that decides whether the event's lines are needed. */
  readonly where?: Expression;
  readonly fields: readonly string[];
  readonly asOf: number;
  /** Table of the release, and its people by row. */
  readonly table: string;
  readonly keys: Uint32Array;
}

/** Reads the rows of one event before the as-of day, of people of the release. */
export async function loadEventTable(engine: SqlEngine, request: EventRequest): Promise<EventTable> {
  const { definition, fields } = request;
  const people = request.keys.length;
  const dictionaries = new Map<string, Dictionary>();
  for (const field of fields) {
    if (typeOf(request, field) === 'category')
      dictionaries.set(field, await readDictionary(engine, wordsSql(definition, field)));
  }
  const [keys, day, at, event, ...values] = await engine.columns(...selectionOf(request, dictionaries));
  const owners = rowsOfKeys(request.keys, keys!.values as Float64Array);
  const loaded = fields.map((field, i) => {
    const dictionary = dictionaries.get(field);
    const column = dictionary
      ? toWordColumn(values[i]!, dictionary)
      : toNumberColumn(values[i]!, typeOf(request, field));
    return [field, column] as const;
  });
  const hasKey = eventSource(definition, request.where).key !== undefined;
  return {
    frame: frameOf(owners.length, new Map(loaded)),
    offsets: offsetsOf(owners, people),
    day: toNumberColumn(day!, 'date').values as Int32Array,
    at: at!.values as Float64Array,
    ...(hasKey ? { events: eventsOf(event!.values as Float64Array, offsetsOf(owners, people)) } : {}),
    fields: new Set(fields),
  };
}

const name = (field: string): string => quoteName(`f_${field}`);

const typeOf = ({ definition }: EventRequest, field: string) => definition.fields[field]!.type;

function rowsOf(request: EventRequest): { readonly sql: string; readonly values: readonly SqlValue[] } {
  const { definition, fields, asOf } = request;
  const source = eventSource(definition, request.where);
  const columns = fields.map((field) => `, ${definition.fields[field]!.sql} AS ${name(field)}`);
  return {
    sql: `SELECT e.user_key, e.day, e.occurred_at, ${source.key?.sql ?? 'NULL'} AS event_key${columns.join('')}
      FROM ${source.from} WHERE ${source.conditions.join(' AND ')}
      AND e.day < DATE '1970-01-01' + $1::INTEGER AND ${isDense(request.keys) ? `e.user_key < ${request.keys.length}` : `e.user_key IN (SELECT user_key FROM ${request.table})`}`,
    values: [asOf],
  };
}

/** One row a row of the event: person, day, time, number of the event, then the fields; words as codes. */
function selectionOf(
  request: EventRequest,
  dictionaries: ReadonlyMap<string, Dictionary>,
): readonly [sql: string, values: readonly SqlValue[]] {
  const { sql, values } = rowsOf(request);
  const bound = [...values];
  const joins: string[] = [];
  const fields = request.fields.map((field, i) => {
    const dictionary = dictionaries.get(field);
    if (!dictionary) return `, ${plainNumber(`x.${name(field)}`, typeOf(request, field))}`;
    if (dictionary.words.length > 0) bound.push(dictionary.words);
    joins.push(`LEFT JOIN ${dictionarySql(dictionary, `$${bound.length}`)} d${i} ON d${i}.word = x.${name(field)}`);
    return `, coalesce(d${i}.code, 0)::UINTEGER`;
  });
  // Texts are numbered by the engine, so that no string has to come out of it.
  const isText = eventSource(request.definition, request.where).key?.type === 'text';
  if (isText) joins.push('JOIN k ON k.event_key = x.event_key');
  const numbered = ', k AS (SELECT event_key, row_number() OVER () AS event FROM (SELECT DISTINCT event_key FROM x))';
  const statement = `WITH x AS MATERIALIZED (${sql})${isText ? numbered : ''}
    SELECT x.user_key, ${plainNumber('x.day', 'date')}, epoch_ms(x.occurred_at)::DOUBLE,
      coalesce(${isText ? 'k.event' : 'x.event_key'}, 0)::DOUBLE${fields.join('')}
    FROM x ${joins.join(' ')} ORDER BY x.user_key, x.occurred_at`;
  return [statement, bound];
}

function frameOf(rows: number, columns: ReadonlyMap<string, Column>): Frame {
  const full: Bits = fullBits(rows);
  return { rows, full, column: (field) => columns.get(field)! };
}

/** Numbers events anew, person by person. Rows of one event mostly follow each other. */
function eventsOf(keys: Float64Array, rows: Uint32Array): RowEvents {
  const ofRow = new Uint32Array(keys.length);
  const offsets = new Uint32Array(rows.length);
  const known = new Map<number, number>();
  let next = 0;
  for (let person = 0; person < rows.length - 1; person++) {
    known.clear();
    for (let row = rows[person]!; row < rows[person + 1]!; row++) {
      const key = keys[row]!;
      const event = known.get(key);
      ofRow[row] = event ?? next;
      if (event === undefined) known.set(key, next++);
    }
    offsets[person + 1] = next;
  }
  return { offsets, ofRow };
}
