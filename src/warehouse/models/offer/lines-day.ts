import { count, day, money, moneyPer, word } from '../columns.ts';
import { IN_PARTS, type ModelDefinition, touchedDays } from '../model-definition.ts';

/** Products and categories have the same daily sheet, of order lines. */
function linesDay(column: 'product_id' | 'category', of: string, title: ModelDefinition['title']): ModelDefinition {
  return {
    id: column === 'category' ? 'offer_category_day' : 'offer_product_day',
    area: 'offer',
    version: 1,
    title,
    grain: `one ${of} on one business day with a line of an order`,
    key: ['day', column],
    partition: 'day',
    columns: {
      day: day('Business day.'),
      [column]: word(`The ${of}, as the lines name it.`),
      orders: count('orders', `Orders with a sale line of it; an order counts once in each ${of} of it.`),
      buyers: count('people', 'Known people with one; not additive over days.'),
      lines: count('lines', 'Sale lines.'),
      items_milli: count('thousandths', 'Quantity on sale lines, in thousandths.'),
      gross_amount: money('Sale lines before coupons.'),
      coupon_discount: money('What coupons took off them.'),
      net_amount: money('After coupons and cancellations, each on its own day.'),
      cancelled_orders: count('orders', 'Orders with a cancellation of it on this day.'),
      mean_line: moneyPer('gross_amount', 'lines', 'Gross amount by sale lines.'),
    },
    touched: touchedDays('fact_order_line'),
    rows: `
      SELECT day, ${column}, count(DISTINCT order_id) FILTER (WHERE kind = 'sale') AS orders,
        count(DISTINCT user_key) FILTER (WHERE kind = 'sale') AS buyers, count(*) FILTER (WHERE kind = 'sale') AS lines,
        coalesce(sum(round(quantity * 1000)::BIGINT) FILTER (WHERE kind = 'sale'), 0) AS items_milli,
        coalesce(sum(gross_amount) FILTER (WHERE kind = 'sale'), 0) AS gross_amount,
        coalesce(sum(coupon_discount) FILTER (WHERE kind = 'sale'), 0) AS coupon_discount, sum(net_amount) AS net_amount,
        count(DISTINCT order_id) FILTER (WHERE kind = 'cancellation') AS cancelled_orders
      FROM fact_order_line
      WHERE day ${IN_PARTS} AND kind IN ('sale', 'cancellation') AND ${column} IS NOT NULL GROUP BY day, ${column}`,
  };
}

export const PRODUCT_DAY = linesDay('product_id', 'product', { en: 'Products by day', zh: '商品日报' });
export const CATEGORY_DAY = linesDay('category', 'category', { en: 'Categories by day', zh: '品类日报' });
