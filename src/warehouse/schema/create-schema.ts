import type { SqlEngine, SqlSession } from '../sql-engine.port.ts';
import { TABLES } from './tables.ts';

/** Creates the tables and columns that are not there yet. A folder of an older version keeps its data. */
export async function createSchema(engine: SqlEngine): Promise<void> {
  await engine.transaction(async (session) => {
    for (const table of TABLES) {
      const columns = Object.entries(table.columns).map(([name, type]) => `${name} ${type}`);
      await session.run(`CREATE TABLE IF NOT EXISTS ${table.name} (${columns.join(', ')})`);
    }
    await addColumns(session);
  });
}

/** What was written before a column came has no value for it, so a later column must not be NOT NULL. */
async function addColumns(session: SqlSession): Promise<void> {
  const rows = await session.rows<{ place: string }>(
    `SELECT table_name || '.' || column_name AS place FROM duckdb_columns() WHERE NOT internal`,
  );
  const known = new Set(rows.map(({ place }) => place));
  for (const { name: table, columns } of TABLES) {
    for (const [name, type] of Object.entries<string>(columns)) {
      if (!known.has(`${table}.${name}`)) await session.run(`ALTER TABLE ${table} ADD COLUMN ${name} ${type}`);
    }
  }
}
