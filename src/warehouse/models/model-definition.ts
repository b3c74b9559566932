/** The four subject areas, merchants and offers, and the dimensions that all of them name. */
export const MODEL_AREAS = ['profile', 'operations', 'marketing', 'traffic', 'merchant', 'offer', 'dimension'] as const;
export type ModelArea = (typeof MODEL_AREAS)[number];

/**
 * `person` is `user_key` inside and `user_id` outside; `money` is whole minor units; `date` is a business day;
 * `instant` is a moment with a zone; `number` is a double that is computed from whole numbers, so it is exact to the bit.
 */
export type ModelColumnType = 'person' | 'word' | 'integer' | 'money' | 'number' | 'boolean' | 'date' | 'instant';

export interface ModelColumn {
  readonly type: ModelColumnType;
  /** What one of it is (`orders`, `people`, `ms`, `share`); undefined where the type says all. */
  readonly unit?: string;
  readonly text: string;
  /** Computed when it is read, over the stored columns (`m.…`); such a column is in the view and in no table. */
  readonly sql?: string;
  /** Stored, and 0 in the view where the model has no row (a person without facts). */
  readonly isZeroIfMissing?: boolean;
}

/** What every published table tells about itself. */
interface Published {
  /** snake_case, begins with the area except for dimensions; the view is `published.<id>_v<version>`. */
  readonly id: string;
  readonly area: ModelArea;
  /** Grows when a column goes, changes its type or its meaning; the older view then stays for a minor version. */
  readonly version: number;
  readonly title: { readonly en: string; readonly zh: string };
  /** What one row is, in words. */
  readonly grain: string;
  /** Columns that tell rows apart, of `columns`. */
  readonly key: readonly string[];
  readonly columns: Readonly<Record<string, ModelColumn>>;
}

/** A view over what stands in the warehouse anyway: dimensions. */
export interface ViewDefinition extends Published {
  /** `FROM` clause whose table is `m`; tables stand in `main`, so that the view also works where the file is attached. */
  readonly from: string;
}

/**
 * An incremental model: a table that is kept equal to `rows` by recomputing the partitions that changes can have
 * touched, and no others.
 *
 * The SQL may read facts, dimensions do not belong here (their changes have no day; join them in `from`). It finds
 * - `parts(part)`: the partitions under work; `rows` must keep to them, and must give every row of them;
 * - `touched_<fact>(day)`: days of a fact table that were written to (late, corrected, deleted, re-keyed);
 * - `touched_<model>`: rows, before and after, of the partitions of an earlier model that were under work;
 * - `changed_<model>`: only those of them that differ.
 */
export interface ModelDefinition extends Published {
  /** The stored column by which it is recomputed: `day`, or an id. */
  readonly partition: string;
  /** Query with a column `part`: every partition whose rows may differ now, those that lose all rows included. */
  readonly touched: string;
  /** Query whose columns are the stored ones. Sums are of whole numbers, so that their order does not matter. */
  readonly rows: string;
  /** Where the view reads from, as in {@link ViewDefinition}; its default is the table as `m`, with `dim_user` as `u` if there is a person. */
  readonly from?: string;
}

export type AnyModel = ModelDefinition | ViewDefinition;

export function isStored(model: AnyModel): model is ModelDefinition {
  return 'rows' in model;
}

/** Facts whose touched days models may ask for. */
export const MODEL_FACTS = [
  'model_order',
  'fact_order_line',
  'fact_visit',
  'fact_exposure',
  'fact_coupon_event',
  'fact_operator_action',
  'fact_budget_movement',
] as const;

/** Fragment: the partitions under work. */
export const IN_PARTS = 'IN (SELECT part FROM parts)';

/** Query of the days that were touched in any of these facts. */
export function touchedDays(...facts: readonly (typeof MODEL_FACTS)[number][]): string {
  return facts.map((fact) => `SELECT day AS part FROM touched_${fact}`).join(' UNION ');
}
