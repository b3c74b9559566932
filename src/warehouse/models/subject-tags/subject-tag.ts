/** What can have tags besides people. A product, a category and a coupon template are offers. */
export const SUBJECTS = ['merchant', 'product', 'category', 'template'] as const;
export type Subject = (typeof SUBJECTS)[number];

export type SubjectTagType = 'integer' | 'number' | 'money' | 'word' | 'date';

/** Sale lines, cancellation lines, steps of visits, transitions of coupons. */
export type SubjectFact = 'sale' | 'cancellation' | 'visit' | 'coupon';

/** Which facts of the subject: window [D − end − n, D − end) before the as-of day D, all before D without `windowDays`. */
export interface FactWindow {
  readonly fact: SubjectFact;
  readonly windowDays?: number;
  readonly endDaysAgo?: number;
  /** Only facts whose column has one of these values. */
  readonly where?: Readonly<Record<string, readonly (string | number)[]>>;
}

/** How a tag of a subject comes about. Counts and sums of nothing are 0; everything else of nothing is unknown. */
export type SubjectRule =
  /** A column of the subject's dimension. */
  | { readonly kind: 'dimension'; readonly column: string }
  /** Different known values of a column, or rows without one. */
  | ({ readonly kind: 'count'; readonly of?: string } & FactWindow)
  | ({ readonly kind: 'sum'; readonly field: string } & FactWindow)
  | ({ readonly kind: 'mean'; readonly field: string } & FactWindow)
  /** Known people with two orders or more in the window; or whose first order ever of the subject is in it. */
  | ({ readonly kind: 'people'; readonly that: 'return' | 'begin' } & FactWindow)
  | ({ readonly kind: 'day'; readonly which: 'first' | 'last' } & FactWindow)
  /** The value with most orders (rows where the fact has none); of equals the lowest, words by code point. */
  | ({ readonly kind: 'top'; readonly field: string } & FactWindow)
  /** One tag by another, times `factor`; unknown where the lower one is 0 or unknown. Money is rounded half away from zero. */
  | { readonly kind: 'ratio'; readonly of: string; readonly by: string; readonly factor?: number }
  /** Whole days from a date tag to the as-of day. */
  | { readonly kind: 'elapsed'; readonly tag: string }
  /** Rank among the subjects of one kind with a value above 0, cut into equal parts: 1 lowest; equal values share a part. */
  | { readonly kind: 'quantile'; readonly tag: string; readonly parts: number }
  /** A number cut at thresholds; label i holds values below cut i. */
  | {
      readonly kind: 'bucket';
      readonly tag: string;
      readonly cuts: readonly number[];
      readonly labels: readonly string[];
    };

/** A tag of merchants or offers: data, like a tag of people. Adding one is adding one of these. */
export interface SubjectTag {
  /** snake_case, fixed for ever. */
  readonly id: string;
  readonly subjects: readonly Subject[];
  readonly title: { readonly en: string; readonly zh: string };
  readonly description: { readonly en: string; readonly zh: string };
  readonly type: SubjectTagType;
  readonly unit?: string;
  readonly owner: string;
  readonly rule: SubjectRule;
}

interface SubjectInfo {
  /** Column of each fact that names the subject; a fact that is not here does not know it. */
  readonly key: Readonly<Partial<Record<SubjectFact, string>>>;
  readonly dimension?: { readonly table: string; readonly key: string; readonly columns: readonly string[] };
}

export const SUBJECT_INFO: Readonly<Record<Subject, SubjectInfo>> = {
  merchant: {
    key: { sale: 'merchant_id', cancellation: 'merchant_id', visit: 'merchant_id', coupon: 'merchant_id' },
    dimension: { table: 'dim_merchant', key: 'merchant_id', columns: ['name', 'category', 'city', 'price_level'] },
  },
  product: {
    key: { sale: 'product_id', cancellation: 'product_id' },
    dimension: { table: 'dim_product', key: 'product_id', columns: ['name', 'category', 'department', 'brand'] },
  },
  category: { key: { sale: 'category', cancellation: 'category', visit: 'category', coupon: 'category' } },
  template: { key: { coupon: 'template_id' } },
};

export const SUBJECT_SQL_TYPES: Readonly<Record<SubjectTagType, string>> = {
  integer: 'BIGINT',
  number: 'DOUBLE',
  money: 'BIGINT',
  word: 'VARCHAR',
  date: 'DATE',
};

/** Table with `subject_id` and a column named after each tag of the kind; one row for every subject that is known. */
export const subjectTable = (subject: Subject): string => `model_${subject}_tags`;
