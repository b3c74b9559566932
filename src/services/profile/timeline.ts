import { TesseraError } from '../../kernel/index.ts';
import type { SqlEngine } from '../../warehouse/sql-engine.port.ts';
import type { Page, People, TimelineEntry } from './people.ts';
import type { TagValue } from './profile-store.port.ts';

interface Row {
  readonly us: number;
  readonly kind: TimelineEntry['kind'];
  readonly key: string;
  readonly title: string | null;
  readonly subject_id: string | null;
  readonly amount: number | null;
  readonly detail: string;
}

/** Where a page ended: instant in microseconds, kind and key make a total order. */
type Cursor = readonly [us: number, kind: string, key: string];

/** One person's facts as entries; a session is one visit. `$1` is the person. */
const ENTRIES = `
  SELECT epoch_us(o.occurred_at) AS us, 'order' AS kind, o.order_id AS key,
    coalesce(m.name, o.merchant_id, o.order_id) AS title, o.order_id AS subject_id, o.net_amount AS amount,
    {'merchant': o.merchant_id, 'city': o.city, 'channel': o.channel, 'lines': o.lines, 'gross_amount': o.gross_amount,
     'coupon_discount': o.coupon_discount, 'campaign': o.campaign_id, 'coupon': o.coupon_id}::JSON::VARCHAR AS detail
  FROM model_order o LEFT JOIN dim_merchant m ON m.merchant_id = o.merchant_id WHERE o.user_key = $1::UINTEGER
  UNION ALL
  SELECT epoch_us(max(occurred_at)), 'visit', coalesce(session_id, fact_key),
    coalesce(arg_max(activity_page, occurred_at), arg_max(channel, occurred_at), arg_max(step, occurred_at)),
    coalesce(session_id, fact_key), NULL,
    {'steps': list(step ORDER BY occurred_at, fact_key), 'page': arg_max(activity_page, occurred_at), 'category': arg_max(category, occurred_at),
     'merchant': arg_max(merchant_id, occurred_at), 'channel': arg_max(channel, occurred_at), 'city': arg_max(city, occurred_at),
     'device': arg_max(device_os, occurred_at), 'seconds': sum(duration_seconds)}::JSON::VARCHAR
  FROM fact_visit WHERE user_key = $1::UINTEGER GROUP BY coalesce(session_id, fact_key), session_id
  UNION ALL
  SELECT epoch_us(e.occurred_at), 'exposure', e.fact_key, coalesce(c.title, e.campaign_id), e.campaign_id, NULL,
    {'campaign': e.campaign_id, 'template': e.template_id, 'placement': e.placement, 'channel': e.channel, 'city': e.city}::JSON::VARCHAR
  FROM fact_exposure e LEFT JOIN dim_campaign c ON c.campaign_id = e.campaign_id WHERE e.user_key = $1::UINTEGER
  UNION ALL
  SELECT epoch_us(occurred_at), 'coupon', fact_key, kind, coupon_id, cost,
    {'kind': kind, 'template': template_id, 'campaign': campaign_id, 'order': order_id, 'merchant': merchant_id,
     'category': category, 'discount_threshold': discount_threshold, 'discount_amount': discount_amount,
     'discount_rate': discount_rate}::JSON::VARCHAR
  FROM fact_coupon_event WHERE user_key = $1::UINTEGER`;

const SQL = `SELECT * FROM (${ENTRIES})
  WHERE $2::BIGINT IS NULL OR (us, kind, key) < ($2::BIGINT, $3::VARCHAR, $4::VARCHAR)
  ORDER BY us DESC, kind DESC, key DESC LIMIT $5::INTEGER`;

/** What one person did and got, newest first. */
export async function readTimeline(
  engine: SqlEngine,
  userKey: number,
  { limit, after }: Page,
): ReturnType<People['timeline']> {
  const [us, kind, key] = after === undefined ? [null, null, null] : parseCursor(after);
  const rows = await engine.rows<Row>(SQL, [userKey, us, kind, key, limit + 1]);
  const page = rows.slice(0, limit);
  const entries = page.map(entryOf);
  return rows.length > limit ? { entries, next: cursorOf(page.at(-1)!) } : { entries };
}

function entryOf(row: Row): TimelineEntry {
  const detail = Object.entries(JSON.parse(row.detail) as Record<string, TagValue>);
  return {
    at: Math.floor(row.us / 1000),
    kind: row.kind,
    title: row.title ?? row.kind,
    ...(row.subject_id === null ? {} : { subjectId: row.subject_id }),
    ...(row.amount === null ? {} : { amount: row.amount }),
    detail: Object.fromEntries(detail.filter(([, value]) => value !== null)),
  };
}

function cursorOf({ us, kind, key }: Row): string {
  const cursor: Cursor = [us, kind, key];
  return Buffer.from(JSON.stringify(cursor)).toString('base64url');
}

function parseCursor(text: string): Cursor {
  try {
    const cursor: unknown = JSON.parse(Buffer.from(text, 'base64url').toString());
    if (
      Array.isArray(cursor) &&
      Number.isSafeInteger(cursor[0]) &&
      typeof cursor[1] === 'string' &&
      typeof cursor[2] === 'string'
    )
      return [cursor[0], cursor[1], cursor[2]];
  } catch {
    // told below
  }
  throw new TesseraError('request.invalid', { problem: '"after" is no place in a timeline' });
}
