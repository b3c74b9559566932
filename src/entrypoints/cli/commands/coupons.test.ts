import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDuckDb } from '../../../adapters/duckdb/index.ts';
import { openLmdbLedgerStore } from '../../../adapters/lmdb/index.ts';
import type { Route } from '../../../contract/index.ts';
import { manualClock } from '../../../kernel/index.ts';
import { createLedgerOutbox, createLedgerService, warehousePeople } from '../../../services/ledger/index.ts';
import { createFactWriter } from '../../../warehouse/facts/index.ts';
import { createSchema } from '../../../warehouse/schema/index.ts';
import type { Binding } from '../../http/binding.ts';
import { couponRoutes } from '../../http/routes/coupons.ts';
import { ledgerRoutes } from '../../http/routes/ledger.ts';
import type { CliContext } from '../cli-context.ts';
import { registerCoupons } from './coupons.ts';
import { registerLedger } from './ledger.ts';

const LUNCH = `
id = "lunch"
title = "Lunch"
stock = 2
discount = { kind = "amount", amount = 5.50, threshold = 30 }
`;

/** The words over the real handlers, ledger and warehouse; what goes over the wire is checked by the contract. */
describe('tessera coupons and ledger', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tessera-words-'));
  let bindings: readonly Binding[];
  let closeAll: () => Promise<void>;
  let run = 0;

  beforeEach(async () => {
    const path = join(folder, String(run++));
    const engine = await openDuckDb({ path: ':memory:', threads: 1 });
    await createSchema(engine);
    await engine.append('dim_user', { user_key: [0, 1], user_id: ['ann', 'bob'], first_seen_at: [1, 1] });
    const store = openLmdbLedgerStore(path);
    const clock = manualClock(Date.UTC(2026, 0, 5, 12));
    const writer = createFactWriter({ time: { zone: 'UTC', dayStartMinutes: 0 } });
    const outbox = createLedgerOutbox({ ledger: store, engine, writer, clock });
    const ledger = createLedgerService({ store, outbox, engine, clock, knowsPerson: warehousePeople(engine) });
    bindings = [...couponRoutes({ ledger }), ...ledgerRoutes({ ledger })];
    closeAll = async () => {
      await outbox.stop();
      await store.close();
      await engine.close();
    };
  });
  afterEach(() => closeAll());

  const call = async (route: Route, input: { params?: unknown; body?: unknown } = {}) => {
    if (route.id === 'getWorkspace') return { currency: { code: 'CNY', decimals: 2 } };
    const binding = bindings.find((each) => each.route.id === route.id);
    if (!binding) throw new Error(`No handler for ${route.id}`);
    const params = route.params.parse(input.params);
    const body = route.body.parse(input.body);
    return route.response.parse(await binding.handle({ params, body } as never));
  };

  const say = async (...words: string[]): Promise<string> => {
    let printed = '';
    const cli = { call, print: (_: unknown, human: () => string) => (printed += human()) } as unknown as CliContext;
    const program = new Command().exitOverride();
    registerCoupons(program, cli);
    registerLedger(program, cli);
    await program.parseAsync(words, { from: 'user' });
    return printed;
  };

  const file = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  const issued = (text: string) => /c-[0-9a-f]{24}/.exec(text)![0];

  it('takes a coupon through its life, money as people write it', async () => {
    expect(await say('coupons', 'create', file('lunch.toml', LUNCH))).toMatch(/lunch .*5\.50 from 30\.00/);
    expect(await say('ledger', 'budget', 'b', '--limit', '11.00')).toMatch(/b .*11\.00 +0\.00 +0\.00 +11\.00 +yes/);
    const first = ['coupons', 'issue', '--template', 'lunch', '--user', 'ann', '--key', 'k', '--budget', 'b'];
    const id = issued(await say(...first));
    expect(await say(...first)).toMatch(/repeated/);
    const redeemed = await say('coupons', 'redeem', id, '--order', 'o', '--key', 'r', '--basket', '120.50');
    expect(redeemed).toMatch(/state +redeemed[\s\S]*spent +5\.50/);
    const other = issued(await say('coupons', 'issue', '--template', 'lunch', '--user', 'bob', '--key', 'k2'));
    expect(await say('coupons', 'release', other, '--key', 'r2')).toMatch(/state +released/);
    expect(await say('coupons', 'show', other)).toMatch(/released/);
    expect(await say('coupons', 'templates')).toMatch(/lunch +Lunch/);
    expect(await say('ledger', 'show')).toMatch(/6 journal entries/);
    expect(await say('ledger', 'verify')).toMatch(/^Sound: 6/);
    expect(await say('ledger', 'reconcile')).toMatch(/Every difference is zero/);
  });

  it('ends with the refusal as its error', async () => {
    await say('coupons', 'create', file('lunch.toml', LUNCH));
    const issue = (user: string, key: string) =>
      say('coupons', 'issue', '--template', 'lunch', '--user', user, '--key', key);
    const id = issued(await issue('ann', 'k'));
    await expect(issue('ann', 'k2')).rejects.toMatchObject({ code: 'coupon.refused', detail: { reason: 'user-cap' } });
    await expect(issue('bob', 'k')).rejects.toMatchObject({ code: 'key.reused' });
    await expect(issue('nobody', 'k3')).rejects.toMatchObject({ code: 'person.not-found' });
    const redeem = (basket: string) => say('coupons', 'redeem', id, '--order', 'o', '--key', 'r', '--basket', basket);
    await expect(redeem('29.99')).rejects.toMatchObject({ detail: { reason: 'below-threshold' } });
    await expect(redeem('1.234')).rejects.toMatchObject({ code: 'money.invalid' });
    await expect(say('coupons', 'show', 'none')).rejects.toMatchObject({ code: 'coupon.not-found' });
  });

  it('reads JSON in minor units and names what is wrong with a file', async () => {
    const json = JSON.stringify({
      id: 'tea',
      title: { en: 'Tea', zh: '茶' },
      stock: 1,
      discount: { kind: 'percent', rate: 0.285, cap: 500 },
    });
    expect(await say('coupons', 'create', file('tea.json', json))).toMatch(/28\.5 %, at most 5\.00/);
    for (const [name, text] of [
      ['a.toml', 'id = '],
      ['b.json', '{'],
      ['c.toml', 'stock = 1'],
    ] as const)
      await expect(say('coupons', 'create', file(name, text))).rejects.toMatchObject({ code: 'request.invalid' });
    await expect(say('coupons', 'create', '/nowhere.toml')).rejects.toThrow(/cannot be read/);
  });

  it('fails where the books differ', async () => {
    await say('ledger', 'budget', 'b', '--limit', '11.00');
    const reconcile = bindings.find((each) => each.route.id === 'reconcileLedger')!;
    const rows = [{ subject: 'budget b', figure: 'limit', ledger: 1100, warehouse: 1000, difference: 100 }];
    Object.assign(reconcile, { handle: async () => ({ isZero: false, pending: 0, rows }) });
    await expect(say('ledger', 'reconcile')).rejects.toMatchObject({ code: 'ledger.unreconciled' });
  });
});
