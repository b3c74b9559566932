import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDuckDb } from '../../../adapters/duckdb/index.ts';
import { manualClock, parseDay, UNWATCHED } from '../../../kernel/index.ts';
import { createSchema } from '../../schema/index.ts';
import type { SqlEngine } from '../../sql-engine.port.ts';
import { createModelService } from '../create-model-service.ts';
import { inputsOfRule } from './compile-subject-tags.ts';
import { createSubjectTagService } from './create-subject-tag-service.ts';
import { SUBJECT_INFO, SUBJECTS } from './subject-tag.ts';
import { SUBJECT_TAGS, tagsOf } from './subject-tag-catalogue.ts';
import type { SubjectTagService } from './subject-tag-service.ts';

const time = { zone: 'Asia/Shanghai', dayStartMinutes: 0 };
const AS_OF = parseDay('2026-06-01');

let engine: SqlEngine;
let subjects: SubjectTagService;

/** A line: order, person, local time, product, gross, discount. All of shop `m`. */
const LINES = [
  // Anna comes back, Bo came long ago and again, Cy is new; one order of nobody.
  ['o1', 0, '2026-05-02 12:10', 'tea', 1000, 0],
  ['o1', 0, '2026-05-02 12:10', 'cake', 500, 100],
  ['o2', 0, '2026-05-31 12:59', 'tea', 1000, 0],
  ['o3', 1, '2026-01-05 09:00', 'tea', 900, 0],
  ['o4', 1, '2026-03-20 23:30', 'tea', 900, 0],
  ['o5', 2, '2026-05-30 08:00', 'cake', 300, 0],
  ['o6', null, '2026-05-30 12:00', 'cake', 300, 0],
  // On the as-of day: not seen.
  ['o7', 2, '2026-06-01 00:00', 'tea', 7777, 0],
] as const;

beforeAll(async () => {
  engine = await openDuckDb({ path: ':memory:' });
  await createSchema(engine);
  await createModelService({ engine, clock: manualClock(0) });
  subjects = createSubjectTagService({ engine, clock: manualClock(5), time });
  await engine.run(
    "INSERT INTO dim_merchant VALUES ('m', 'Corner shop', 'dining', '成都', NULL, NULL, 2), ('idle', 'Idle', NULL, NULL, NULL, NULL, NULL)",
  );
  const instant = (local: string) => Date.parse(`${local.replace(' ', 'T')}:00+08:00`);
  const line = (kind: string, [order, user, at, product, gross, discount]: (typeof LINES)[number], i: number) => ({
    fact_key: `${kind}${i}`,
    user_key: user,
    occurred_at: instant(at),
    day: parseDay(at.slice(0, 10)),
    order_id: order,
    kind,
    product_id: product,
    category: 'food',
    merchant_id: 'm',
    channel: product === 'tea' ? 'app' : null,
    quantity: 1,
    gross_amount: kind === 'sale' ? gross : -gross,
    coupon_discount: discount,
    net_amount: kind === 'sale' ? gross - discount : -gross,
  });
  const rows = [...LINES.map((row, i) => line('sale', row, i)), line('cancellation', LINES[5], 9)];
  await append('fact_order_line', rows);
  const event = (kind: string, coupon: string, user: number, cost: number, day: string, distance: number | null) => ({
    fact_key: `${kind}${coupon}`,
    user_key: user,
    occurred_at: instant(`${day} 12:00`),
    day: parseDay(day),
    kind,
    coupon_id: coupon,
    template_id: 't',
    campaign_id: 'k',
    merchant_id: 'm',
    cost,
    distance_m: distance,
  });
  await append('fact_coupon_event', [
    event('issued', 'c1', 0, 500, '2026-05-01', null),
    event('issued', 'c2', 1, 500, '2026-05-03', null),
    event('redeemed', 'c1', 0, 301, '2026-05-02', 120),
    event('expired', 'c2', 1, 0, '2026-05-20', null),
  ]);
  await subjects.build({ version: 3, asOf: AS_OF }, UNWATCHED);
});
afterAll(() => engine.close());

async function append(table: string, rows: readonly Readonly<Record<string, string | number | null>>[]): Promise<void> {
  const given = rows.map((row) => ({ ...row, received_at: 0, source: 's', batch_id: 'b' }));
  const names = Object.keys(given[0]!) as (keyof (typeof given)[number])[];
  await engine.append(table, Object.fromEntries(names.map((name) => [name, given.map((row) => row[name] ?? null)])));
}

