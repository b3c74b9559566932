import { TesseraError, type UserId } from '../../kernel/index.ts';
import type { SqlEngine } from '../sql-engine.port.ts';
import type { IdentityDevice, PersonIdentities } from './identities.ts';
import { idsOf } from './read-merges.ts';

interface EvidenceRow {
  readonly account_key: number;
  readonly device_id: string | null;
  readonly other_key: number | null;
  readonly rule: string;
  readonly source: string;
  readonly seen_at: number;
  readonly counts: boolean | number;
}

/** Logins, devices and evidence of one person. */
export async function describePerson(engine: SqlEngine, userId: UserId): Promise<PersonIdentities> {
  const logins = await engine.rows<{ account_key: number; user_id: UserId; person_key: number }>(
    `SELECT a.account_key, a.user_id, a.person_key FROM user_login a JOIN user_login b USING (person_key)
     WHERE b.user_id = $1 ORDER BY a.account_key`,
    [userId],
  );
  const [first] = logins;
  if (!first) throw new TesseraError('person.not-found', { id: userId.slice(0, 200) });
  const keys = logins.map(({ account_key }) => account_key);
  const evidence = await engine.rows<EvidenceRow>(
    `SELECT e.*, a.account_key IS NULL AS counts FROM identity_evidence e
     LEFT JOIN identity_apart a ON a.account_key = e.account_key
       AND a.device_id IS NOT DISTINCT FROM e.device_id AND a.other_key IS NOT DISTINCT FROM e.other_key
     WHERE e.account_key IN (SELECT unnest($1::UINTEGER[])) OR e.other_key IN (SELECT unnest($1::UINTEGER[]))
     ORDER BY e.seen_at, e.account_key, e.device_id, e.other_key, e.rule, e.source`,
    [keys],
  );
  const devices = await engine.rows<{ device_id: string; state: IdentityDevice['state']; logins: number }>(
    `SELECT device_id, state, logins FROM identity_device
     WHERE device_id IN (SELECT device_id FROM identity_evidence WHERE account_key IN (SELECT unnest($1::UINTEGER[])))
     ORDER BY device_id`,
    [keys],
  );
  const ids = await idsOf(
    engine,
    evidence.flatMap(({ account_key, other_key }) => (other_key === null ? [account_key] : [account_key, other_key])),
  );
  return {
    userId,
    personId: logins.find(({ account_key, person_key }) => account_key === person_key)!.user_id,
    logins: logins.map(({ user_id }) => user_id),
    devices: devices.map(({ device_id, state, logins: count }) => ({ deviceId: device_id, state, logins: count })),
    evidence: evidence.map((row) => ({
      userId: ids.get(row.account_key)!,
      ...(row.device_id === null ? {} : { deviceId: row.device_id }),
      ...(row.other_key === null ? {} : { otherUserId: ids.get(row.other_key)! }),
      rule: row.rule,
      source: row.source,
      seenAt: Math.floor(row.seen_at),
      counts: Boolean(row.counts),
    })),
  };
}
