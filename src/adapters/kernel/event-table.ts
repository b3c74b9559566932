import type { Expression } from '../../expression/index.ts';
import type { ResultColumn, SqlEngine } from '../../warehouse/sql-engine.port.ts';
import { type EventDefinition, eventSource, quoteName } from '../../warehouse/tags/index.ts';
import { fullBits } from './bits.ts';
import { type Column, toColumn } from './column.ts';
import type { Frame } from './frame.ts';

/** What people did, by person and then by time: rows of person `p` are `offsets[p]` to before `offsets[p + 1]`. */
export interface EventTable {
  readonly frame: Frame;
  readonly offsets: Uint32Array;
  readonly day: Int32Array;
  /** Epoch milliseconds. */
  readonly at: Float64Array;
  /** Event that a row belongs to, where several rows are one event; numbered from 1 over all people. */
  readonly event?: Uint32Array;
  /** Fields that were loaded. */
  readonly fields: ReadonlySet<string>;
}

export interface EventRequest {
  readonly definition: EventDefinition;
  /** A condition that names all fields to load. */
  readonly where?: Expression;
  readonly fields: readonly string[];
  readonly asOf: number;
  readonly people: number;
}

/** Reads the rows of one event before the as-of day, of people of the release. */
export async function loadEventTable(engine: SqlEngine, request: EventRequest): Promise<EventTable> {
  const { definition, fields, asOf, people } = request;
  const source = eventSource(definition, request.where);
  const columns = await engine.columns(
    `SELECT e.user_key, (e.day - DATE '1970-01-01')::INTEGER AS day, epoch_ms(e.occurred_at)::DOUBLE AS at${
      source.key ? `, dense_rank() OVER (ORDER BY e.user_key, ${source.key})::INTEGER AS event` : ''
    }${fields.map((field) => `, ${definition.fields[field]!.sql} AS ${quoteName(`f_${field}`)}`).join('')}
    FROM ${source.from}
    WHERE ${source.conditions.join(' AND ')} AND e.day < DATE '1970-01-01' + $1::INTEGER AND e.user_key < $2::BIGINT
    ORDER BY e.user_key, e.occurred_at`,
    [asOf, people],
  );
  const numbers = (name: string) => columns.find((column) => column.name === name)?.values as Float64Array | undefined;
  const event = numbers('event');
  return {
    frame: frameOf(columns, request),
    offsets: offsetsOf(numbers('user_key')!, people),
    day: Int32Array.from(numbers('day')!),
    at: numbers('at')!,
    ...(event ? { event: Uint32Array.from(event) } : {}),
    fields: new Set(fields),
  };
}

function frameOf(columns: readonly ResultColumn[], { definition, fields }: EventRequest): Frame {
  const rows = columns[0]!.known.length;
  const loaded = new Map<string, Column>(
    fields.map((field) => {
      const source = columns.find((column) => column.name === `f_${field}`)!;
      return [field, toColumn(source, definition.fields[field]!.type)];
    }),
  );
  return { rows, full: fullBits(rows), column: (field) => loaded.get(field)! };
}

function offsetsOf(people: Float64Array, count: number): Uint32Array {
  const offsets = new Uint32Array(count + 1);
  for (const person of people) offsets[person + 1]!++;
  for (let i = 0; i < count; i++) offsets[i + 1]! += offsets[i]!;
  return offsets;
}
