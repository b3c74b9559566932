/** What a field of a target holds, and so how a value of the source is read. */
export type FieldKind =
  /** The source's own id: text without blanks around it, at most 200 characters. */
  | 'id'
  /** A word of a small vocabulary, at most 200 characters. */
  | 'word'
  /** Free text, at most 2,000 characters. */
  | 'text'
  | 'number'
  | 'integer'
  /** Written in the currency's units (or in minor ones, if the source says so); kept in minor units. */
  | 'money'
  /** 0 to 1. */
  | 'rate'
  /** A moment; a plain date is the start of that business day. */
  | 'time'
  | 'date';

export interface TargetField {
  readonly kind: FieldKind;
  readonly isRequired?: boolean;
  /** Expression that stands in when the mapping says nothing. */
  readonly otherwise?: string;
  /** The only words that are let in. */
  readonly words?: readonly string[];
  /** Refused below 0, or only where `kind` is that word. */
  readonly isNegativeRefused?: true | { readonly whenKind: string };
}

/** What a source can be mapped to. */
export interface Target {
  readonly id: string;
  readonly table: string;
  readonly kind: 'fact' | 'dimension' | 'user' | 'link';
  readonly fields: Readonly<Record<string, TargetField>>;
}

const REQUIRED_ID = { kind: 'id', isRequired: true } as const;
const OPTIONAL_ID = { kind: 'id' } as const;
const WORD = { kind: 'word' } as const;
const TEXT = { kind: 'text' } as const;
const MONEY = { kind: 'money' } as const;
const COST = { kind: 'money', isNegativeRefused: true } as const;
const SALE_AMOUNT = { kind: 'money', isNegativeRefused: { whenKind: 'sale' } } as const;
const WHO_AND_WHEN = { user_id: OPTIONAL_ID, occurred_at: { kind: 'time', isRequired: true } } as const;
const PLACE = { channel: WORD, city: WORD } as const;
const words = (list: string): TargetField => ({ kind: 'word', isRequired: true, words: list.split(' ') });

export const TARGETS: readonly Target[] = [
  {
    id: 'order_line',
    table: 'fact_order_line',
    kind: 'fact',
    fields: {
      ...WHO_AND_WHEN,
      order_id: REQUIRED_ID,
      kind: { ...words('sale cancellation adjustment'), otherwise: "'sale'" },
      product_id: OPTIONAL_ID,
      category: WORD,
      merchant_id: OPTIONAL_ID,
      ...PLACE,
      quantity: { kind: 'number', isNegativeRefused: { whenKind: 'sale' } },
      gross_amount: { ...SALE_AMOUNT, isRequired: true },
      coupon_discount: { ...SALE_AMOUNT, isRequired: true, otherwise: '0' },
      net_amount: { ...SALE_AMOUNT, isRequired: true },
      coupon_id: OPTIONAL_ID,
      campaign_id: OPTIONAL_ID,
    },
  },
  {
    id: 'visit',
    table: 'fact_visit',
    kind: 'fact',
    fields: {
      ...WHO_AND_WHEN,
      session_id: OPTIONAL_ID,
      step: { ...WORD, isRequired: true },
      activity_page: WORD,
      merchant_id: OPTIONAL_ID,
      category: WORD,
      device_id: OPTIONAL_ID,
      device_os: WORD,
      ...PLACE,
      duration_seconds: { kind: 'number', isNegativeRefused: true },
    },
  },
  {
    id: 'exposure',
    table: 'fact_exposure',
    kind: 'fact',
    fields: { ...WHO_AND_WHEN, campaign_id: REQUIRED_ID, template_id: OPTIONAL_ID, placement: WORD, ...PLACE },
  },
  {
    id: 'coupon_event',
    table: 'fact_coupon_event',
    kind: 'fact',
    fields: {
      ...WHO_AND_WHEN,
      kind: words('issued claimed opened locked redeemed settled released expired revoked'),
      coupon_id: REQUIRED_ID,
      template_id: OPTIONAL_ID,
      campaign_id: OPTIONAL_ID,
      order_id: OPTIONAL_ID,
      merchant_id: OPTIONAL_ID,
      category: WORD,
      ...PLACE,
      cost: COST,
      discount_threshold: COST,
      discount_amount: COST,
      discount_rate: { kind: 'rate' },
      distance_m: { kind: 'number', isNegativeRefused: true },
    },
  },
  {
    id: 'operator_action',
    table: 'fact_operator_action',
    kind: 'fact',
    fields: {
      ...WHO_AND_WHEN,
      operator: REQUIRED_ID,
      action: { ...WORD, isRequired: true },
      subject_kind: WORD,
      subject_id: OPTIONAL_ID,
      detail: TEXT,
    },
  },
  {
    id: 'budget_movement',
    table: 'fact_budget_movement',
    kind: 'fact',
    fields: {
      ...WHO_AND_WHEN,
      budget_id: REQUIRED_ID,
      campaign_id: OPTIONAL_ID,
      funder: WORD,
      kind: words('limited held released spent'),
      amount: { ...MONEY, isRequired: true },
    },
  },
  {
    id: 'product',
    table: 'dim_product',
    kind: 'dimension',
    fields: { product_id: REQUIRED_ID, name: TEXT, category: WORD, department: WORD, brand: WORD },
  },
  {
    id: 'merchant',
    table: 'dim_merchant',
    kind: 'dimension',
    fields: {
      merchant_id: REQUIRED_ID,
      name: TEXT,
      category: WORD,
      city: WORD,
      latitude: { kind: 'number' },
      longitude: { kind: 'number' },
      price_level: { kind: 'integer' },
    },
  },
  {
    id: 'campaign',
    table: 'dim_campaign',
    kind: 'dimension',
    fields: {
      campaign_id: REQUIRED_ID,
      title: TEXT,
      type: WORD,
      starts_on: { kind: 'date' },
      ends_on: { kind: 'date' },
      source: WORD,
    },
  },
  {
    id: 'device',
    table: 'dim_device',
    kind: 'dimension',
    fields: { device_id: REQUIRED_ID, user_id: OPTIONAL_ID, os: WORD, model: WORD, first_seen_at: { kind: 'time' } },
  },
  {
    id: 'identity_link',
    table: 'identity_evidence',
    kind: 'link',
    fields: {
      user_id: REQUIRED_ID,
      device_id: OPTIONAL_ID,
      other_user_id: OPTIONAL_ID,
      seen_at: { kind: 'time' },
    },
  },
  {
    id: 'user',
    table: 'user_attribute',
    kind: 'user',
    fields: { user_id: REQUIRED_ID, first_seen_at: { kind: 'time' } },
  },
];

/** Undefined for a target that does not exist. */
export function findTarget(id: string): Target | undefined {
  return TARGETS.find((target) => target.id === id);
}
