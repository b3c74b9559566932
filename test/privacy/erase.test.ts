import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type App, openApp } from '../../src/app/build-app.ts';
import { loadConfig } from '../../src/app/config.ts';
import {
  type BudgetId,
  brandAs,
  dayOf,
  money,
  type TemplateId,
  UNWATCHED,
  type UserId,
} from '../../src/kernel/index.ts';

const ANN = 'ann-who-goes-away';
const OLD_ANN = 'old-login-of-annie';
const PHONE = 'phone-of-annie';
const BOB = 'bob-who-stays';
const NAMES = [ANN, OLD_ANN, PHONE];
const user = (id: string) => brandAs<UserId>(id);

const FILES = {
  'orders.csv': `id,user,at,order,amount
1,${ANN},2026-05-01T10:00:00Z,o1,10.00
2,${BOB},2026-05-02T10:00:00Z,o2,20.00
3,${OLD_ANN},2026-05-03T10:00:00Z,o3,30.00
4,${ANN},no time at all,o4,40.00
`,
  'visits.csv': `id,user,device,at
v1,,${PHONE},2026-05-01T09:00:00Z
v2,${ANN},${PHONE},2026-05-01T10:00:00Z
v3,${BOB},pad,2026-05-02T10:00:00Z
`,
  'users.csv': `user,level\n${ANN},gold\n${BOB},silver\n`,
  'links.csv': `user,device\n${ANN},${PHONE}\n${OLD_ANN},${PHONE}\n`,
};
const MAPPING = `name = "shop"
[workspace]
zone = "UTC"
currency = "USD"
[[attribute]]
id = "level"
title = { en = "Level", zh = "等级" }
[[source]]
name = "orders"
file = "orders.csv"
target = "order_line"
key = "id"
[source.columns]
user_id = '"user"'
occurred_at = "at"
order_id = '"order"'
gross_amount = "amount"
net_amount = "amount"
[[source]]
name = "visits"
file = "visits.csv"
target = "visit"
key = "id"
[source.columns]
user_id = '"user"'
device_id = "device"
occurred_at = "at"
step = "'view'"
[[source]]
name = "users"
file = "users.csv"
target = "user"
[source.columns]
user_id = '"user"'
[source.attributes]
level = "level"
[[source]]
name = "links"
file = "links.csv"
target = "identity_link"
[source.columns]
user_id = '"user"'
device_id = "device"
`;

const root = mkdtempSync(join(tmpdir(), 'tessera-erase-'));
const [data, backup, files] = ['data', 'backup', 'files'].map((name) => join(root, name)) as [string, string, string];
const open = (path: string) => openApp(loadConfig(path, { TESSERA_LOG_LEVEL: 'silent' }));
const importAll = (app: App) => app.imports.run({ mapping: MAPPING, folder: files }, UNWATCHED);
const AS_OF = dayOf(Date.parse('2026-05-10T00:00:00Z'), { zone: 'UTC', dayStartMinutes: 0 });

/** Files of a folder that hold the bytes of a text. */
function filesWith(path: string, text: string): readonly string[] {
  return readdirSync(path, { recursive: true, encoding: 'utf8' }).filter((name) => {
    const file = join(path, name);
    return statSync(file).isFile() && readFileSync(file).includes(text);
  });
}

/** What is known of everybody else, and the sums of everything. */
async function rest(app: App): Promise<unknown> {
  await app.profiles.refreshLive();
  const { tags: _, ...totals } = { ...(await app.metrics.query(METRICS)), tags: 0 };
  return {
    rows: totals.rows,
    bob: (await app.profiles.get(user(BOB))).tags,
    timeline: await app.people.timeline(user(BOB), { limit: 50 }),
    coupons: await app.ledger.couponsOf(user(BOB)),
    stocks: await app.ledger.stocks(),
    budgets: await app.ledger.budgets(),
  };
}

const METRICS: Parameters<App['metrics']['query']>[0] = {
  metrics: ['orders', 'gmv', 'net_revenue', 'coupons_issued', 'coupons_redeemed'],
  dimensions: ['month'],
} as never;

