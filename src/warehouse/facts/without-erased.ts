import { hasErasures, isErasedSql } from '../erase/index.ts';
import type { SqlSession } from '../sql-engine.port.ts';

const KINDS = { user_id: 'user', other_user_id: 'user', device_id: 'device' } as const;

/** Runs a write on a relation without the rows of people who were erased, and adds how many those were. */
export async function withoutErased<Outcome extends object>(
  session: SqlSession,
  given: { readonly from: string; readonly columns: readonly string[] },
  write: (from: string) => Promise<Outcome>,
): Promise<Outcome & { readonly suppressed?: number }> {
  const ids = (Object.keys(KINDS) as (keyof typeof KINDS)[]).filter((name) => given.columns.includes(name));
  if (ids.length === 0 || !(await hasErasures(session))) return write(given.from);
  const name = `allowed_rows_${++writes}`;
  const isErased = ids.map((id) => `coalesce(${isErasedSql(`"${id}"::VARCHAR`, KINDS[id])}, false)`).join(' OR ');
  await session.run(`CREATE TEMP TABLE ${name} AS SELECT * FROM ${given.from} WHERE NOT (${isErased})`);
  const [count] = await session.rows<{ n: number }>(
    `SELECT (SELECT count(*) FROM ${given.from}) - (SELECT count(*) FROM ${name}) AS n`,
  );
  const outcome = await write(name);
  await session.run(`DROP TABLE ${name}`);
  return { ...outcome, suppressed: count!.n };
}

/** Tells tables apart: a write may bring another with it, as a device its links. */
let writes = 0;
