import {
  type Expression,
  type FieldCatalogue,
  type FieldInfo,
  type FieldType,
  fieldsOf,
} from '../../expression/index.ts';

/** One field of an event as SQL over the event's `from`. */
export interface EventField {
  readonly type: FieldType;
  readonly sql: string;
  /** Lives in the event's `lines`: one event has several rows then, and matches when one of them does. */
  readonly perLine?: true;
}

/** SQL of an event's identity, unique within a person: a text, or a number that holds for one statement. */
export interface EventKey {
  readonly sql: string;
  readonly type: 'text' | 'number';
}

/**
 * What `did` can ask about, as data. `from` has the alias `e` with `user_key`, `occurred_at` and `day`.
 * Rows with the same `key` are one event and count once.
 */
export interface EventDefinition {
  readonly id: string;
  readonly title: { readonly en: string; readonly zh: string };
  readonly from: string;
  readonly where?: string;
  /** A relation `l`, joined only when a condition names a field of it. `words` is where its words can be looked up. */
  readonly lines?: { readonly join: string; readonly words: string };
  /** Identity of an event that can have several rows; without it each row is one. */
  readonly key?: EventKey;
  readonly fields: Readonly<Record<string, EventField>>;
}

const word = (column: string): EventField => ({ type: 'category', sql: `e.${column}` });
const amount = (column: string): EventField => ({ type: 'money', sql: `e.${column}` });
/** What is not a number is unknown. */
const measure = (column: string): EventField => ({ type: 'number', sql: `nullif(e.${column}, 'nan'::DOUBLE)` });
const DAY: EventField = { type: 'date', sql: 'e.day' };
const PLACE = { channel: word('channel'), city: word('city'), day: DAY };

const ORDER: EventDefinition = {
  id: 'order',
  title: { en: 'placed an order', zh: '下单' },
  from: 'model_order e',
  lines: {
    join: "LEFT JOIN (SELECT DISTINCT order_id, category FROM fact_order_line WHERE kind = 'sale') l ON l.order_id = e.order_id",
    words: 'fact_order_line l',
  },
  key: { sql: 'e.rowid', type: 'number' },
  fields: {
    category: { type: 'category', sql: 'l.category', perLine: true },
    merchant: word('merchant_id'),
    campaign: word('campaign_id'),
    coupon: word('coupon_id'),
    amount: amount('net_amount'),
    gross_amount: amount('gross_amount'),
    discount: amount('coupon_discount'),
    lines: { type: 'integer', sql: 'e.lines' },
    ...PLACE,
  },
};

const VISIT_FIELDS = {
  page: word('activity_page'),
  merchant: word('merchant_id'),
  category: word('category'),
  os: word('device_os'),
  duration: measure('duration_seconds'),
  ...PLACE,
} as const satisfies EventDefinition['fields'];

const VISIT: EventDefinition = {
  id: 'visit',
  title: { en: 'visited (a session)', zh: '访问（一次会话）' },
  from: 'fact_visit e',
  key: { sql: 'coalesce(e.session_id, e.fact_key)', type: 'text' },
  fields: { step: word('step'), ...VISIT_FIELDS },
};

const step = (id: string, en: string, zh: string): EventDefinition => ({
  id,
  title: { en, zh },
  from: 'fact_visit e',
  where: `e.step = '${id}'`,
  fields: VISIT_FIELDS,
});

const EXPOSURE: EventDefinition = {
  id: 'exposure',
  title: { en: 'was shown a campaign', zh: '看到活动' },
  from: 'fact_exposure e',
  fields: { campaign: word('campaign_id'), template: word('template_id'), placement: word('placement'), ...PLACE },
};

const coupon = (id: string, kind: string, title: EventDefinition['title']): EventDefinition => ({
  id,
  title,
  from: 'fact_coupon_event e',
  where: `e.kind = '${kind}'`,
  fields: {
    campaign: word('campaign_id'),
    template: word('template_id'),
    merchant: word('merchant_id'),
    category: word('category'),
    cost: amount('cost'),
    threshold: amount('discount_threshold'),
    discount: amount('discount_amount'),
    distance: measure('distance_m'),
    ...PLACE,
  },
});

/** Events that expressions know, in the order in which builders offer them. */
export const EVENTS: readonly EventDefinition[] = [
  ORDER,
  VISIT,
  step('view', 'viewed', '浏览'),
  step('click', 'clicked', '点击'),
  step('cart', 'put into the basket', '加购'),
  step('checkout', 'went to checkout', '结算'),
  EXPOSURE,
  coupon('coupon_issue', 'issued', { en: 'got a coupon', zh: '获得券' }),
  coupon('coupon_open', 'opened', { en: 'opened a coupon', zh: '打开券' }),
  coupon('coupon_redeem', 'redeemed', { en: 'redeemed a coupon', zh: '核销券' }),
  coupon('coupon_expire', 'expired', { en: 'let a coupon expire', zh: '券过期' }),
];

/** The definition of an event that the type check has let through. */
export function eventDefinition(id: string): EventDefinition {
  const definition = EVENTS.find((event) => event.id === id);
  if (!definition) throw new Error(`there is no event "${id}"`);
  return definition;
}

/** The events as the parser wants them in a `FieldCatalogue`. */
export function eventFields(): FieldCatalogue['events'] {
  return new Map(EVENTS.map((event) => [event.id, fieldInfos(event)]));
}

function fieldInfos(event: EventDefinition): ReadonlyMap<string, FieldInfo> {
  return new Map(Object.entries(event.fields).map(([id, { type }]) => [id, { id, type }]));
}

/** What to select an event's rows from: those with a person, joined to its lines when a condition needs them. */
export interface EventSource {
  readonly from: string;
  readonly conditions: readonly string[];
  /** Without it each row is an event. */
  readonly key?: EventKey;
}

/** The rows of an event for a condition on it. */
export function eventSource(event: EventDefinition, where?: Expression): EventSource {
  const needsLines = where !== undefined && fieldsOf(where).some((field) => event.fields[field]?.perLine);
  return {
    from: needsLines ? `${event.from} ${event.lines?.join}` : event.from,
    conditions: ['e.user_key IS NOT NULL', ...(event.where ? [event.where] : [])],
    // Without its lines an event that has some is one row.
    ...(event.key && (needsLines || !event.lines) ? { key: event.key } : {}),
  };
}

/** A SELECT of the words that a field can hold, some of which no event may have. */
export function wordsSql(event: EventDefinition, field: string): string {
  const { sql, perLine } = event.fields[field]!;
  return `SELECT DISTINCT ${sql} AS word FROM ${perLine && event.lines ? event.lines.words : event.from} WHERE ${sql} IS NOT NULL`;
}
