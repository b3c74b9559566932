import type { DayNumber } from '../../kernel/index.ts';
import type { SqlSession } from '../sql-engine.port.ts';

/** Attributes and dimensions have no day: their change stands under this one. */
export const NO_DAY_NUMBER: DayNumber = 0;
export const NO_DAY = 'SELECT DATE \'1970-01-01\' AS "day"';

/**
 * Notes which days of a fact table a write touched, in the write's own transaction: late events, corrections,
 * deletions and re-keyed people alike. `days` is a query that gives a column `day`. One row a table and day is kept,
 * under the newest `seq`, so the log is as long as the history and not as the number of writes.
 */
export async function noteChanges(session: SqlSession, fact: string, days: string): Promise<void> {
  // Numbered before anything is deleted: the newest number may be that of a day that is touched again.
  await session.run(
    `CREATE TEMP TABLE touched_days AS
     SELECT DISTINCT "day", (SELECT coalesce(max(seq), 0) + 1 FROM fact_change) AS seq FROM (${days}) WHERE "day" IS NOT NULL`,
  );
  await session.run('DELETE FROM fact_change WHERE fact = $1 AND day IN (SELECT day FROM touched_days)', [fact]);
  await session.run(
    `INSERT INTO fact_change (seq, fact, day)
     SELECT seq, $1, day FROM touched_days`,
    [fact],
  );
  await session.run('DROP TABLE touched_days');
}

/** Days of one fact table that were touched after `seq`, and the newest `seq` of all: what a consumer remembers. */
export async function changesAfter(
  session: Pick<SqlSession, 'rows'>,
  seq: number,
): Promise<{ readonly seq: number; readonly changes: readonly { readonly fact: string; readonly day: DayNumber }[] }> {
  const rows = await session.rows<{ seq: number; fact: string; day: DayNumber }>(
    'SELECT seq, fact, day FROM fact_change WHERE seq > $1 ORDER BY fact, day',
    [seq],
  );
  return {
    seq: rows.reduce((newest, row) => Math.max(newest, row.seq), seq),
    changes: rows.map(({ fact, day }) => ({ fact, day })),
  };
}
