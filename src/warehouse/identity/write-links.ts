import type { SqlSession } from '../sql-engine.port.ts';
import type { IdentityLimits } from './identity-limits.ts';
import type { Cause } from './merge-log.ts';
import { registerLogins } from './register-logins.ts';
import { resolveIdentities } from './resolve-identities.ts';

/** Evidence that logins belong to devices or to other logins. */
export interface StagedLinks {
  /** What saw it: a login on a device, a table of devices, another system, an operator. */
  readonly rule: 'login' | 'device-table' | 'link' | 'operator';
  /** Where it comes from, and the run that brought it. */
  readonly source: string;
  readonly batchId: string;
  /** A table of the session or a query in parentheses with `user_id`, `device_id`, `other_user_id` and `seen_at` (TIMESTAMPTZ). */
  readonly from: string;
}

export interface LinkOutcome {
  /** Pairs that this rule and source had not told of before. */
  readonly written: number;
  readonly known: number;
  /** Someone became, or ceased to be, one person with another. */
  readonly moved: boolean;
}

/** Writes evidence and finds anew who is one person among those that it touches. */
export async function writeLinks(
  session: SqlSession,
  links: StagedLinks,
  { limits, cause = { actor: links.source, reason: '' } }: { readonly limits: IdentityLimits; readonly cause?: Cause },
): Promise<LinkOutcome> {
  const users = `(SELECT user_id, seen_at FROM ${links.from} WHERE user_id IS NOT NULL
    UNION ALL SELECT other_user_id, seen_at FROM ${links.from} WHERE other_user_id IS NOT NULL)`;
  // An operator's word is no sighting.
  await registerLogins(session, users, links.rule === 'operator' ? undefined : 'seen_at');
  await session.run(
    `CREATE TEMP TABLE given_links AS
     SELECT account_key, device_id, other_key, min(seen_at) AS seen_at FROM (
       SELECT l.account_key, f.device_id, NULL::UINTEGER AS other_key, f.seen_at
       FROM ${links.from} f JOIN user_login l USING (user_id) WHERE f.device_id IS NOT NULL
       UNION ALL
       SELECT least(l.account_key, o.account_key), NULL, greatest(l.account_key, o.account_key), f.seen_at
       FROM ${links.from} f JOIN user_login l USING (user_id) JOIN user_login o ON o.user_id = f.other_user_id
       -- By the ids and not by the keys of l and o: a condition on those two is joined first, everyone with everyone.
       WHERE f.user_id <> f.other_user_id
     ) GROUP BY ALL`,
  );
  await session.run(
    `CREATE TEMP TABLE fresh_links AS SELECT g.* FROM given_links g
     ANTI JOIN (SELECT * FROM identity_evidence WHERE rule = $1 AND source = $2) e ON e.account_key = g.account_key
       AND e.device_id IS NOT DISTINCT FROM g.device_id AND e.other_key IS NOT DISTINCT FROM g.other_key`,
    [links.rule, links.source],
  );
  await session.run(
    `INSERT INTO identity_evidence (account_key, device_id, other_key, rule, source, batch_id, seen_at)
     SELECT account_key, device_id, other_key, $1, $2, $3, seen_at FROM fresh_links`,
    [links.rule, links.source, links.batchId],
  );
  const [count] = await session.rows<{ given: number; written: number }>(
    'SELECT (SELECT count(*) FROM given_links) AS given, (SELECT count(*) FROM fresh_links) AS written',
  );
  const { given, written } = count!;
  const moved =
    written > 0 && (await resolveIdentities(session, 'SELECT account_key FROM fresh_links', { limits, cause }));
  await session.run('DROP TABLE given_links; DROP TABLE fresh_links');
  return { written, known: given - written, moved };
}
