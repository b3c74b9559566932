import { partsOf } from '../../expression/index.ts';
import type { UserId } from '../../kernel/index.ts';
import type { SqlEngine, SqlValue } from '../../warehouse/sql-engine.port.ts';
import type { TagRelease } from '../../warehouse/tags/index.ts';
import type { AudienceQuery, CountAnswer, MemberPage, MembersAnswer, PartCount } from './audience-index.port.ts';
import { compileSql } from './compile-sql.ts';

/**
 * Counts by the SQL of a query over one release, old or new, which need not be in memory. What people did is asked of
 * the facts before the release's as-of day as they are known today; lists are today's.
 */
export async function countBySql(engine: SqlEngine, release: TagRelease, query: AudienceQuery): Promise<CountAnswer> {
  const parts: PartCount[] = [];
  for (const { path, tree } of partsOf(query.tree)) {
    const { sql, values } = compileSql({ ...query, tree }, release);
    const [row] = await engine.rows<{ people: number }>(`SELECT count(*) AS people FROM (${sql})`, values);
    parts.push({ path, count: row!.people });
  }
  const whole = parts.find(({ path }) => path === '')!;
  return { release, count: whole.count, population: release.people, parts };
}

/** Members by the same SQL, in the code-point order of their ids. */
export async function membersBySql(
  engine: SqlEngine,
  release: TagRelease,
  { query, page }: { readonly query: AudienceQuery; readonly page: MemberPage },
): Promise<MembersAnswer> {
  const { sql, values } = compileSql(query, release);
  const [row] = await engine.rows<{ people: number }>(`SELECT count(*) AS people FROM (${sql})`, values);
  const bound: SqlValue[] = [...values, page.after ?? null];
  const after = `$${bound.length}::VARCHAR`;
  const found = await engine.rows<{ user_id: UserId }>(
    `SELECT u.user_id FROM (${sql}) m JOIN user_login u ON u.account_key = m.user_key
     WHERE ${after} IS NULL OR u.user_id > ${after} ORDER BY u.user_id LIMIT ${page.limit + 1}`,
    bound,
  );
  const userIds = found.slice(0, page.limit).map(({ user_id }) => user_id);
  return { release, userIds, count: row!.people, ...(found.length > page.limit ? { next: userIds.at(-1)! } : {}) };
}
