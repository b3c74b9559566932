import type { SqlSession } from '../../warehouse/sql-engine.port.ts';
import { LEDGER_SOURCE } from './ledger-facts.ts';
import type { LedgerTotals } from './ledger-store.port.ts';

/** One figure of the ledger beside the same figure of the warehouse. */
interface ReconcileRow {
  /** `template lunch-5` or `budget spring`. */
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

/** Figures by subject and name; a figure that is zero may be left out. */
type Figures = ReadonlyMap<string, number>;

/** Holds totals of the ledger against the facts of the same entries, so that writes meanwhile do not disturb. */
export async function reconcile(totals: LedgerTotals, position: number, session: SqlSession): Promise<ReconcileReport> {
  const ledger = figuresOfLedger(totals);
  const warehouse = await figuresOfWarehouse(totals.seq, session);
  const keys = [...new Set([...ledger.keys(), ...warehouse.keys()])];
  const rows = keys.map((key) => toRow(key, ledger.get(key) ?? 0, warehouse.get(key) ?? 0));
  const pending = Math.max(0, totals.seq - position);
  return { isZero: pending === 0 && rows.every((row) => row.difference === 0), rows, pending };
}

function toRow(key: string, ledger: number, warehouse: number): ReconcileRow {
  const [subject, figure] = JSON.parse(key) as [string, string];
  return { subject, figure, ledger, warehouse, difference: ledger - warehouse };
}

/** Stock and budgets from their counters, coupons by state and money from the coupons themselves. */
function figuresOfLedger(totals: LedgerTotals): Figures {
  const figures = new Map<string, number>();
  const add = adderTo(figures);
  for (const stock of totals.stocks) {
    add(`template ${stock.template.id}`, 'issued and not released', stock.issued);
    add(`template ${stock.template.id}`, 'redeemed', stock.redeemed);
  }
  for (const total of totals.coupons) {
    const subject = `template ${total.templateId}`;
    add(subject, `coupons ${total.state}`, total.coupons);
    if (total.state === 'issued') add(subject, 'money held', total.held);
    if (total.state === 'redeemed') add(subject, 'money spent', total.spent);
  }
  for (const budget of totals.budgets) {
    add(`budget ${budget.id}`, 'limit', budget.limit);
    add(`budget ${budget.id}`, 'held', budget.held);
    add(`budget ${budget.id}`, 'spent', budget.spent);
  }
  return figures;
}

/** The part of a fact key before `:` is the seq of its entry. */
const UP_TO_SEQ = `source = $1 AND CAST(split_part(fact_key, ':', 1) AS BIGINT) <= $2`;

/** `cost` of a coupon's first event is what it holds; a coupon that has been closed holds nothing. */
const COUPONS = `
  WITH coupon AS (
    SELECT template_id, coupon_id,
      count(*) FILTER (kind = 'issued') AS issues, count(*) FILTER (kind <> 'issued') AS closings,
      coalesce(max(kind) FILTER (kind <> 'issued'), 'issued') AS state,
      coalesce(sum(cost) FILTER (kind = 'issued'), 0) AS held, coalesce(sum(cost) FILTER (kind = 'redeemed'), 0) AS spent
    FROM fact_coupon_event WHERE ${UP_TO_SEQ} GROUP BY ALL
  )
  SELECT template_id, state, sum(issues)::BIGINT AS coupons, sum(closings)::BIGINT AS closings,
    sum(held)::BIGINT AS held, sum(spent)::BIGINT AS spent
  FROM coupon GROUP BY ALL ORDER BY ALL`;

const BUDGETS = `
  SELECT budget_id,
    coalesce(sum(amount) FILTER (kind = 'limited'), 0)::BIGINT AS "limit",
    (coalesce(sum(amount) FILTER (kind = 'held'), 0)
      - coalesce(sum(amount) FILTER (kind IN ('released', 'spent')), 0))::BIGINT AS held,
    coalesce(sum(amount) FILTER (kind = 'spent'), 0)::BIGINT AS spent
  FROM fact_budget_movement WHERE ${UP_TO_SEQ} GROUP BY ALL ORDER BY ALL`;

async function figuresOfWarehouse(seq: number, session: SqlSession): Promise<Figures> {
  const figures = new Map<string, number>();
  const add = adderTo(figures);
  for (const row of await session.rows<CouponRow>(COUPONS, [LEDGER_SOURCE, seq])) {
    const subject = `template ${row.template_id}`;
    add(subject, 'issued and not released', row.state === 'released' ? row.coupons - row.closings : row.coupons);
    if (row.state === 'redeemed') add(subject, 'redeemed', row.closings);
    add(subject, `coupons ${row.state}`, row.state === 'issued' ? row.coupons : row.closings);
    if (row.state === 'issued') add(subject, 'money held', row.held);
    if (row.state === 'redeemed') add(subject, 'money spent', row.spent);
  }
  for (const row of await session.rows<BudgetRow>(BUDGETS, [LEDGER_SOURCE, seq])) {
    add(`budget ${row.budget_id}`, 'limit', row.limit);
    add(`budget ${row.budget_id}`, 'held', row.held);
    add(`budget ${row.budget_id}`, 'spent', row.spent);
  }
  return figures;
}

interface CouponRow {
  readonly template_id: string;
  readonly state: string;
  readonly coupons: number;
  readonly closings: number;
  readonly held: number;
  readonly spent: number;
}

interface BudgetRow {
  readonly budget_id: string;
  readonly limit: number;
  readonly held: number;
  readonly spent: number;
}

function adderTo(figures: Map<string, number>) {
  return (subject: string, figure: string, amount: number): void => {
    const key = JSON.stringify([subject, figure]);
    figures.set(key, (figures.get(key) ?? 0) + amount);
  };
}
