import { NO_DAY, noteChanges } from '../changes/index.ts';
import { ERASED_KEYS, type IdentityLimits, resolveIdentities } from '../identity/index.ts';
import { forgetOffset, refreshOrders } from '../models/index.ts';
import { TABLES } from '../schema/index.ts';
import type { SqlSession, SqlValue } from '../sql-engine.port.ts';
import type { ErasedPerson } from './erased-person.ts';

/** Rows by the place in which they name a person; places without any are left out. */
export type PlaceCounts = Readonly<Record<string, number>>;

const FACTS: readonly string[] = TABLES.map(({ name }) => name).filter(
  (name) => name.startsWith('fact_') && name !== 'fact_change',
);
/** Columns that hold a login or a device, or a key of one. */
const KEY_COLUMNS = ['user_key', 'account_key', 'person_key', 'other_key', 'from_key', 'to_key'];

/** Searches every table that stands in the warehouse, the models and builds of tags among them, for what names a person. */
export async function countRows(session: SqlSession, person: ErasedPerson): Promise<PlaceCounts> {
  const counts: Record<string, number> = {};
  for (const [table, columns] of await namingColumns(session)) {
    const { condition, values } = naming(columns, person);
    const [row] = await session.rows<{ n: number }>(`SELECT count(*) AS n FROM "${table}" WHERE ${condition}`, values);
    if (row!.n > 0) counts[table] = row!.n;
  }
  return counts;
}

/**
 * Takes a person out of every table. What happened stays, as facts of nobody: revenue and the books still add up. All
 * else that names the person goes.
 */
export async function eraseRows(session: SqlSession, person: ErasedPerson, limits: IdentityLimits): Promise<void> {
  await session.run(NEIGHBOURS, [person.keys]);
  await session.run(
    'CREATE TEMP TABLE erased_orders AS SELECT DISTINCT order_id FROM fact_order_line WHERE account_key IN (SELECT unnest($1::UINTEGER[])) OR user_key IN (SELECT unnest($1::UINTEGER[]))',
    [person.keys],
  );
  const tables = await namingColumns(session);
  for (const [table, columns] of tables) {
    const { condition, values } = naming(columns, person);
    if (FACTS.includes(table)) await eraseFacts(session, table, { condition, values, person });
    else if (table === 'model_order')
      await session.run(`UPDATE model_order SET user_key = NULL WHERE ${condition}`, values);
    else await session.run(`DELETE FROM "${table}" WHERE ${condition}`, values);
  }
  await refreshOrders(session, '(SELECT order_id FROM erased_orders)');
  // Rows of models were deleted above, so a refresh could not tell what hung on them.
  await forgetOffset(session);
  await noteChanges(session, 'user_attribute', NO_DAY);
  await keepKeys(session, person);
  // A device that was shared with the person may be within its limit now.
  const cause = { actor: 'erase', reason: '' };
  await resolveIdentities(session, 'SELECT account_key FROM erased_neighbours', { limits, cause });
  await session.run('DROP TABLE erased_neighbours');
  await session.run('DROP TABLE erased_orders');
}

async function eraseFacts(
  session: SqlSession,
  fact: string,
  {
    condition,
    values,
    person,
  }: { readonly condition: string; readonly values: readonly SqlValue[]; readonly person: ErasedPerson },
): Promise<void> {
  await session.run(`CREATE TEMP TABLE erased_days AS SELECT DISTINCT day FROM ${fact} WHERE ${condition}`, values);
  await noteChanges(session, fact, 'SELECT day AS "day" FROM erased_days');
  await session.run('DROP TABLE erased_days');
  const ofVisit = fact === 'fact_visit' ? ', device_id = NULL, session_id = NULL' : '';
  // The journal's entries keep their keys: they hold no id, and reconciling goes by them.
  await session.run(
    `UPDATE ${fact} SET user_key = NULL, account_key = NULL${ofVisit},
       fact_key = CASE WHEN source = 'tessera-ledger' THEN fact_key ELSE 'erased:' || uuid() END WHERE ${condition}`,
    values,
  );
  if (fact === 'fact_operator_action')
    await session.run(
      `UPDATE ${fact} SET subject_id = NULL, detail = NULL WHERE subject_id IN (SELECT unnest($1::VARCHAR[]))`,
      [person.logins],
    );
}

const NEIGHBOURS = `CREATE TEMP TABLE erased_neighbours AS
  SELECT DISTINCT b.account_key FROM identity_evidence a JOIN identity_evidence b USING (device_id)
  WHERE a.account_key IN (SELECT unnest($1::UINTEGER[])) AND b.account_key NOT IN (SELECT unnest($1::UINTEGER[]))`;

/** No key is given twice, also when the highest are gone. */
async function keepKeys(session: SqlSession, { keys }: ErasedPerson): Promise<void> {
  const highest = Math.max(...keys);
  await session.run(
    `CREATE TEMP TABLE kept_key AS SELECT greatest(${highest}, coalesce(max(seq), 0)) AS seq FROM consumer_offset WHERE consumer = $1`,
    [ERASED_KEYS],
  );
  await session.run('DELETE FROM consumer_offset WHERE consumer = $1', [ERASED_KEYS]);
  await session.run('INSERT INTO consumer_offset (consumer, seq) SELECT $1, seq FROM kept_key', [ERASED_KEYS]);
  await session.run('DROP TABLE kept_key');
}

/** Tables with the columns by which they name people. */
async function namingColumns(session: SqlSession): Promise<ReadonlyMap<string, readonly string[]>> {
  const rows = await session.rows<{ table_name: string; column_name: string }>(
    `SELECT c.table_name, c.column_name FROM duckdb_columns() c JOIN duckdb_tables() t USING (database_name, schema_name, table_name)
     WHERE NOT t.temporary AND t.schema_name = 'main'
       AND (c.column_name IN (${[...KEY_COLUMNS, 'user_id', 'device_id'].map((name) => `'${name}'`).join(', ')})
         OR (c.table_name = 'quarantine' AND c.column_name = 'row')
         OR (c.table_name = 'identity_block' AND c.column_name = 'id'))
     ORDER BY ALL`,
  );
  const tables = new Map<string, string[]>();
  for (const { table_name, column_name } of rows) {
    const columns = tables.get(table_name);
    if (columns) columns.push(column_name);
    else tables.set(table_name, [column_name]);
  }
  return tables;
}

function naming(columns: readonly string[], { keys, logins, devices }: ErasedPerson) {
  const values: SqlValue[] = [];
  const bind = (value: readonly (string | number)[], type: string) =>
    `(SELECT unnest($${values.push(value)}::${type}[]))`;
  const parts = columns.map((column) => {
    if (KEY_COLUMNS.includes(column)) return `"${column}" IN ${bind(keys, 'UINTEGER')}`;
    if (column === 'user_id') return `user_id IN ${bind(logins, 'VARCHAR')}`;
    if (column === 'device_id') return `device_id IN ${bind(devices, 'VARCHAR')}`;
    if (column === 'id') return `id IN ${bind([...logins, ...devices], 'VARCHAR')}`;
    // A cell of the row, as it was read, is one of the ids.
    const cells = [...logins, ...devices].flatMap((id) => [JSON.stringify(id), `:${id},`, `:${id}}`]);
    return `EXISTS (SELECT 1 FROM (SELECT unnest($${values.push(cells)}::VARCHAR[]) AS cell) WHERE contains("row", cell))`;
  });
  return { condition: parts.join(' OR '), values };
}
