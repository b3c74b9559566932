import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { realData, tessera, tesseraJson } from './tessera-process.ts';

/** 2,469 households and 1,469,307 purchase lines of the year 2017; every figure is from its NOTES.md. */
const source = realData('completejourney');
const data = join(mkdtempSync(join(tmpdir(), 'tessera-journey-')), 'data');
const json = <T>(...args: readonly string[]) => tesseraJson<T>(data, ...args);

interface Answer {
  readonly rows: readonly { readonly key: readonly string[]; readonly values: readonly number[] }[];
}

const query = async (...args: readonly string[]): Promise<Record<string, readonly number[]>> => {
  const { rows } = await json<Answer>('metrics', 'query', ...args);
  return Object.fromEntries(rows.map(({ key, values }) => [key.join(' '), values]));
};

describe.skipIf(!source)('completejourney by the words of the CLI', () => {
  beforeAll(async () => {
    await json('import', 'examples/completejourney/mapping.toml', '--from', source ?? '');
    await json('tags', 'build', '--as-of', '2018-01-01');
  }, 300_000);

  it('changes nothing when it is imported again', async () => {
    const again = await json<{ files: { unchanged: boolean; rowsWritten: number }[] }>(
      'import',
      'examples/completejourney/mapping.toml',
      '--from',
      source ?? '',
    );
    expect(again.files.every((file) => file.unchanged && file.rowsWritten === 0)).toBe(true);
  });

  it('gives the months of the year', async () => {
    const months = await query('--metrics', 'buyers,orders,gmv,net_revenue', '--by', 'month');
    expect(Object.keys(months)).toHaveLength(12);
    expect(months).toMatchObject({
      '2017-01': [1983, 12_807, 37_330_023, 37_330_023],
      '2017-03': [2025, 12_958, 37_999_784, 37_999_784],
      '2017-06': [2026, 13_005, 37_317_132, 37_317_132],
      '2017-12': [2062, 13_097, 42_172_045, 42_172_045],
    });
  });

  it('gives households sent, households redeeming and redemptions by campaign', async () => {
    const campaigns = await query('--metrics', 'campaign_recipients,redeemers,coupons_redeemed', '--by', 'campaign');
    expect(campaigns).toMatchObject({ 18: [1133, 214, 653], 13: [1077, 196, 629], 22: [276, 15, 43] });
  });

  it('gives who was first seen when', async () => {
    const months = await query('--metrics', 'new_users', '--by', 'month');
    expect([months['2017-01'], months['2017-02'], months['2017-03'], months['2017-12']]).toEqual([
      [1983],
      [185],
      [112],
      [6],
    ]);
  });

  it.each([
    [668, 'orders_30d >= 4 and spend_30d >= 200'],
    [300, "orders_30d >= 4 and income in ('35-49K', '50-74K')"],
    [231, 'coupons_redeemed_90d >= 1 and spend_365d > 1210.02'],
  ])('counts %i households for %s', async (count, expression) => {
    expect(await json('audience', 'count', expression)).toMatchObject({ count, population: 2469 });
  });

  it('knows household 900', async () => {
    const { tags } = await json<{ tags: { id: string; value: unknown }[] }>('profile', 'show', '900');
    expect(Object.fromEntries(tags.map(({ id, value }) => [id, value]))).toMatchObject({
      orders_30d: 48,
      spend_30d: 58_667,
      orders_90d: 157,
      spend_365d: 954_960,
      days_since_order: 1,
      coupons_redeemed_90d: 0,
      income: '35-49K',
      age: '35-44',
    });
  });

  it('runs a campaign whose budget is too small for all, and shows it beside the historical ones', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'tessera-campaign-'));
    const template = join(folder, 'template.json');
    const campaign = join(folder, 'campaign.json');
    writeFileSync(template, JSON.stringify(TEMPLATE));
    writeFileSync(campaign, JSON.stringify(CAMPAIGN));
    await json('audience', 'create', 'frequent', 'orders_30d >= 4 and spend_30d >= 200');
    await json('audience', 'freeze', 'frequent');
    await json('coupons', 'create', template);
    await json('campaigns', 'apply', campaign);

    const preview = await json('campaigns', 'preview', 'five-off');
    expect(preview).toMatchObject({ audience: 668, wouldGet: 200, wouldHold: 100_000 });
    const launched = await json('campaigns', 'launch', 'five-off', '--confirm', 'five-off');
    expect(launched).toMatchObject({
      audience: 668,
      wouldGet: 200,
      refusals: [{ reason: 'budget-exhausted', count: 468 }],
    });

    const refusals = join(folder, 'refusals.csv');
    await tessera(data, 'campaigns', 'refusals', 'five-off', '--out', refusals);
    const lines = readFileSync(refusals, 'utf8').trim().split('\n');
    expect([lines.length, lines[1]?.split(',')[1]]).toEqual([469, 'budget-exhausted']);

    const refused = new Set(lines.slice(1).map((line) => line.split(',')[0]));
    const { userIds } = await json<{ userIds: string[] }>(
      'audience',
      'members',
      "in audience 'frequent'",
      '--limit',
      '1000',
    );
    const lucky = userIds.filter((id) => !refused.has(id));
    expect(lucky).toHaveLength(200);
    for (const user of lucky.slice(0, 3)) {
      const { coupons } = await json<{ coupons: { id: string }[] }>('coupons', 'list', '--user', user);
      const redeem = ['coupons', 'redeem', coupons[0]?.id ?? '', '--order', `o-${user}`, '--key', `k-${user}`];
      expect(await json(...redeem)).toMatchObject({
        kind: 'done',
        coupon: { state: 'redeemed', spent: 500 },
        repeated: false,
      });
      expect(await json(...redeem)).toMatchObject({ kind: 'done', repeated: true });
    }

    expect(await json('ledger', 'reconcile')).toMatchObject({ isZero: true, pending: 0 });
    expect(await json('ledger', 'verify')).toMatchObject({ isSound: true });
    const rates = await query(
      '--metrics',
      'coupons_issued,coupons_redeemed,coupon_redemption_rate',
      '--by',
      'campaign',
    );
    expect(rates['five-off']).toEqual([200, 3, 0.015]);
    expect(rates['18']?.[1]).toBe(653);
  }, 300_000);

  it('answers mistakes with a code, a hint and status 1, and wrong use with 2', async () => {
    const unknown = await tessera(data, 'audience', 'count', 'orders_30 >= 4');
    expect([unknown.status, unknown.stdout]).toEqual([1, '']);
    expect(unknown.stderr).toMatch(/expression\.unknown-field.*\n?.*orders_30d/);
    expect((await tessera(data, 'profile', 'show', 'nobody')).stderr).toContain('person.not-found');
    expect((await tessera(data, 'audience', 'count')).status).toBe(2);
    expect((await tessera(data, 'no-such-noun')).status).toBe(2);
  });
});

const TEMPLATE = {
  id: 'five-off',
  title: { en: '5 off 20', zh: '满20减5' },
  discount: { kind: 'amount', amount: 500, threshold: 2000 },
  stock: 10_000,
  perUserCap: 1,
  validDays: 30,
};

const CAMPAIGN = {
  id: 'five-off',
  title: 'Five off for frequent households',
  audienceId: 'frequent',
  templateIds: ['five-off'],
  budget: { limit: 100_000 },
};