async function fill(app: App): Promise<void> {
  await importAll(app);
  await app.tags.build(AS_OF, UNWATCHED);
  await app.audiences.putList('vip', [user(ANN), user(BOB)]);
  await app.audiences.save('all', { title: 'All', expression: 'everyone' } as never);
  await app.audiences.freeze('all');
  await app.ledger.putTemplate({
    id: brandAs<TemplateId>('lunch'),
    title: { en: 'Lunch', zh: '午餐' },
    discount: { kind: 'amount', amount: money(500), threshold: money(0) },
    stock: 10,
    perUserCap: 1,
    validDays: 7,
    funder: 'platform',
    categories: [],
  });
  await app.ledger.putBudget({ id: brandAs<BudgetId>('b'), funder: 'platform', limit: money(9000), isOpen: true });
  for (const id of [ANN, BOB]) {
    const issued = await app.ledger.issue({
      key: `lunch/${id}`,
      templateId: brandAs<TemplateId>('lunch'),
      userId: user(id),
      budgetId: brandAs<BudgetId>('b'),
    });
    if (issued.kind === 'issued') await app.ledger.redeem({ key: `r/${id}`, couponId: issued.coupon.id, orderId: 'o' });
    await app.decisions.decide({ flowId: brandAs('default'), userId: user(id), key: `d/${id}` });
  }
  await app.outbox.drain();
}

describe('an erase', () => {
  let before: unknown;

  beforeAll(async () => {
    mkdirSync(files);
    for (const [name, text] of Object.entries(FILES)) writeFileSync(join(files, name), text);
    const app = await open(data);
    await fill(app);
    before = await rest(app);
    expect((before as { readonly rows: readonly unknown[] }).rows.length).toBeGreaterThan(0);
    await app.close();
    cpSync(data, backup, { recursive: true });
    for (const name of NAMES) expect(filesWith(data, name), name).not.toEqual([]);
  }, 120_000);
  afterAll(() => {
    // the machine's folder for temporary files is cleared by itself
  });

  it('wants the id again', async () => {
    const app = await open(data);
    const request = { userId: user(ANN), confirm: 'ann', actor: 'admin' };
    await expect(app.eraser.erase(request, UNWATCHED)).rejects.toMatchObject({ code: 'erase.unconfirmed' });
    await app.close();
  }, 60_000);

  it('finds the person everywhere, leaves nothing by a second search, and no bytes in any file', async () => {
    const app = await open(data);
    const report = await app.eraser.erase({ userId: user(OLD_ANN), confirm: OLD_ANN, actor: 'admin' }, UNWATCHED);
    expect(report).toMatchObject({ logins: 2, devices: 1, isGone: true });
    const places = report.places.map(({ place }) => place);
    for (const place of [
      'fact_order_line',
      'fact_visit',
      'fact_coupon_event',
      'user_attribute',
      'quarantine',
      'merge_log',
      'identity_evidence',
      'audience_list_member',
      'audience_snapshot_member',
      'dim_user',
      'tags_v1',
    ])
      expect(places).toContain(`warehouse: ${place}`);
    expect(places).toContain('decision log');
    expect(places).toContain('ledger: key of the token');
    expect(await app.profiles.find(user(ANN))).toBeUndefined();
    await app.close();
    for (const name of NAMES) expect(filesWith(data, name), name).toEqual([]);
  }, 120_000);

  it('leaves everyone else, the revenue and the books as they were', async () => {
    const app = await open(data);
    expect(await rest(app)).toEqual(before);
    expect(await app.ledger.verify()).toMatchObject({ isSound: true });
    expect(await app.ledger.reconcile()).toMatchObject({ isZero: true });
    expect(await app.eraser.reports()).toHaveLength(1);
    await app.close();
  }, 120_000);

  it('is not undone by the same file, nor by a longer one', async () => {
    const app = await open(data);
    await importAll(app);
    writeFileSync(
      join(files, 'orders.csv'),
      `${FILES['orders.csv']}5,${ANN},2026-05-04T10:00:00Z,o5,50.00\n6,${BOB},2026-05-04T10:00:00Z,o6,60.00\n`,
    );
    const { files: imported } = await importAll(app);
    const orders = imported.find(({ file }) => file === 'orders.csv');
    expect(orders).toMatchObject({ rowsWritten: 1, rowsSuppressed: 3 });
    await expect(app.people.timeline(user(ANN), { limit: 1 })).rejects.toMatchObject({ code: 'person.not-found' });
    await app.close();
  }, 120_000);

  it('is done again in a restored back-up', async () => {
    cpSync(join(data, 'erasures.ndjson'), join(backup, 'erasures.ndjson'));
    const app = await open(backup);
    await expect(app.people.timeline(user(ANN), { limit: 1 })).rejects.toMatchObject({ code: 'person.not-found' });
    expect(await rest(app)).toEqual(before);
    await app.close();
    for (const name of NAMES) expect(filesWith(backup, name), name).toEqual([]);
  }, 120_000);
});
