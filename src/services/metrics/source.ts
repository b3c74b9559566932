import type { FieldType } from '../../expression/index.ts';

export type SourceId =
  | 'order'
  | 'order_line'
  | 'first_day'
  | 'first_order'
  | 'visit'
  | 'contact'
  | 'coupon_issue'
  | 'coupon_event';

/** How a source comes by the value of a dimension. */
export type DimensionColumn =
  /** A column of its own. */
  | string
  /** A column of a dimension table, found by the source's `key`; unknown where the table has no such row. */
  | { readonly table: string; readonly key: string; readonly tableKey: string; readonly column: string }
  /** `yes` where a column is known, else `no`. */
  | { readonly isKnown: string };

/** Rows that metrics add up: a fact, a model, or a view over them. Each has a `day`. */
export interface Source {
  /** Tables that it reads. */
  readonly tables: readonly string[];
  /** A table, or a query in parentheses that holds no values. */
  readonly from: string;
  /** What measures and their conditions may name. */
  readonly columns: Readonly<Record<string, FieldType>>;
  /** Columns with few values: sums that need no others are first taken by these, which costs a third of taking them at once. */
  readonly coarse?: readonly string[];
  /** Time dimensions (day, week, month, weekday) come from `day` and are not named here. */
  readonly dimensions: Readonly<Record<string, DimensionColumn>>;
}

const PLACE = { channel: 'channel', city: 'city' } as const;
const MERCHANT = {
  merchant: 'merchant_id',
  merchant_category: { table: 'dim_merchant', key: 'merchant_id', tableKey: 'merchant_id', column: 'category' },
} as const;
const CAMPAIGN = {
  campaign: 'campaign_id',
  campaign_type: { table: 'dim_campaign', key: 'campaign_id', tableKey: 'campaign_id', column: 'type' },
} as const;
const KNOWN_PERSON = { known_person: { isKnown: 'user_key' } } as const;

export const SOURCES: Readonly<Record<SourceId, Source>> = {
  order: {
    tables: ['model_order'],
    from: 'model_order',
    columns: { order_id: 'category', user_key: 'integer', gross_amount: 'money', net_amount: 'money' },
    dimensions: { ...PLACE, ...MERCHANT, ...CAMPAIGN, ...KNOWN_PERSON },
  },
  order_line: {
    tables: ['fact_order_line'],
    from: 'fact_order_line',
    columns: {
      order_id: 'category',
      user_key: 'integer',
      kind: 'category',
      quantity: 'number',
      gross_amount: 'money',
      coupon_discount: 'money',
      net_amount: 'money',
    },
    dimensions: {
      ...PLACE,
      ...MERCHANT,
      ...CAMPAIGN,
      ...KNOWN_PERSON,
      category: 'category',
      product: 'product_id',
      department: { table: 'dim_product', key: 'product_id', tableKey: 'product_id', column: 'department' },
      brand: { table: 'dim_product', key: 'product_id', tableKey: 'product_id', column: 'brand' },
      order_kind: 'kind',
    },
    coarse: ['day', 'kind', 'category', 'merchant_id', 'channel', 'city', 'campaign_id'],
  },
  /** The day of each known person's first order: what most questions about new people need, and far cheaper. */
  first_day: {
    tables: ['model_order'],
    from: '(SELECT user_key, min(day) AS day FROM model_order WHERE user_key IS NOT NULL GROUP BY user_key)',
    columns: { user_key: 'integer' },
    dimensions: {},
  },
  /** The first order ever of each known person, whatever the query asks for. */
  first_order: {
    tables: ['model_order'],
    from: '(SELECT DISTINCT ON (user_key) * FROM model_order WHERE user_key IS NOT NULL ORDER BY user_key, occurred_at, order_id)',
    columns: { user_key: 'integer' },
    dimensions: { ...PLACE, ...MERCHANT, ...CAMPAIGN },
  },
  visit: {
    tables: ['fact_visit'],
    from: 'fact_visit',
    columns: { session_id: 'category', user_key: 'integer', step: 'category' },
    dimensions: {
      ...PLACE,
      ...MERCHANT,
      ...KNOWN_PERSON,
      category: 'category',
      activity_page: 'activity_page',
      device_os: 'device_os',
      visit_step: 'step',
    },
    coarse: ['day', 'step', 'category', 'activity_page', 'device_os', 'channel', 'city'],
  },
  /** Who a campaign reached: by an exposure, or by a coupon of its own. */
  contact: {
    tables: ['fact_exposure', 'fact_coupon_event'],
    from: `(
      SELECT day, user_key, campaign_id, template_id, channel, city FROM fact_exposure
      UNION ALL
      SELECT day, user_key, campaign_id, template_id, channel, city FROM fact_coupon_event
      WHERE kind IN ('issued', 'claimed') AND campaign_id IS NOT NULL)`,
    columns: { user_key: 'integer' },
    dimensions: { ...PLACE, ...CAMPAIGN, ...KNOWN_PERSON, template: 'template_id' },
  },
  /** Coupons that came into someone's hands: issued, or claimed where no issue is known. */
  coupon_issue: {
    tables: ['fact_coupon_event'],
    from: `(
      SELECT * FROM fact_coupon_event WHERE kind = 'issued'
      UNION ALL
      SELECT claim.* FROM fact_coupon_event claim
      ANTI JOIN (SELECT coupon_id, user_key FROM fact_coupon_event WHERE kind = 'issued') issue
      ON claim.coupon_id = issue.coupon_id AND claim.user_key IS NOT DISTINCT FROM issue.user_key
      WHERE claim.kind = 'claimed')`,
    columns: { coupon_id: 'category', user_key: 'integer' },
    dimensions: { ...PLACE, ...MERCHANT, ...CAMPAIGN, ...KNOWN_PERSON, template: 'template_id', category: 'category' },
  },
  coupon_event: {
    tables: ['fact_coupon_event'],
    from: 'fact_coupon_event',
    columns: { coupon_id: 'category', user_key: 'integer', order_id: 'category', kind: 'category', cost: 'money' },
    dimensions: { ...PLACE, ...MERCHANT, ...CAMPAIGN, ...KNOWN_PERSON, template: 'template_id', category: 'category' },
  },
};
