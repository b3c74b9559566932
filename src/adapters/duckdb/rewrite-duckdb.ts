import { existsSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { DuckDBInstance } from '@duckdb/node-api';

/** Copies all tables of a database file that nobody has open into a new one in its place: freed blocks go with the old. */
export async function rewriteDuckDb(path: string): Promise<void> {
  if (!existsSync(path)) return;
  const draft = `${path}.rewrite`;
  await rm(draft, { force: true });
  const instance = await DuckDBInstance.create(':memory:', { memory_limit: '1GB', threads: '2' });
  const connection = await instance.connect();
  const literal = (text: string) => `'${text.replaceAll("'", "''")}'`;
  try {
    await connection.run(`ATTACH ${literal(path)} AS old; ATTACH ${literal(draft)} AS new`);
    const select = async (sql: string) => (await connection.runAndReadAll(sql)).getRows().map((row) => row.map(String));
    const tables = await select(
      "SELECT schema_name, table_name, sql FROM duckdb_tables() WHERE database_name = 'old' AND NOT temporary ORDER BY 1, 2",
    );
    const views = await select(
      "SELECT schema_name, sql FROM duckdb_views() WHERE database_name = 'old' AND NOT internal AND NOT temporary ORDER BY 1, 2",
    );
    await connection.run('USE new');
    for (const schema of new Set([...tables, ...views].map(([name]) => name!)))
      await connection.run(`CREATE SCHEMA IF NOT EXISTS "${schema}"`);
    for (const [schema, table, sql] of tables) {
      await connection.run(inSchema(sql!, schema!));
      await connection.run(`INSERT INTO "${schema}"."${table}" SELECT * FROM old."${schema}"."${table}"`);
    }
    await createViews(
      views.map(([schema, sql]) => inSchema(sql!, schema!)),
      (sql) => connection.run(sql),
    );
    await connection.run('USE memory; CHECKPOINT new; DETACH new; DETACH old');
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
  await rm(`${path}.wal`, { force: true });
  await rename(draft, path);
}

/** The engine gives the statement without the schema, or with it. */
function inSchema(sql: string, schema: string): string {
  if (schema === 'main') return sql;
  return sql.replace(/^(CREATE (?:TABLE|VIEW) )(?:"?\w+"?\.)?("?\w+"?)/, `$1"${schema}".$2`);
}

/** One view may read another, in no order that the catalogue tells: again, as long as some succeed. */
async function createViews(all: readonly string[], create: (sql: string) => Promise<unknown>): Promise<void> {
  for (let left = all; left.length > 0; ) {
    const failed: { readonly sql: string; readonly error: unknown }[] = [];
    for (const sql of left) await create(sql).catch((error: unknown) => failed.push({ sql, error }));
    if (failed.length === left.length) throw failed[0]!.error;
    left = failed.map(({ sql }) => sql);
  }
}
