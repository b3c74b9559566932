import { brandAs, type UserId } from '../../kernel/index.ts';
import type { SqlEngine } from '../../warehouse/sql-engine.port.ts';
import type { Page, People } from './people.ts';

interface Row {
  readonly user_id: string;
  readonly person_id: string;
  readonly orders: number;
  readonly last_order_at: number | null;
}

/** Binary order of ids; `next` is the last id of the page. */
const SQL = `WITH found AS (
    SELECT person_key AS user_key, user_id FROM user_login
    WHERE starts_with(user_id, $1) AND ($2::VARCHAR IS NULL OR user_id > $2::VARCHAR)
    ORDER BY user_id LIMIT $3::INTEGER)
  SELECT f.user_id, any_value(p.user_id) AS person_id, count(o.order_id) AS orders, max(o.occurred_at) AS last_order_at
  FROM found f JOIN dim_user p ON p.user_key = f.user_key LEFT JOIN model_order o ON o.user_key = f.user_key
  GROUP BY f.user_id ORDER BY f.user_id`;

export async function searchPeople(
  engine: SqlEngine,
  prefix: string,
  { limit, after }: Page,
): ReturnType<People['search']> {
  const rows = await engine.rows<Row>(SQL, [prefix, after ?? null, limit + 1]);
  const people = rows.slice(0, limit).map((row) => ({
    userId: brandAs<UserId>(row.user_id),
    ...(row.person_id === row.user_id ? {} : { personId: brandAs<UserId>(row.person_id) }),
    orders: row.orders,
    lastOrderAt: row.last_order_at === null ? null : Math.floor(row.last_order_at),
  }));
  return rows.length > limit ? { people, next: people.at(-1)!.userId } : { people };
}
