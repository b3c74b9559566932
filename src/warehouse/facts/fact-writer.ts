import type { SqlSession, SqlValue } from '../sql-engine.port.ts';

/** Fact tables that rows are written to. */
export type FactTable =
  | 'fact_order_line'
  | 'fact_visit'
  | 'fact_exposure'
  | 'fact_coupon_event'
  | 'fact_operator_action'
  | 'fact_budget_movement';

/**
 * Facts of one table by column. `user_id` (null: unknown person) stands for `user_key`; `day` is derived;
 * `occurred_at` and `received_at` are epoch milliseconds. Columns that are left out are NULL.
 */
export interface FactBatch {
  readonly table: FactTable;
  readonly batchId: string;
  readonly source: string;
  readonly columns: Readonly<Record<string, readonly SqlValue[]>>;
}

export interface FactOutcome {
  readonly written: number;
  /** Facts whose `fact_key` was there already from the same source; they changed nothing. */
  readonly known: number;
}

/** The one way into the fact tables: resolves people, cuts days, skips known facts, refreshes the orders that are touched. */
export interface FactWriter {
  /** Runs inside the caller's transaction, so that offsets and facts move together. */
  write(session: SqlSession, batch: FactBatch): Promise<FactOutcome>;
}
