import type { SqlEngine } from '../sql-engine.port.ts';
import type { IdentityBlock } from './identities.ts';

interface Row {
  readonly kind: IdentityBlock['kind'];
  readonly id: string;
  readonly state: IdentityBlock['state'];
  readonly logins: number | null;
  readonly reason: string;
  readonly actor: string;
  readonly decided_at: number | null;
}

/** What operators said, then the devices that the limit holds back. */
export async function readBlocks(engine: SqlEngine): Promise<readonly IdentityBlock[]> {
  const rows = await engine.rows<Row>(
    `SELECT b.kind, b.id, b.state, d.logins, b.reason, b.actor, b.decided_at
     FROM identity_block b LEFT JOIN identity_device d ON b.kind = 'device' AND d.device_id = b.id
     UNION ALL SELECT 'device', device_id, 'shared', logins, '', 'limit', NULL FROM identity_device WHERE state = 'shared'
     ORDER BY state, kind, id`,
  );
  return rows.map(({ logins, decided_at, ...block }) => ({
    ...block,
    ...(logins === null ? {} : { logins }),
    ...(decided_at === null ? {} : { at: Math.floor(decided_at) }),
  }));
}
