import type { FieldCatalogue, FieldType } from '../../expression/index.ts';
import type { TableName } from '../schema/index.ts';
import type { TagFact } from './definition.ts';

/** A column that the fact's table lacks: `column` of the row of `dimension` that has the fact's `key`; NULL without such a row. */
export interface JoinedColumn {
  readonly dimension: TableName;
  /** Column of the fact and of the dimension, where it is unique. */
  readonly key: string;
  readonly column: string;
}

interface FactTableInfo {
  readonly table: string;
  /** All columns, joined ones included. */
  readonly columns: Readonly<Record<string, FieldType>>;
  readonly joined?: Readonly<Record<string, JoinedColumn>>;
}

/** Business day, hour and weekday of the fact: local, whatever its zone. `weekday` is ISO: Monday 1 to Sunday 7. */
const WHEN = { day: 'date', hour: 'integer', weekday: 'integer' } as const;
const PLACE = { channel: 'category', city: 'category' } as const;
const PRICE_LEVEL: JoinedColumn = { dimension: 'dim_merchant', key: 'merchant_id', column: 'price_level' };
const AMOUNTS = { gross_amount: 'money', coupon_discount: 'money', net_amount: 'money' } as const;

/** What a tag may look at: each fact's table and the columns that conditions and measures may name. */
export const FACT_TABLES: Readonly<Record<TagFact, FactTableInfo>> = {
  order: {
    table: 'model_order',
    columns: {
      order_id: 'category',
      merchant_id: 'category',
      campaign_id: 'category',
      coupon_id: 'category',
      lines: 'integer',
      merchant_price_level: 'integer',
      ...PLACE,
      ...AMOUNTS,
      ...WHEN,
    },
    joined: { merchant_price_level: PRICE_LEVEL },
  },
  order_line: {
    table: 'fact_order_line',
    columns: {
      order_id: 'category',
      kind: 'category',
      product_id: 'category',
      category: 'category',
      merchant_id: 'category',
      coupon_id: 'category',
      campaign_id: 'category',
      quantity: 'number',
      brand: 'category',
      department: 'category',
      ...PLACE,
      ...AMOUNTS,
      ...WHEN,
    },
    joined: {
      brand: { dimension: 'dim_product', key: 'product_id', column: 'brand' },
      department: { dimension: 'dim_product', key: 'product_id', column: 'department' },
    },
  },
  visit: {
    table: 'fact_visit',
    columns: {
      session_id: 'category',
      step: 'category',
      activity_page: 'category',
      merchant_id: 'category',
      category: 'category',
      device_id: 'category',
      device_os: 'category',
      device_model: 'category',
      duration_seconds: 'number',
      ...PLACE,
      ...WHEN,
    },
    joined: { device_model: { dimension: 'dim_device', key: 'device_id', column: 'model' } },
  },
  exposure: {
    table: 'fact_exposure',
    columns: { campaign_id: 'category', template_id: 'category', placement: 'category', ...PLACE, ...WHEN },
  },
  coupon_event: {
    table: 'fact_coupon_event',
    columns: {
      kind: 'category',
      coupon_id: 'category',
      template_id: 'category',
      campaign_id: 'category',
      order_id: 'category',
      merchant_id: 'category',
      category: 'category',
      cost: 'money',
      discount_threshold: 'money',
      discount_amount: 'money',
      discount_rate: 'number',
      distance_m: 'number',
      ...PLACE,
      ...WHEN,
    },
  },
};

/** What a condition on one fact may name. */
export function factCatalogue(fact: TagFact, moneyDecimals: number): FieldCatalogue {
  const fields = Object.entries(FACT_TABLES[fact].columns).map(([id, type]) => [id, { id, type }] as const);
  return { fields: new Map(fields), events: new Map(), moneyDecimals };
}
