import { computed, count, day, money, share, word } from '../columns.ts';
import { IN_PARTS, type ModelDefinition } from '../model-definition.ts';

/** How each budget stands. */
export const BUDGET: ModelDefinition = {
  id: 'operations_budget',
  area: 'operations',
  version: 1,
  title: { en: 'Budget', zh: '预算' },
  grain: 'one budget',
  key: ['budget_id'],
  partition: 'budget_id',
  columns: {
    budget_id: word('Budget.'),
    campaign_id: word('Campaign; the first by code point where several drew on it.'),
    funder: word('Who bears it.'),
    approved: money('Limit: all limits given less all taken away.'),
    moved_in: money('Limits given.'),
    moved_out: money('Limits taken away, as a positive amount.'),
    promised: money('Ever held for coupons issued.'),
    released: money('Given back of it.'),
    spent: money('Paid for coupons redeemed.'),
    committed: computed(money('Still held: promised less released less spent.'), 'm.promised - m.released - m.spent'),
    available: computed(
      money('What may still be promised: the limit less what is held and spent.'),
      'm.approved - m.promised + m.released',
    ),
    spent_share: share('spent', 'approved', 'Spent by limit.'),
    movements: count('movements', 'Movements of all kinds.'),
    first_day: day('Day of the first movement.'),
    last_day: day('Day of the last one.'),
  },
  touched: 'SELECT budget_id AS part FROM changed_operations_budget_day',
  rows: `
    SELECT budget_id, min(campaign_id) AS campaign_id, min(funder) AS funder, sum(approved) AS approved,
      sum(moved_in) AS moved_in, sum(moved_out) AS moved_out, sum(promised) AS promised, sum(released) AS released,
      sum(spent) AS spent, sum(movements) AS movements, min(day) AS first_day, max(day) AS last_day
    FROM model_operations_budget_day WHERE budget_id ${IN_PARTS} GROUP BY budget_id`,
};
