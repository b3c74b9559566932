import { noteChanges } from '../changes/index.ts';
import type { SqlSession } from '../sql-engine.port.ts';

/**
 * Recomputes `model_order` for the orders that `touched` (a query in parentheses) gives as `order_id`, and for no other.
 * An order is the sale lines of one id; its net amount takes cancellations of the same id off. Whose lines differ in
 * person is of the one known by the least `fact_key`: keys of people count arrivals, and the order must not depend on them.
 */
export async function refreshOrders(session: SqlSession, touched: string): Promise<void> {
  const days = `SELECT day AS "day" FROM model_order WHERE order_id IN ${touched}`;
  await noteChanges(session, 'model_order', days);
  await session.run(`DELETE FROM model_order WHERE order_id IN ${touched}`);
  await session.run(
    `INSERT INTO model_order (order_id, user_key, occurred_at, day, merchant_id, channel, city, campaign_id, coupon_id,
       lines, gross_amount, coupon_discount, net_amount)
     SELECT order_id, arg_min(user_key, fact_key), min(occurred_at) ${SALE}, min(day) ${SALE}, min(merchant_id) ${SALE},
       min(channel) ${SALE}, min(city) ${SALE}, min(campaign_id) ${SALE}, min(coupon_id) ${SALE}, count(*) ${SALE},
       sum(gross_amount) ${SALE}, sum(coupon_discount) ${SALE}, sum(net_amount)
     FROM fact_order_line
     WHERE order_id IN ${touched} AND kind IN ('sale', 'cancellation')
     GROUP BY order_id
     HAVING count(*) ${SALE} > 0`,
  );
  await noteChanges(session, 'model_order', days);
}

const SALE = "FILTER (WHERE kind = 'sale')";
