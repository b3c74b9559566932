import type { FactTable, FactWriter } from '../facts/index.ts';
import type { SqlSession, SqlValue } from '../sql-engine.port.ts';
import type { LoggedEvent } from './event-log.port.ts';
import { type FactRow, factsOfEvent } from './facts-of-event.ts';

/** `batch_id` of facts that came as events. */
const BATCH = 'log';
const CONSUMER = 'event-log';

export async function readOffset(session: Pick<SqlSession, 'rows'>): Promise<number> {
  const [row] = await session.rows<{ seq: number }>('SELECT max(seq) AS seq FROM consumer_offset WHERE consumer = $1', [
    CONSUMER,
  ]);
  return row?.seq ?? 0;
}

/** Writes a run of events and moves the offset behind them; the caller's transaction makes both one step. */
export async function applyEvents(
  session: SqlSession,
  writer: FactWriter,
  events: readonly LoggedEvent[],
): Promise<void> {
  for (const [source, ofSource] of groupBy(events, ({ event }) => event.source)) {
    const facts = ofSource.flatMap(({ event }) => factsOfEvent(event));
    for (const [table, rows] of groupBy(facts, (fact) => fact.table)) {
      await writer.write(session, { table: table as FactTable, source, batchId: BATCH, columns: toColumns(rows) });
    }
    await writeAttributes(session, writer, { source, events: ofSource });
    await writeLinks(session, writer, { source, events: ofSource });
  }
  await session.run('DELETE FROM consumer_offset WHERE consumer = $1', [CONSUMER]);
  await session.append('consumer_offset', { consumer: [CONSUMER], seq: [events.at(-1)!.seq] });
}

async function writeAttributes(
  session: SqlSession,
  writer: FactWriter,
  { source, events }: { readonly source: string; readonly events: readonly LoggedEvent[] },
): Promise<void> {
  const given = events.flatMap(({ seq, event }) => {
    if (event.type !== 'attributes') return [];
    const values = event.payload['values'] as Readonly<Record<string, string>>;
    return Object.entries(values).map(([attribute, value]) => ({
      user_id: event.userId ?? null,
      attribute,
      value,
      received_at: event.receivedAt,
      position: seq,
    }));
  });
  if (given.length === 0) return;
  await session.run(
    'CREATE TEMP TABLE logged_attributes (user_id VARCHAR, attribute VARCHAR, value VARCHAR, received_at TIMESTAMPTZ, position BIGINT)',
  );
  await session.append('logged_attributes', toColumns(given.map((values) => ({ values }))));
  await writer.writeAttributes(session, { source, batchId: BATCH, from: 'logged_attributes' });
  await session.run('DROP TABLE logged_attributes');
}

/** Sign-ins tie a login to a device, links a login to another. */
async function writeLinks(
  session: SqlSession,
  writer: FactWriter,
  { source, events }: { readonly source: string; readonly events: readonly LoggedEvent[] },
): Promise<void> {
  for (const [type, rule] of LINKS) {
    const given = events.flatMap(({ event }) => (event.type === type ? [event] : []));
    if (given.length === 0) continue;
    await session.run(
      'CREATE TEMP TABLE logged_links (user_id VARCHAR, device_id VARCHAR, other_user_id VARCHAR, seen_at TIMESTAMPTZ)',
    );
    await session.append('logged_links', {
      user_id: given.map(({ userId }) => userId ?? null),
      device_id: given.map(({ payload }) => (payload['deviceId'] as string | undefined) ?? null),
      other_user_id: given.map(({ payload }) => (payload['otherUserId'] as string | undefined) ?? null),
      seen_at: given.map(({ occurredAt }) => occurredAt),
    });
    await writer.writeLinks(session, { rule, source, batchId: BATCH, from: 'logged_links' });
    await session.run('DROP TABLE logged_links');
  }
}

const LINKS = [
  ['login', 'login'],
  ['identity_link', 'link'],
] as const;

/** In one pass: what a row leaves out is NULL. */
function toColumns(rows: readonly Pick<FactRow, 'values'>[]): Record<string, SqlValue[]> {
  const columns: Record<string, SqlValue[]> = {};
  rows.forEach(({ values }, i) => {
    for (const name in values) {
      columns[name] ??= new Array<SqlValue>(rows.length).fill(null);
      columns[name][i] = values[name] ?? null;
    }
  });
  return columns;
}

function groupBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): ReadonlyMap<string, readonly Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}
