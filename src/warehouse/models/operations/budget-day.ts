import { count, day, money, word } from '../columns.ts';
import { IN_PARTS, type ModelDefinition, touchedDays } from '../model-definition.ts';

const sum = (kind: string, name: string, extra = '') =>
  `coalesce(sum(amount) FILTER (WHERE kind = '${kind}'${extra}), 0) AS ${name}`;

/** Every movement of money that was promised or paid. */
export const BUDGET_DAY: ModelDefinition = {
  id: 'operations_budget_day',
  area: 'operations',
  version: 1,
  title: { en: 'Budgets by day', zh: '预算日报' },
  grain: 'one budget of one campaign and funder on one business day with a movement',
  key: ['day', 'budget_id', 'campaign_id', 'funder'],
  partition: 'day',
  columns: {
    day: day('Business day.'),
    budget_id: word('Budget.'),
    campaign_id: word('Campaign that the movement belongs to; null for none.'),
    funder: word('Who bears it, where the movement says so: limits do, holds name their budget only.'),
    approved: money('Change of the limit: raised less lowered.'),
    moved_in: money('Limit given.'),
    moved_out: money('Limit taken away, as a positive amount.'),
    promised: money('Held for coupons issued.'),
    released: money('Given back of what was held.'),
    spent: money('Paid for coupons redeemed.'),
    movements: count('movements', 'Movements of all kinds.'),
  },
  touched: touchedDays('fact_budget_movement'),
  rows: `
    SELECT day, budget_id, campaign_id, funder, ${sum('limited', 'approved')}, ${sum('limited', 'moved_in', ' AND amount > 0')},
      coalesce(-sum(amount) FILTER (WHERE kind = 'limited' AND amount < 0), 0) AS moved_out,
      ${sum('held', 'promised')}, ${sum('released', 'released')}, ${sum('spent', 'spent')}, count(*) AS movements
    FROM fact_budget_movement WHERE day ${IN_PARTS} GROUP BY day, budget_id, campaign_id, funder`,
};
