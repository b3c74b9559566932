import type { FieldType } from '../../expression/index.ts';
import type { TagQuality } from './quality/quality-rules.ts';

export const TAG_CATEGORIES = ['basic', 'device', 'consumption', 'browsing', 'demographic'] as const;
export type TagCategory = (typeof TAG_CATEGORIES)[number];

export const TAG_FACTS = ['order', 'order_line', 'visit', 'exposure', 'coupon_event'] as const;
export type TagFact = (typeof TAG_FACTS)[number];

export const TAG_MEASURES = [
  'count',
  'count_distinct',
  'sum',
  'average',
  'min',
  'max',
  'first_day',
  'last_day',
  'days_since_first',
  'days_since_last',
  'active_days',
] as const;
export type TagMeasure = (typeof TAG_MEASURES)[number];

/** How a tag comes about. One compiler reads them all; adding a tag is adding one of these. */
export type TagRule =
  | AttributeRule
  | AggregateRule
  | TopRule
  | ShareRule
  | CollectRule
  | RatioRule
  | TrendRule
  | ElapsedRule
  | BucketRule
  | ScoreRule
  | QuantileRule
  | ConditionRule
  | CasesRule
  | ListRule
  | ModelRule;

/** An uploaded attribute under its source's name. What cannot be read as the tag's type is unknown. */
export interface AttributeRule {
  readonly kind: 'attribute';
  readonly attribute: string;
}

/** Which facts of a person a tag looks at. */
export interface FactSelection {
  readonly fact: TagFact;
  /** Window [D − n days, D) before the as-of day D; without it all facts before D. */
  readonly windowDays?: number;
  /** The window ends this many days before D: 30 with `windowDays` 30 means [D − 60, D − 30). Default 0. */
  readonly endDaysAgo?: number;
  /** Condition on the fact's columns in the text form of expressions, e.g. `category = 'cinema' and hour >= 22`. */
  readonly where?: string;
}

/** Counts and sums are 0 for who has none; min, max, first, last, average and recency are unknown. */
export interface AggregateRule extends FactSelection {
  readonly kind: 'aggregate';
  readonly measure: TagMeasure;
  /** Column of the fact that is measured; not for count, days and recency. */
  readonly field?: string;
}

/** The most frequent (or most spent on) word of a field; of equals the first by code point. Unknown for who has none. */
export interface TopRule extends FactSelection {
  readonly kind: 'top';
  readonly field: string;
  /** `count`, or an amount column of the fact that is summed up. */
  readonly by: string;
  /** 1 (default) to 5: the n-th word in the same order; unknown when there are fewer words. */
  readonly rank?: number;
}

/**
 * How much of all known words the top word of the same fields is: its weight by the weight of all words, 0 to 1.
 * Weights are whole: facts, the column's own units, or millionths of a fractional column, whose values are rounded to
 * them one by one. A word with less than nothing weighs nothing. Unknown when nothing weighs anything.
 * One division of two doubles: double(heaviest) / double(total).
 */
export interface ShareRule extends FactSelection {
  readonly kind: 'share';
  readonly field: string;
  /** `count`, or an amount column of the fact that is summed up; an unknown amount is 0. */
  readonly by: string;
}

/** All words of a field seen in the window, sorted, as `categories`; the empty set for who has none. */
export interface CollectRule extends FactSelection {
  readonly kind: 'collect';
  readonly field: string;
}

/** A ratio of two other tags; unknown when the denominator is 0 or unknown. As money or integer it is rounded half away from zero. */
export interface RatioRule {
  readonly kind: 'ratio';
  readonly numerator: string;
  readonly denominator: string;
}

/**
 * Pace of a window against the pace of an earlier one: over 1 grows. Both tags count or sum over windows of days, of the
 * same type, and `before` ends where `recent` begins or earlier. Three divisions of doubles in this order:
 * (recent / its days) / (before / its days). Unknown when `before` is 0.
 */
export interface TrendRule {
  readonly kind: 'trend';
  readonly recent: string;
  readonly before: string;
}

/** Whole days from a date tag to the as-of day. */
export interface ElapsedRule {
  readonly kind: 'elapsed';
  readonly tag: string;
}

/** A number cut at thresholds: `labels` has one more than `cuts`; label i holds values below cut i. Money cuts are written as people read money. */
export interface BucketRule {
  readonly kind: 'bucket';
  readonly tag: string;
  readonly cuts: readonly number[];
  readonly labels: readonly string[];
}

/**
 * A number scored by fixed thresholds, 1 to `cuts` + 1: score i holds values below cut i, as labels of a bucket do.
 * Money cuts are written as people read money. Unknown of unknown.
 */
export interface ScoreRule {
  readonly kind: 'score';
  readonly tag: string;
  readonly cuts: readonly number[];
  /** The lowest values get the highest score instead: for recency, where fewer days are better. Default false. */
  readonly isDescending?: boolean;
}

/** Rank among people cut into `parts` equal ones, from 1 (lowest) to `parts`; equal values share a part. */
export interface QuantileRule {
  readonly kind: 'quantile';
  readonly tag: string;
  readonly parts: number;
  /** Part `parts` holds the lowest values instead: for recency, where fewer days are better. Default false. */
  readonly isDescending?: boolean;
  /** Ranks only people for whom this expression over other tags is true; others are unknown. */
  readonly among?: string;
}

/** True, false or unknown, as an expression over other tags gives it. */
export interface ConditionRule {
  readonly kind: 'condition';
  readonly when: string;
}

/** The first case whose expression (text form, over other tags) is true gives the value. */
export interface CasesRule {
  readonly kind: 'cases';
  readonly cases: readonly { readonly when: string; readonly value: string }[];
  readonly otherwise?: string;
}

/** Whether the person is in the uploaded list of this id. False for everyone while there is no such list. */
export interface ListRule {
  readonly kind: 'list';
  readonly list: string;
}

/** The score that a model of this id gave the person (table `model_score`); unknown for who has none. */
export interface ModelRule {
  readonly kind: 'model';
  readonly model: string;
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
  /**
   * daily: moves with each build; static: as uploaded; live: a counter (`count` or `sum`) that a build starts and that
   * moves with each event after it.
   */
  readonly freshness: 'daily' | 'static' | 'live';
  /** none: not about a person's identity; personal: needs a purpose; sensitive: approver only. */
  readonly pii: 'none' | 'personal' | 'sensitive';
  /** What a build must keep to before it is published; without it the defaults of the type hold. */
  readonly quality?: TagQuality;
}
