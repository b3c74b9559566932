/**
 * A statement written by hand that says what a tag must be: `user_key` and `value`, and what a person has whom it does
 * not name. `@D` is the as-of day. It reads the facts by way of {@link VIEWS}, never the order model, and the compiler
 * has no part in it. Derived tags are said over the tags that they are made from (`t`), each of which has a line of its own.
 */
export interface Hand {
  readonly sql: string;
  readonly none: 'NULL' | '0' | 'FALSE' | '[]';
}

/** By tag id. */
export type Hands = Readonly<Record<string, Hand>>;

/** Facts before the as-of day in the words of the hand-written statements; `dow` is Monday 1 to Sunday 7. */
export const VIEWS = `
  CREATE TEMP VIEW l AS SELECT f.*, hour(f.occurred_at AT TIME ZONE '@ZONE') AS hour, isodow(f.day) AS dow, d.brand, d.department
    FROM fact_order_line f LEFT JOIN dim_product d USING (product_id) WHERE f.user_key IS NOT NULL AND f.day < @D;
  CREATE TEMP VIEW o AS SELECT any_value(s.user_key) AS user_key, min(s.day) AS day, min(s.hour) AS hour, min(s.dow) AS dow,
      any_value(s.merchant_id) AS merchant_id, any_value(s.channel) AS channel, any_value(s.city) AS city,
      max(s.campaign_id) AS campaign_id, count(*) AS lines, sum(s.gross_amount) AS gross, sum(s.coupon_discount) AS discount,
      any_value(m.price_level) AS level, any_value(n.net) AS net
    FROM l s LEFT JOIN dim_merchant m USING (merchant_id)
      JOIN (SELECT order_id, sum(net_amount) AS net FROM fact_order_line GROUP BY order_id) n USING (order_id)
    WHERE s.kind = 'sale' GROUP BY s.order_id;
  CREATE TEMP VIEW v AS SELECT f.*, hour(f.occurred_at AT TIME ZONE '@ZONE') AS hour, isodow(f.day) AS dow, d.model
    FROM fact_visit f LEFT JOIN (SELECT device_id, model FROM dim_device) d USING (device_id)
    WHERE f.user_key IS NOT NULL AND f.day < @D;
  CREATE TEMP VIEW x AS SELECT * FROM fact_exposure WHERE user_key IS NOT NULL AND day < @D;
  CREATE TEMP VIEW c AS SELECT * FROM fact_coupon_event WHERE user_key IS NOT NULL AND day < @D;`;

type View = 'o' | 'l' | 'v' | 'x' | 'c';

const grouped = (view: View, what: string, where: string) =>
  `SELECT user_key, ${what} AS value FROM ${view} WHERE ${where} GROUP BY user_key`;

/** A count or sum: 0 for who has none. */
export const total = (view: View, what: string, where = 'TRUE'): Hand => ({
  sql: grouped(view, what, where),
  none: '0',
});

/** A lowest, highest, mean or day: unknown for who has none. */
export const known = (view: View, what: string, where = 'TRUE'): Hand => ({
  sql: grouped(view, what, where),
  none: 'NULL',
});

export const set = (view: View, field: string, where: string): Hand => ({
  sql: grouped(view, `list(DISTINCT ${field} ORDER BY ${field})`, `${where} AND ${field} IS NOT NULL`),
  none: '[]',
});

/** The word in this place by weight. */
export const word = (view: View, [field, weight]: readonly [string, string], where: string, place = 1): Hand => ({
  sql: `SELECT user_key, word AS value FROM (
      SELECT user_key, ${field} AS word, row_number() OVER (PARTITION BY user_key ORDER BY ${weight} DESC, ${field}) AS place
      FROM ${view} WHERE ${where} AND ${field} IS NOT NULL GROUP BY user_key, ${field}) WHERE place = ${place}`,
  none: 'NULL',
});

/** The heaviest word's part of all words. */
export const part = (view: View, [field, weight]: readonly [string, string], where: string): Hand => ({
  sql: `SELECT user_key, max(w)::DOUBLE / nullif(sum(w), 0)::DOUBLE AS value FROM (
      SELECT user_key, greatest(${weight}, 0) AS w FROM ${view} WHERE ${where} AND ${field} IS NOT NULL
      GROUP BY user_key, ${field}) GROUP BY user_key`,
  none: 'NULL',
});

/** An uploaded attribute, read by this SQL over `value`. */
export const told = (attribute: string, read = 'value'): Hand => ({
  sql: `SELECT user_key, ${read} AS value FROM user_attribute WHERE attribute = '${attribute}'`,
  none: 'NULL',
});

/** From other tags of the same person. */
export const from = (sql: string): Hand => ({ sql: `SELECT user_key, ${sql} AS value FROM t`, none: 'NULL' });

export const by = (above: string, below: string): Hand => from(`${above}::DOUBLE / nullif(${below}, 0)`);

/** The n-th of equal parts: people strictly below, as a share of all who are ranked. */
export const ranked = (tag: string, parts: number, order: 'ASC' | 'DESC' = 'ASC'): Hand => ({
  sql: `SELECT user_key, floor(${parts} * (rank() OVER (ORDER BY ${tag} ${order}) - 1) / count(*) OVER ())::INTEGER + 1 AS value
    FROM t WHERE orders_365d >= 1 AND ${tag} IS NOT NULL`,
  none: 'NULL',
});

export const within = (days: number): string => `day >= @D - ${days}`;
