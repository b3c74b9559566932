import type { Instant } from '../../kernel/index.ts';
import type { SqlSession } from '../sql-engine.port.ts';
import type { IdentityPair } from './compute-partition.ts';

/** Who or what began a change. `at` is the folder's time; without it the moment of the transaction. */
export interface Cause {
  /** A user, or the source of the evidence. */
  readonly actor: string;
  /** An operator's own words; empty for evidence that came by itself. */
  readonly reason: string;
  readonly at?: Instant;
}

/** One link of the chain that made two logins one person. */
export interface EvidenceStep {
  readonly account: number;
  readonly device?: string;
  readonly other?: number;
}

export type LogAction = 'merge' | 'split' | 'share' | 'link' | 'unmerge' | 'block' | 'unblock';

export interface LogRow {
  readonly action: LogAction;
  readonly account?: number;
  readonly from?: number;
  readonly to?: number;
  readonly device?: string;
  readonly evidence: readonly EvidenceStep[];
  /** Of a device that came to be shared. */
  readonly logins?: number;
}

export function toStep({ account, device, other }: IdentityPair): EvidenceStep {
  return { account, ...(device === undefined ? {} : { device }), ...(other === undefined ? {} : { other }) };
}

/** Appends to the log, in order. */
export async function writeLog(session: SqlSession, rows: readonly LogRow[], cause: Cause): Promise<void> {
  if (rows.length === 0) return;
  const [last] = await session.rows<{ seq: number; now: number }>(
    'SELECT coalesce(max(seq), 0) AS seq, epoch_ms(now()) AS now FROM merge_log',
  );
  const all = <T>(pick: (row: LogRow) => T) => rows.map(pick);
  await session.append('merge_log', {
    seq: rows.map((_, i) => last!.seq + 1 + i),
    logged_at: rows.map(() => cause.at ?? last!.now),
    action: all(({ action }) => action),
    account_key: all(({ account }) => account ?? null),
    from_key: all(({ from }) => from ?? null),
    to_key: all(({ to }) => to ?? null),
    device_id: all(({ device }) => device ?? null),
    evidence: all(({ evidence }) => JSON.stringify(evidence)),
    actor: rows.map(() => cause.actor),
    reason: all(({ logins }) => (logins === undefined ? cause.reason : `${logins} logins`)),
  });
}
