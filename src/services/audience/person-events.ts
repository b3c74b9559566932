import type { FieldValue, PersonEvent } from '../../expression/index.ts';
import type { SqlEngine } from '../../warehouse/sql-engine.port.ts';
import { eventDefinition } from '../../warehouse/tags/index.ts';

type Row = Readonly<Record<string, FieldValue>>;

/** Everything of one kind that a person did, straight from the facts, with all its fields; an event with lines has a row for each. */
export async function readPersonEvents(
  engine: SqlEngine,
  name: string,
  userId: string,
): Promise<readonly PersonEvent[]> {
  const event = eventDefinition(name);
  const fields = Object.entries(event.fields);
  const columns = fields.map(([, { sql }], i) => `${sql} AS f${i}`);
  const rows = await engine.rows<Row>(
    `SELECT ${[`${event.key?.sql ?? 'row_number() OVER ()'} AS id`, 'epoch_ms(e.occurred_at) AS at', "(e.day - DATE '1970-01-01')::INTEGER AS day", ...columns].join(', ')}
     FROM ${event.from} ${event.lines?.join ?? ''}
     WHERE e.user_key = (SELECT person_key FROM user_login WHERE user_id = $1) ${event.where ? `AND ${event.where}` : ''}`,
    [userId],
  );
  const places = new Map(fields.map(([field], i) => [field, `f${i}`]));
  return rows.map((row) => ({
    id: String(row['id']),
    at: row['at'] as number,
    day: row['day'] as number,
    field: (field) => row[places.get(field)!] ?? null,
  }));
}
