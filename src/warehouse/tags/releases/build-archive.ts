import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { SqlEngine, SqlSession } from '../../sql-engine.port.ts';
import { tableOf } from '../build-history.ts';
import { quoteName } from '../sql-parameters.ts';

/**
 * Builds as Parquet files of the data folder. A view under the build's table name stands for the file, so that whatever
 * reads a release reads an old one the same way.
 */
export interface BuildArchive {
  /** Writes the file of a build whose table is there; a file of a stopped attempt is replaced. */
  write(version: number): Promise<void>;
  /** Puts the view in the table's place. */
  replaceTable(session: SqlSession, version: number): Promise<void>;
  has(version: number): boolean;
  /** After its view is gone. */
  remove(version: number): Promise<void>;
  /** Makes the views of builds follow the folder, which may have been moved. */
  restoreViews(versions: readonly number[]): Promise<void>;
}

export function createBuildArchive(engine: SqlEngine, directory: string): BuildArchive {
  const fileOf = (version: number) => join(directory, `${tableOf(version)}.parquet`);
  const literal = (path: string) => `'${path.replaceAll("'", "''")}'`;
  const view = (version: number) =>
    `CREATE OR REPLACE VIEW ${quoteName(tableOf(version))} AS SELECT * FROM read_parquet(${literal(fileOf(version))})`;

  return {
    async write(version) {
      await mkdir(directory, { recursive: true });
      const part = `${fileOf(version)}.part`;
      // A reader's connection: the file takes its time, and writers need not wait for it.
      await engine.rows(
        `COPY (SELECT * FROM ${quoteName(tableOf(version))} ORDER BY user_key) TO ${literal(part)} (FORMAT parquet, COMPRESSION zstd)`,
      );
      await rename(part, fileOf(version));
    },
    async replaceTable(session, version) {
      await session.run(`DROP TABLE ${quoteName(tableOf(version))}; ${view(version)}`);
    },
    has: (version) => existsSync(fileOf(version)),
    remove: (version) => rm(fileOf(version), { force: true }),
    async restoreViews(versions) {
      const known = await engine.rows<{ view_name: string; sql: string }>(
        "SELECT view_name, sql FROM duckdb_views() WHERE starts_with(view_name, 'tags_v')",
      );
      const sqlOf = new Map(known.map(({ view_name, sql }) => [view_name, sql]));
      for (const version of versions) {
        const isThere = sqlOf.get(tableOf(version))?.includes(literal(fileOf(version)));
        if (!isThere && existsSync(fileOf(version))) await engine.run(view(version));
      }
    },
  };
}
