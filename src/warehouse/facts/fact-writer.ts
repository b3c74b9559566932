import type { LinkOutcome, StagedLinks } from '../identity/index.ts';
import type { SqlSession, SqlValue } from '../sql-engine.port.ts';

/** Fact tables that rows are written to. */
export type FactTable =
  | 'fact_order_line'
  | 'fact_visit'
  | 'fact_exposure'
  | 'fact_coupon_event'
  | 'fact_operator_action'
  | 'fact_budget_movement';

/** Where rows come from: their `source` and the import run that brought them, or `log` for events by HTTP. */
export interface Origin {
  readonly batchId: string;
  readonly source: string;
}

/**
 * Facts of one table by column. `user_id` (null: unknown person) stands for `user_key`; `day` is derived;
 * `occurred_at` and `received_at` are epoch milliseconds. Columns that are left out are NULL.
 */
export interface FactBatch extends Origin {
  readonly table: FactTable;
  readonly columns: Readonly<Record<string, readonly SqlValue[]>>;
}

/** Facts that stand in the engine already: the way for millions of rows. */
export interface StagedFacts extends Origin {
  readonly table: FactTable;
  /**
   * A table of the session, or a query in parentheses, whose columns are named as those of `table`, with `user_id` for
   * `user_key` and without `day`, `source` and `batch_id`; `occurred_at` and `received_at` are TIMESTAMPTZ. It is read
   * several times, so a table is better than a dear query.
   */
  readonly from: string;
  /** Which columns `from` has; the table's others are NULL. */
  readonly columns: readonly string[];
  /** The caller vouches that no `fact_key` comes twice; otherwise one of each is kept. Default false. */
  readonly hasUniqueKeys?: boolean;
  /** Column of `from`: of equal keys the row with the lowest is kept. Without it any is. */
  readonly order?: string;
}

/** Uploaded attributes: the last value of one person and attribute holds. */
export interface StagedAttributes extends Origin {
  /**
   * Like `StagedFacts.from`, with `user_id`, `attribute`, `value`, `received_at` and `position`: of equals the highest
   * holds. A row without a value makes its person known and changes no attribute.
   */
  readonly from: string;
  /** `from` has `first_seen_at`: people were seen then, too. Default false. */
  readonly hasSeenAt?: boolean;
}

/** Rows of a dimension; the last one written holds, as a whole. */
export interface StagedDimension extends Origin {
  readonly table: 'dim_product' | 'dim_merchant' | 'dim_campaign' | 'dim_device';
  /** Like `StagedFacts.from`, with the dimension's columns (`user_id` for `user_key`) and `position`: of equal ids the highest holds. */
  readonly from: string;
  readonly columns: readonly string[];
}

export interface FactOutcome {
  readonly written: number;
  /** Rows that were there already and changed nothing: for facts, the same `fact_key` from the same source. */
  readonly known: number;
  /** Rows left out because they are of someone who was erased. Default none. */
  readonly suppressed?: number;
}

/**
 * The one way into the fact tables: resolves people (a new one gets the next dense `user_key`, from 0; a login that
 * was merged is its person's), gives visits without a login to whom their device belongs, cuts days, skips known facts, refreshes the orders that are touched. All of it runs inside the caller's transaction, so that
 * offsets and facts move together.
 */
export interface FactWriter {
  write(session: SqlSession, batch: FactBatch): Promise<FactOutcome>;
  writeStaged(session: SqlSession, facts: StagedFacts): Promise<FactOutcome>;
  /** Counts people: written are those of whom something changed. */
  writeAttributes(session: SqlSession, attributes: StagedAttributes): Promise<FactOutcome>;
  /** A device with a `user_id` is evidence that the two belong together. */
  writeDimension(session: SqlSession, dimension: StagedDimension): Promise<FactOutcome>;
  /** Evidence of who is one person; whoever it joins is one from here on, with all facts. */
  writeLinks(session: SqlSession, links: StagedLinks): Promise<LinkOutcome>;
}
