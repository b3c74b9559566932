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
    await session.run(`CREATE OR REPLACE VIEW user_login AS ${USER_LOGIN}`);
  });
}

/** Every login of everyone with its person: `account_key`, `user_id`, `person_key`. */
const USER_LOGIN = `
  SELECT user_key AS account_key, user_id, user_key AS person_key FROM dim_user
  UNION ALL SELECT account_key, user_id, person_key FROM user_account WHERE account_key <> person_key`;

/** What was written before a column came has no value for it, so a later column must not be NOT NULL. */
async function addColumns(session: SqlSession): Promise<void> {
  const rows = await session.rows<{ place: string }>(
    `SELECT table_name || '.' || column_name AS place FROM duckdb_columns() WHERE NOT internal`,
  );
  const known = new Set(rows.map(({ place }) => place));
  for (const { name: table, columns } of TABLES) {
    for (const [name, type] of Object.entries<string>(columns)) {
      if (known.has(`${table}.${name}`)) continue;
      await session.run(`ALTER TABLE ${table} ADD COLUMN ${name} ${type}`);
      // Before people were merged each login was a person.
      if (name === 'account_key') await session.run(`UPDATE ${table} SET account_key = user_key`);
      if (table === 'user_attribute') await session.run('ALTER TABLE user_attribute ALTER user_key DROP NOT NULL');
    }
  }
}
