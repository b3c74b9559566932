import { type Money, money } from '../../kernel/index.ts';
import type { FactBatch, FactTable } from '../../warehouse/facts/index.ts';
import type { SqlValue } from '../../warehouse/sql-engine.port.ts';
import type { Coupon, JournalEntry } from './ledger-store.port.ts';
import { type Discount, fullCost } from './template.ts';
import { ERASED_PERSON } from './tokenised-ledger.ts';

/** `source` of every fact that the ledger writes. Its fact keys begin with the seq of their entry, then `:`. */
export const LEDGER_SOURCE = 'tessera-ledger';

type Row = Readonly<Record<string, SqlValue>>;

/** The facts that journal entries tell, ready for the fact writer: no batch for a table without rows. */
export function factsOf(entries: readonly JournalEntry[], receivedAt: number): readonly FactBatch[] {
  return [
    toBatch(
      'fact_coupon_event',
      entries.flatMap((entry) => couponEvent(entry, receivedAt)),
    ),
    toBatch(
      'fact_budget_movement',
      entries.flatMap((entry) => budgetMovements(entry, receivedAt)),
    ),
  ].filter((batch) => batch !== undefined);
}

function couponEvent(entry: JournalEntry, receivedAt: number): readonly Row[] {
  const { coupon } = entry;
  if (!coupon) return [];
  return [
    {
      ...envelope(entry, 'coupon', receivedAt),
      user_id: loginOf(coupon),
      kind: entry.kind,
      coupon_id: coupon.id,
      template_id: coupon.templateId,
      campaign_id: coupon.campaignId ?? null,
      order_id: coupon.orderId ?? null,
      cost: coupon.state === 'issued' ? coupon.held : coupon.spent,
      ...terms(coupon.discount),
    },
  ];
}

/** What an erased person had stays a fact, of nobody. */
function loginOf({ userId }: Coupon): string | null {
  return userId === ERASED_PERSON ? null : userId;
}

function terms(discount: Discount): Row {
  return {
    discount_threshold: discount.threshold,
    discount_amount: discount.kind === 'amount' ? discount.amount : null,
    discount_rate: discount.kind === 'percent' ? discount.rate : null,
  };
}

/** What a budget holds is held − released − spent; its limit is the sum of `limited`. */
function budgetMovements(entry: JournalEntry, receivedAt: number): readonly Row[] {
  const { coupon, budget, limitChange } = entry;
  const about = { campaign_id: budget?.campaignId ?? coupon?.campaignId ?? null, funder: budget?.funder ?? null };
  const movement = (kind: string, budgetId: string, amount: Money): Row => ({
    ...envelope(entry, kind, receivedAt),
    user_id: coupon ? loginOf(coupon) : null,
    budget_id: budgetId,
    ...about,
    kind,
    amount,
  });
  if (budget) return limitChange ? [movement('limited', budget.id, limitChange)] : [];
  if (coupon?.budgetId === undefined) return [];
  const { budgetId } = coupon;
  return couponMovements(coupon).map(([kind, amount]) => movement(kind, budgetId, amount));
}

function couponMovements(coupon: Coupon): readonly (readonly [kind: string, amount: Money])[] {
  if (coupon.state === 'issued') return [['held', coupon.held]];
  const all = [
    ['spent', coupon.spent],
    ['released', money(fullCost(coupon) - coupon.spent)],
  ] as const;
  return all.filter(([, amount]) => amount > 0);
}

function envelope(entry: JournalEntry, part: string, receivedAt: number): Row {
  return { fact_key: `${entry.seq}:${part}`, occurred_at: entry.at, received_at: receivedAt };
}

function toBatch(table: FactTable, rows: readonly Row[]): FactBatch | undefined {
  const first = rows[0];
  if (!first) return undefined;
  const columns = Object.fromEntries(Object.keys(first).map((name) => [name, rows.map((row) => row[name] ?? null)]));
  return { table, batchId: 'ledger', source: LEDGER_SOURCE, columns };
}
