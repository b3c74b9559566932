import type { SqlSession } from '../sql-engine.port.ts';

/** `consumer_offset` under which the highest key of an erased person stays, so that no key is given twice. */
export const ERASED_KEYS = 'erased-user-key';

/**
 * Gives every new login of `from` (a relation with `user_id` and, where `seenAt` is given, a time) the next dense
 * key, in code-point order of ids, as a person of its own, and moves `first_seen_at` back where one was seen earlier.
 */
export async function registerLogins(session: SqlSession, from: string, seenAt?: string): Promise<void> {
  const seen = seenAt ? `min(${seenAt})` : 'NULL::TIMESTAMPTZ';
  const people = `(SELECT user_id, ${seen} AS seen_at FROM ${from} WHERE user_id IS NOT NULL GROUP BY user_id)`;
  await session.run(
    `INSERT INTO dim_user (user_key, user_id, first_seen_at)
     SELECT (${NEXT_KEY}) + row_number() OVER (ORDER BY user_id) - 1, user_id, seen_at
     FROM ${people} p ANTI JOIN user_login USING (user_id)`,
  );
  if (!seenAt) return;
  const isEarlier = (table: string) => `(${table}.first_seen_at IS NULL OR p.seen_at < ${table}.first_seen_at)`;
  await session.run(
    `UPDATE user_account SET first_seen_at = p.seen_at FROM ${people} p
     WHERE user_account.user_id = p.user_id AND ${isEarlier('user_account')}`,
  );
  await session.run(
    `UPDATE dim_user SET first_seen_at = p.seen_at
     FROM (SELECT person_key, min(seen_at) AS seen_at FROM ${people} JOIN user_login USING (user_id) GROUP BY 1) p
     WHERE dim_user.user_key = p.person_key AND ${isEarlier('dim_user')}`,
  );
}

const NEXT_KEY = `SELECT greatest(coalesce(max(account_key) + 1, 0),
  (SELECT coalesce(max(seq) + 1, 0) FROM consumer_offset WHERE consumer = '${ERASED_KEYS}')) FROM user_login`;
