import type { SqlEngine } from '../sql-engine.port.ts';
import { TABLES } from './tables.ts';

/** Creates the tables that are not there yet. A folder of an older version keeps its data. */
export async function createSchema(engine: SqlEngine): Promise<void> {
  await engine.transaction(async (session) => {
    for (const table of TABLES) {
      const columns = Object.entries(table.columns).map(([name, type]) => `${name} ${type}`);
      await session.run(`CREATE TABLE IF NOT EXISTS ${table.name} (${columns.join(', ')})`);
    }
  });
}
