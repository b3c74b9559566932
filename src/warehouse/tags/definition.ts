import type { FieldType } from '../../expression/index.ts';

export const TAG_CATEGORIES = ['basic', 'device', 'consumption', 'browsing', 'demographic'] as const;
export type TagCategory = (typeof TAG_CATEGORIES)[number];

/** How a tag comes about. One compiler reads them all; adding a tag is adding one of these. */
export type TagRule =
  /** An uploaded attribute under its source's name. */
  | { readonly kind: 'attribute'; readonly attribute: string }
  | AggregateRule
  /** The most frequent (or most spent on) value of a field, e.g. preferred category. */
  | {
      readonly kind: 'top';
      readonly fact: TagFact;
      readonly field: string;
      readonly by: 'count' | 'net_amount';
      readonly windowDays?: number;
      readonly where?: string;
    }
  /** All values of a field seen in the window, as `categories`. */
  | {
      readonly kind: 'collect';
      readonly fact: TagFact;
      readonly field: string;
      readonly windowDays?: number;
      readonly where?: string;
    }
  /** A ratio of two other tags; unknown when the denominator is 0 or unknown. */
  | { readonly kind: 'ratio'; readonly numerator: string; readonly denominator: string }
  /** A number cut at thresholds: `labels` has one more than `cuts`; label i holds values below cut i. */
  | {
      readonly kind: 'bucket';
      readonly tag: string;
      readonly cuts: readonly number[];
      readonly labels: readonly string[];
    }
  /** The first case whose expression (text form, over other tags) is true gives the value. */
  | {
      readonly kind: 'cases';
      readonly cases: readonly { readonly when: string; readonly then: string }[];
      readonly otherwise?: string;
    };

export type TagFact = 'order' | 'order_line' | 'visit' | 'exposure' | 'coupon_event';

/** Counts and sums are 0 for who has none; min, max, first, last, average and recency are unknown. */
export interface AggregateRule {
  readonly kind: 'aggregate';
  readonly fact: TagFact;
  readonly measure:
    | 'count'
    | 'count_distinct'
    | 'sum'
    | 'average'
    | 'min'
    | 'max'
    | 'first_day'
    | 'last_day'
    | 'days_since_first'
    | 'days_since_last'
    | 'active_days';
  /** Column of the fact that is measured; not for count, days and recency. */
  readonly field?: string;
  /** Window [D − n days, D) before the as-of day; without it all facts before D. */
  readonly windowDays?: number;
  /** Condition on the fact's columns in the text form of expressions, e.g. `category = 'cinema'`. */
  readonly where?: string;
}

/** A tag is data: everything that the catalogue shows and the compiler needs. */
export interface TagDefinition {
  /** snake_case, fixed for ever. */
  readonly id: string;
  readonly title: { readonly en: string; readonly zh: string };
  readonly description: { readonly en: string; readonly zh: string };
  readonly category: TagCategory;
  readonly type: FieldType;
  /** `orders`, `days`, `minor units`, `%` …; undefined where the type says all. */
  readonly unit?: string;
  readonly rule: TagRule;
  readonly owner: string;
  readonly freshness: 'daily' | 'static' | 'live';
  /** none: not about a person's identity; personal: needs a purpose; sensitive: approver only. */
  readonly pii: 'none' | 'personal' | 'sensitive';
}
