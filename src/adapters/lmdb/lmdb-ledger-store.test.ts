import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type BudgetId, brandAs, money, type TemplateId, type UserId } from '../../kernel/index.ts';
import { couponIdOf, type LedgerStore, tokenisedLedger } from '../../services/ledger/index.ts';
import { describeLedgerStore } from '../../services/ledger/ledger-store.conformance.ts';
import { openLmdbLedgerStore } from './lmdb-ledger-store.ts';
import { type LedgerTables, openLedgerTables } from './lmdb-ledger-tables.ts';
import { openLmdbPersonVault } from './lmdb-person-vault.ts';

const temporary = () => mkdtempSync(join(tmpdir(), 'tessera-ledger-'));

describe('LMDB ledger that keeps tokens', () => {
  describeLedgerStore(async () => tokenisedLedger(openLmdbLedgerStore(temporary()), openLmdbPersonVault(temporary())));
});

describe('LMDB ledger', () => {
  describeLedgerStore(async () => openLmdbLedgerStore(temporary()));

  it('keeps everything over a restart, the chain and the keys too', async () => {
    const path = temporary();
    const first = await filled(path);
    const before = await first.totals();
    await first.close();
    const second = openLmdbLedgerStore(path);
    expect(await second.totals()).toEqual(before);
    expect(await second.issue(request('a'))).toMatchObject({ kind: 'issued', repeated: true });
    await second.issue(request('after'));
    expect(await second.verify()).toEqual({ entries: 6, isSound: true, problems: [] });
    await second.close();
  });

  it('serves two who opened one folder without a double issue', async () => {
    const path = temporary();
    const first = await filled(path);
    const second = openLmdbLedgerStore(path);
    const keys = Array.from({ length: 40 }, (_, i) => `k${i}`);
    const results = await Promise.all([
      ...keys.map((k) => first.issue(request(k))),
      ...keys.map((k) => second.issue(request(k))),
    ]);
    expect(results.filter((result) => result.kind === 'issued' && !result.repeated)).toHaveLength(18);
    expect((await first.verify()).problems).toEqual([]);
    await Promise.all([first.close(), second.close()]);
  });

  // Each line breaks the books in one place by hand; `verify` must name it.
  it.each<[what: string, tamper: (tables: LedgerTables) => void, problem: RegExp]>([
    ['a journal entry is edited', (t) => void edit(t, 3, '"held":500', '"held":400'), /entry 3: the hash chain breaks/],
    ['a journal entry is taken out', (t) => t.journal.removeSync(3), /the hash chain breaks/],
    ['the last entry is cut off', (t) => t.journal.removeSync(5), /the journal ends at 4/],
    ['a coupon is added', (t) => t.coupons.putSync('x', t.coupons.get(couponIdOf('a'))!), /is held twice/],
    ['a coupon is lost', (t) => t.coupons.removeSync(couponIdOf('a')), /journaled, but not held/],
    [
      'a stock counter is off',
      (t) => t.stocks.putSync('t', { ...t.stocks.get('t')!, issued: 1 }),
      /template t differs/,
    ],
    ['a budget is off', (t) => t.budgets.putSync('b', { ...t.budgets.get('b')!, held: money(1) }), /budget b differs/],
    ['a cap is forgotten', (t) => t.userCounts.removeSync(['t', 'user']), /count of .* not held/],
    ['a coupon will never expire', (t) => t.expiries.removeSync([2 + 3 * 86_400_000, couponIdOf('b')]), /expiry of/],
    ['a key is forgotten', (t) => t.answers.removeSync('a'), /its key answers otherwise/],
    [
      'a key answers with another entry',
      (t) => t.answers.putSync('zz', { fingerprint: '', seq: 3 }),
      /keys that answer/,
    ],
    ["a coupon leaves its person's list", (t) => t.userCoupons.removeSync(['user', 3]), /owner of/],
  ])('finds it when %s', async (_, tamper, problem) => {
    const path = temporary();
    await (await filled(path)).close();
    const tables = openLedgerTables(path);
    tamper(tables);
    await tables.root.close();
    const store = openLmdbLedgerStore(path);
    const report = await store.verify();
    expect(report.isSound).toBe(false);
    expect(report.problems.join('\n')).toMatch(problem);
    await store.close();
  });
});

function request(key: string) {
  return {
    key,
    templateId: brandAs<TemplateId>('t'),
    userId: brandAs<UserId>('user'),
    budgetId: brandAs<BudgetId>('b'),
    at: 2,
  };
}

/** Two definitions, two coupons, one of them redeemed: five entries. */
async function filled(path: string): Promise<LedgerStore> {
  const store = openLmdbLedgerStore(path);
  await store.defineTemplate(
    {
      id: brandAs<TemplateId>('t'),
      title: { en: 'T', zh: '券' },
      discount: { kind: 'amount', amount: money(500), threshold: money(0) },
      stock: 20,
      perUserCap: 20,
      validDays: 3,
      funder: 'platform',
      categories: [],
    },
    1,
  );
  await store.defineBudget({ id: brandAs<BudgetId>('b'), funder: 'platform', limit: money(99_999), isOpen: true }, 1);
  await store.issue(request('a'));
  await store.issue(request('b'));
  await store.redeem({ key: 'r', couponId: couponIdOf('a'), orderId: 'o', at: 3 });
  return store;
}

function edit(tables: LedgerTables, seq: number, from: string, to: string): void {
  tables.journal.putSync(seq, tables.journal.get(seq)!.replace(from, to));
}
