/**
 * The language of audiences and filters as a tree. Values are typed: money is whole minor units, a date is a
 * day number (days since 1970-01-01 in the business zone). Comparisons with unknown are unknown (Kleene), and
 * only people for whom the whole tree is true are members.
 */
export type Expression =
  | Everyone
  | Group
  | Not
  | Comparison
  | Between
  | OneOf
  | Contains
  | Known
  | InAudience
  | InList
  | Did
  | Sequence;

export interface Everyone {
  readonly kind: 'everyone';
}

export interface Group {
  readonly kind: 'all' | 'any';
  readonly of: readonly Expression[];
}

export interface Not {
  readonly kind: 'not';
  readonly of: Expression;
}

export type CompareOp = '=' | '!=' | '<' | '<=' | '>' | '>=';
export type Literal = number | string | boolean;

/** `orders_30d >= 4`; for dates `before` and `after` are `<` and `>`. */
export interface Comparison {
  readonly kind: 'compare';
  readonly field: string;
  readonly op: CompareOp;
  readonly value: Literal;
}

/** Both ends included. */
export interface Between {
  readonly kind: 'between';
  readonly field: string;
  readonly low: number;
  readonly high: number;
}

/** `income in ('35-49K', '50-74K')`. */
export interface OneOf {
  readonly kind: 'in';
  readonly field: string;
  readonly values: readonly Literal[];
}

/** For multi-valued fields: `cuisines contains any ('hotpot', 'barbecue')`. */
export interface Contains {
  readonly kind: 'contains';
  readonly field: string;
  readonly quantifier: 'any' | 'all';
  readonly values: readonly string[];
}

/** `is known` / `is unknown`: always true or false, never unknown. */
export interface Known {
  readonly kind: 'known';
  readonly field: string;
  readonly known: boolean;
}

export interface InAudience {
  readonly kind: 'in-audience';
  readonly id: string;
}

export interface InList {
  readonly kind: 'in-list';
  readonly id: string;
}

/** `did order at least 2 times in 30 days where category = 'food-delivery'`. Without `withinDays` it means ever. */
export interface Did {
  readonly kind: 'did';
  readonly event: string;
  readonly times: { readonly op: '>=' | '<=' | '='; readonly count: number };
  /** Window [D − n days, D) before the as-of day D. */
  readonly withinDays?: number;
  readonly where?: Expression;
}

/** `did view then order within 2 days`: each step at most `withinDays` × 24 h after the one before. */
export interface Sequence {
  readonly kind: 'sequence';
  readonly steps: readonly SequenceStep[];
  readonly withinDays?: number;
}

export interface SequenceStep {
  readonly event: string;
  readonly where?: Expression;
}

export const EVERYONE: Everyone = { kind: 'everyone' };
