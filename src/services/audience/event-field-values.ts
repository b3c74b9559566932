import type { FieldCatalogue } from '../../expression/index.ts';
import type { SqlEngine } from '../../warehouse/sql-engine.port.ts';
import { eventDefinition, eventSource } from '../../warehouse/tags/index.ts';
import type { ValueCount } from './audience-index.port.ts';

export interface EventField {
  readonly event: string;
  readonly field: string;
}

/** `order.category` names a field of an event; anything else is undefined. */
export function findEventField(name: string, events: FieldCatalogue['events']): EventField | undefined {
  const at = name.indexOf('.');
  const [event, field] = [name.slice(0, at), name.slice(at + 1)];
  return at > 0 && events.get(event)?.has(field) ? { event, field } : undefined;
}

/** Values of an event's field in all facts, those of most rows first. */
export function eventFieldValues(
  engine: SqlEngine,
  { event, field }: EventField,
  { search, limit }: { readonly search: string; readonly limit: number },
): Promise<readonly ValueCount[]> {
  const definition = eventDefinition(event);
  const source = eventSource(definition, { kind: 'known', field, known: true });
  return engine.rows<ValueCount>(
    `SELECT value, count(*) AS count
     FROM (SELECT (${definition.fields[field]!.sql})::VARCHAR AS value FROM ${source.from} WHERE ${source.conditions.join(' AND ')})
     WHERE contains(lower(value), lower($1)) GROUP BY value ORDER BY count DESC, value LIMIT ${limit}`,
    [search],
  );
}
