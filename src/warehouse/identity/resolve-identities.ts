import type { SqlSession } from '../sql-engine.port.ts';
import { computePartition, type Partition, type PartitionedDevice } from './compute-partition.ts';
import { explainMerges } from './explain-merge.ts';
import type { IdentityLimits } from './identity-limits.ts';
import { type Cause, type LogRow, toStep, writeLog } from './merge-log.ts';
import { reachLogins, readPartitionInput, settleLoners } from './reach-logins.ts';
import { rekeyDeviceVisits, rekeyPeople, settleAttributes } from './rekey-people.ts';

/**
 * Finds anew who is one person among all that evidence connects to `seeds` (a query that gives `account_key`), moves
 * what changes and writes the merge log; all of it in the caller's transaction. Resolves to whether someone moved.
 */
export async function resolveIdentities(
  session: SqlSession,
  seeds: string,
  { limits, cause }: { readonly limits: IdentityLimits; readonly cause: Cause },
): Promise<boolean> {
  await reachLogins(session, seeds);
  await settleLoners(session, limits);
  const input = await readPartitionInput(session, limits);
  const partition = computePartition(input);
  const moved = await movePeople(session, partition, cause);
  await moveDevices(session, partition, cause);
  await session.run('DROP TABLE identity_reach; DROP TABLE identity_loner');
  return moved;
}

async function movePeople(session: SqlSession, partition: Partition, cause: Cause): Promise<boolean> {
  const before = await session.rows<{ account_key: number; person_key: number }>(
    'SELECT l.account_key, l.person_key FROM user_login l SEMI JOIN identity_reach r ON r.account_key = l.account_key',
  );
  const personOf = (account: number) => partition.personOf.get(account) ?? account;
  const moves = before
    .map(({ account_key, person_key }) => ({ account: account_key, from: person_key, to: personOf(account_key) }))
    .filter(({ from, to }) => from !== to)
    .sort((a, b) => a.account - b.account);
  if (moves.length === 0) return false;

  const touched = new Set(moves.flatMap(({ from, to }) => [from, to]));
  const affected = before.filter(
    ({ account_key, person_key }) => touched.has(person_key) || touched.has(personOf(account_key)),
  );
  await session.run('CREATE TEMP TABLE identity_new (account_key UINTEGER, person_key UINTEGER)');
  await session.append('identity_new', {
    account_key: affected.map(({ account_key }) => account_key),
    person_key: affected.map(({ account_key }) => personOf(account_key)),
  });
  await rekeyPeople(session);
  await settleAttributes(session, 'SELECT account_key FROM identity_new');
  await session.run('DROP TABLE identity_new');

  const chains = new Map<number, ReturnType<typeof explainMerges>>();
  const chainTo = (person: number) => {
    const known = chains.get(person) ?? explainMerges(person, partition.joining);
    chains.set(person, known);
    return known;
  };
  const rows = moves.map(({ account, from, to }): LogRow => {
    const chain = chainTo(to).get(account) ?? [];
    // A login that leaves a person to stand alone has no chain; one that changes person for another has the new one.
    return { action: chain.length === 0 ? 'split' : 'merge', account, from, to, evidence: chain.map(toStep) };
  });
  await writeLog(session, rows, cause);
  return true;
}

interface DeviceRow {
  readonly device_id: string;
  readonly state: PartitionedDevice['state'];
  readonly logins: number;
  readonly person_key: number | null;
}

/** Devices of the reach, and of the loners who left it. */
async function moveDevices(session: SqlSession, partition: Partition, cause: Cause): Promise<void> {
  await session.run(
    `CREATE TEMP TABLE identity_device_new AS
     SELECT DISTINCT e.device_id, 'linked' AS state, 1 AS logins, e.account_key AS person_key
     FROM identity_evidence e JOIN identity_loner l USING (account_key)`,
  );
  const devices = [...partition.devices];
  await session.append('identity_device_new', {
    device_id: devices.map(([id]) => id),
    state: devices.map(([, { state }]) => state),
    logins: devices.map(([, { logins }]) => logins),
    person_key: devices.map(([, { person }]) => person ?? null),
  });
  const shared = await session.rows<DeviceRow>(
    `SELECT n.device_id, n.state, n.logins, n.person_key FROM identity_device_new n LEFT JOIN identity_device d USING (device_id)
     WHERE n.state = 'shared' AND d.state IS DISTINCT FROM 'shared' ORDER BY n.device_id`,
  );
  await session.run(
    `CREATE TEMP TABLE identity_device_moved AS
     SELECT n.device_id, n.person_key FROM identity_device_new n LEFT JOIN identity_device d USING (device_id)
     WHERE n.person_key IS DISTINCT FROM d.person_key`,
  );
  await session.run(
    `DELETE FROM identity_device WHERE device_id IN (SELECT device_id FROM identity_device_new);
     INSERT INTO identity_device (device_id, state, logins, person_key)
       SELECT device_id, state, logins, person_key FROM identity_device_new`,
  );
  await rekeyDeviceVisits(session);
  await session.run('DROP TABLE identity_device_moved; DROP TABLE identity_device_new');
  const rows = shared.map(
    ({ device_id, logins }): LogRow => ({ action: 'share', device: device_id, evidence: [], logins }),
  );
  await writeLog(session, rows, cause);
}
