import type { SqlSession } from '../sql-engine.port.ts';

/**
 * Gives every new person of `from` (a relation with `user_id` and, where `seenAt` is given, a time) the next dense
 * `user_key`, in code-point order of ids, and moves `first_seen_at` back where someone was seen earlier.
 */
export async function resolvePeople(session: SqlSession, from: string, seenAt?: string): Promise<void> {
  const seen = seenAt ? `min(${seenAt})` : 'NULL::TIMESTAMPTZ';
  const people = `(SELECT user_id, ${seen} AS seen_at FROM ${from} WHERE user_id IS NOT NULL GROUP BY user_id)`;
  await session.run(
    `INSERT INTO dim_user (user_key, user_id, first_seen_at)
     SELECT (SELECT coalesce(max(user_key) + 1, 0) FROM dim_user) + row_number() OVER (ORDER BY user_id) - 1, user_id, seen_at
     FROM ${people} p ANTI JOIN dim_user USING (user_id)`,
  );
  if (!seenAt) return;
  await session.run(
    `UPDATE dim_user SET first_seen_at = p.seen_at FROM ${people} p
     WHERE dim_user.user_id = p.user_id AND (dim_user.first_seen_at IS NULL OR p.seen_at < dim_user.first_seen_at)`,
  );
}
