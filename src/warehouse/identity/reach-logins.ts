import type { SqlSession } from '../sql-engine.port.ts';
import type { IdentityPair, PartitionInput } from './compute-partition.ts';
import type { IdentityLimits } from './identity-limits.ts';

/**
 * Makes the session's table `identity_reach` (`account_key`): every login that evidence connects, over however many
 * steps, to the `seeds` (a query that gives `account_key`). Pairs that do not count connect too, for they count
 * towards limits.
 */
export async function reachLogins(session: SqlSession, seeds: string): Promise<void> {
  await session.run(`CREATE TEMP TABLE identity_reach AS SELECT DISTINCT account_key FROM (${seeds})`);
  for (let before = 0, now = await count(session); now > before; ) {
    await session.run(
      `INSERT INTO identity_reach SELECT DISTINCT account_key FROM (
         SELECT b.account_key FROM identity_reach r JOIN identity_evidence a USING (account_key)
           JOIN identity_evidence b ON b.device_id = a.device_id
         UNION ALL SELECT e.other_key FROM identity_reach r JOIN identity_evidence e USING (account_key) WHERE e.other_key IS NOT NULL
         UNION ALL SELECT e.account_key FROM identity_reach r JOIN identity_evidence e ON e.other_key = r.account_key
         UNION ALL SELECT b.account_key FROM identity_reach r JOIN user_account a USING (account_key)
           JOIN user_account b ON b.person_key = a.person_key
       ) ANTI JOIN identity_reach USING (account_key)`,
    );
    before = now;
    now = await count(session);
  }
}

async function count(session: SqlSession): Promise<number> {
  const [row] = await session.rows<{ n: number }>('SELECT count(*) AS n FROM identity_reach');
  return row!.n;
}

/**
 * Settles those of the reach who share nothing, which is nearly everyone, without reading them: their devices are
 * theirs. They leave the reach.
 */
export async function settleLoners(session: SqlSession, limits: IdentityLimits): Promise<void> {
  await session.run(
    `CREATE TEMP TABLE identity_loner AS
     SELECT r.account_key FROM identity_reach r JOIN identity_evidence e USING (account_key)
       LEFT JOIN (SELECT device_id, count(DISTINCT account_key) AS logins FROM identity_evidence
         WHERE device_id IS NOT NULL GROUP BY 1) d ON d.device_id = e.device_id
     GROUP BY 1
     HAVING bool_and(e.device_id IS NOT NULL AND d.logins = 1) AND count(DISTINCT e.device_id) <= $1::INTEGER`,
    [limits.devicesPerPerson],
  );
  await session.run(
    `DELETE FROM identity_loner WHERE account_key IN (
       SELECT account_key FROM identity_apart UNION ALL SELECT other_key FROM identity_apart WHERE other_key IS NOT NULL
       UNION ALL SELECT account_key FROM user_account
       UNION ALL SELECT other_key FROM identity_evidence WHERE other_key IS NOT NULL
       UNION ALL SELECT account_key FROM user_login JOIN identity_block b ON b.kind = 'user' AND b.id = user_id
       UNION ALL SELECT account_key FROM identity_evidence JOIN identity_block b ON b.kind = 'device' AND b.id = device_id
       UNION ALL SELECT e.account_key FROM identity_evidence e JOIN identity_device d USING (device_id) WHERE d.state <> 'linked')`,
  );
  await session.run('DELETE FROM identity_reach WHERE account_key IN (SELECT account_key FROM identity_loner)');
}

interface PairRow {
  readonly account_key: number;
  readonly device_id: string | null;
  readonly other_key: number | null;
  readonly is_apart: boolean | number;
}

/** What the partition of the reach depends on. */
export async function readPartitionInput(session: SqlSession, limits: IdentityLimits): Promise<PartitionInput> {
  const rows = await session.rows<PairRow>(
    `SELECT DISTINCT e.account_key, e.device_id, e.other_key, a.account_key IS NOT NULL AS is_apart
     FROM identity_evidence e SEMI JOIN identity_reach r ON r.account_key = e.account_key
     LEFT JOIN identity_apart a ON a.account_key = e.account_key
       AND a.device_id IS NOT DISTINCT FROM e.device_id AND a.other_key IS NOT DISTINCT FROM e.other_key
     ORDER BY ALL`,
  );
  const pairs = rows.map(
    (row): IdentityPair => ({
      account: row.account_key,
      ...(row.device_id === null ? {} : { device: row.device_id }),
      ...(row.other_key === null ? {} : { other: row.other_key }),
      isApart: Boolean(row.is_apart),
    }),
  );
  const blocks = await session.rows<{ kind: string; id: string; state: string; account_key: number | null }>(
    `SELECT b.kind, b.id, b.state, l.account_key FROM identity_block b
     LEFT JOIN user_login l ON b.kind = 'user' AND l.user_id = b.id`,
  );
  const devices = (state: string) =>
    new Set(blocks.filter((block) => block.kind === 'device' && block.state === state).map(({ id }) => id));
  const users = blocks.filter((block) => block.kind === 'user' && block.state === 'blocked');
  return {
    pairs,
    limits,
    blockedDevices: devices('blocked'),
    exemptDevices: devices('exempt'),
    blockedAccounts: new Set(users.flatMap(({ account_key }) => (account_key === null ? [] : [account_key]))),
  };
}