describe('tags of merchants and offers', () => {
  it('say of a shop what its facts before the as-of day say', async () => {
    const { values } = await subjects.get('merchant', 'm');
    expect(values).toMatchObject({
      merchant_name: 'Corner shop',
      merchant_city: '成都',
      price_level: 2,
      orders_7d: 3,
      orders_30d: 4,
      orders_90d: 5,
      orders_before_30d: 1,
      orders_trend: 12,
      gmv_30d: 3100,
      gmv_90d: 4000,
      net_sales_90d: 3900,
      items_90d: 6,
      average_basket_90d: 800,
      first_sold_on: '2026-01-05',
      last_sold_on: '2026-05-31',
      days_since_sale: 1,
      days_on_sale: 147,
      active_days_30d: 3,
      buyers_30d: 2,
      buyers_90d: 3,
      new_buyers_30d: 2,
      new_buyer_share_30d: 1,
      repeat_buyers_90d: 1,
      repeat_share_90d: 1 / 3,
      gmv_per_buyer_90d: 1333,
      discount_90d: 100,
      coupon_orders_90d: 1,
      coupon_dependence_90d: 0.2,
      cancelled_orders_90d: 1,
      cancellation_rate_90d: 0.2,
      peak_hour_90d: 12,
      weekend_orders_90d: 4,
      night_orders_90d: 1,
      night_share_90d: 0.2,
      top_city_90d: null,
      top_channel_90d: 'app',
      top_category_90d: 'food',
      products_90d: 2,
      gmv_decile: 1,
      sales_tier: 'tail',
      sessions_30d: 0,
      orders_per_session_30d: null,
      coupons_redeemed_90d: 1,
      coupon_cost_90d: 301,
      redemption_rate_90d: 0.5,
      redeem_distance_m: 120,
    });
  });

  it('count 0 and know nothing else of a shop without facts', async () => {
    expect((await subjects.get('merchant', 'idle')).values).toMatchObject({
      orders_90d: 0,
      gmv_90d: 0,
      average_basket_90d: null,
      peak_hour_90d: null,
      gmv_decile: null,
      sales_tier: null,
      last_sold_on: null,
    });
  });

  it('rank offers among each other, and follow a template to its cost', async () => {
    const { subjects: products, total } = await subjects.list('product', { limit: 10, skip: 0, orderBy: 'gmv_90d' });
    expect([total, products.map(({ id, values }) => [id, values['gmv_90d'], values['gmv_decile']])]).toEqual([
      2,
      [
        ['tea', 2900, 6],
        ['cake', 1100, 1],
      ],
    ]);
    expect((await subjects.list('template', { limit: 10, skip: 0 })).subjects.map(({ id }) => id)).toEqual(['t']);
    expect((await subjects.get('template', 't')).values).toMatchObject({
      coupons_issued_90d: 2,
      redemption_rate_90d: 0.5,
      expired_share_90d: 0.5,
      cost_promised_90d: 1000,
      cost_share_90d: 0.301,
      cost_per_redemption_90d: 301,
      days_since_issue: 29,
      top_campaign_90d: 'k',
      redeem_hour_90d: 12,
    });
  });

  it('are built once a release, and again for the next', async () => {
    await engine.run("DELETE FROM fact_order_line WHERE order_id = 'o2'");
    await subjects.build({ version: 3, asOf: AS_OF }, UNWATCHED);
    expect((await subjects.get('merchant', 'm')).values['orders_7d']).toBe(3);
    await subjects.build({ version: 4, asOf: AS_OF }, UNWATCHED);
    expect((await subjects.get('merchant', 'm')).values['orders_7d']).toBe(2);
    expect(await subjects.current()).toEqual({ version: 4, asOf: AS_OF, builtAt: 5 });
  });

  it('name the nearest tag for one that there is not', async () => {
    await expect(subjects.list('merchant', { limit: 1, skip: 0, orderBy: 'gmv_90' })).rejects.toMatchObject({
      code: 'subject.unknown-tag',
      detail: { suggestion: '; did you mean "gmv_90d"?' },
    });
    await expect(subjects.get('merchant', 'nobody')).rejects.toMatchObject({ code: 'subject.not-found' });
  });
});

describe('the catalogue', () => {
  it('has at least 30 tags, each once, in both languages, over facts that its subjects have', () => {
    const ids = SUBJECT_TAGS.map(({ id }) => id);
    expect(ids.length).toBeGreaterThanOrEqual(30);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { title, description, subjects, rule } of SUBJECT_TAGS) {
      for (const text of [title, description])
        expect([text.en, /\p{Script=Han}/u.test(text.zh)]).toEqual([text.en, true]);
      for (const subject of subjects) {
        if ('fact' in rule) expect(SUBJECT_INFO[subject].key[rule.fact]).toBeDefined();
        if (rule.kind === 'dimension') expect(SUBJECT_INFO[subject].dimension?.columns).toContain(rule.column);
        for (const input of inputsOfRule(rule)) expect(tagsOf(subject).map(({ id }) => id)).toContain(input);
      }
    }
    expect(SUBJECTS.map((subject) => tagsOf(subject).length >= 15)).toEqual([true, true, true, true]);
  });
});
