/** One figure of the ledger beside the same figure of the warehouse. */
export interface ReconcileRow {
  /** `template lunch-5`, `budget spring`, `all coupons`. */
  readonly subject: string;
  readonly figure: string;
  readonly ledger: number;
  readonly warehouse: number;
  readonly difference: number;
}

export interface ReconcileReport {
  /** Every difference is zero and nothing is pending. */
  readonly isZero: boolean;
  readonly rows: readonly ReconcileRow[];
  /** Journal entries that the warehouse does not have yet. */
  readonly pending: number;
}
