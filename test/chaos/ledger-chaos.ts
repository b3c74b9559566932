import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'vitest';
import {
  type BudgetId,
  brandAs,
  canonicalJson,
  money,
  type Rng,
  seededRng,
  type TemplateId,
  type UserId,
} from '../../src/kernel/index.ts';
import {
  type BudgetDefinition,
  type CloseResult,
  type CouponTemplate,
  couponIdOf,
  type IssueRequest,
  type IssueResult,
  type RedeemRequest,
  type ReleaseRequest,
} from '../../src/services/ledger/index.ts';
import { openLedgerFolder } from './ledger-folder.ts';
import { type LedgerProcess, startLedgerProcess } from './ledger-process.ts';

/** A request on its way to the ledger's process; `n` finds its reply. */
export type Ask = { readonly n: number } & (
  | { readonly verb: 'template'; readonly template: CouponTemplate }
  | { readonly verb: 'budget'; readonly budget: BudgetDefinition }
  | { readonly verb: 'issue'; readonly request: Omit<IssueRequest, 'at'> }
  | { readonly verb: 'redeem'; readonly request: Omit<RedeemRequest, 'at'> }
  | { readonly verb: 'release'; readonly request: Omit<ReleaseRequest, 'at'> }
);
/** What the ledger's process is told. With `crashAfter` it kills itself in the moment in which it tells of that many changes. */
export interface Order {
  readonly asks: readonly Ask[];
  readonly pace: 'at-once' | 'one-by-one';
  readonly crashAfter?: number;
}
export type Reply = { readonly n: number; readonly answer: unknown };

type Answer = IssueResult | CloseResult | { readonly fault: string };

export interface ChaosOptions {
  readonly folder: string;
  readonly kills: number;
  /** New issues that arrive at once in each round, beside all that is asked again. */
  readonly issues: number;
  readonly seed: number;
}

export interface ChaosReport {
  /** Kills that found requests without an answer. */
  readonly inTheMiddle: number;
  readonly asked: number;
  readonly issued: number;
  readonly entries: number;
}

const TEMPLATES = 5;
const PEOPLE = 2_000;
const STOCK_PER_ROUND = 60;
const LIMIT_PER_ROUND = 9_000;
const COST = 100;
const CAP = 3;

/**
 * Asks for far more than there is, kills the ledger at random moments, starts it again and repeats whatever got no
 * answer under the same keys, until all is answered. Then nothing may be oversold, doubled or lost.
 *
 * Kills come in three ways: at a random time amid ten thousand issues; in the very moment of a random answer amid as
 * many; and in the moment of an answer while a single client asks, which alone is quick enough to catch an answer that
 * was given a millisecond before its commit was on disk.
 */
export async function runLedgerChaos(options: ChaosOptions): Promise<ChaosReport> {
  const rng = seededRng(options.seed, 'ledger-chaos');
  const clients = createClients(rng);
  let inTheMiddle = 0;

  for (let round = 0; round < options.kills; round++) {
    const process = await startLedgerProcess(options.folder);
    await settle(process, { asks: clients.definitions(round), pace: 'at-once' });
    const asks = clients.arrivals(round, options.issues);
    if (round % 3 === 0) await killAtTime(process, { asks, pace: 'at-once' }, clients, rng.next() * TYPICAL_ROUND_MS);
    if (round % 3 === 1) await crash(process, { asks, pace: 'at-once', crashAfter: 1 + rng.below(200) }, clients);
    if (round % 3 === 2) await crash(process, { asks, pace: 'one-by-one', crashAfter: 1 + rng.below(20) }, clients);
    if (clients.unanswered().length > 0) inTheMiddle++;
  }
  await finish(options, clients);
  const { issued, entries } = await inspect(options, clients);
  return { inTheMiddle, asked: clients.asked(), issued, entries };
}

const TYPICAL_ROUND_MS = 800;

async function killAtTime(process: LedgerProcess, order: Order, clients: Clients, ms: number): Promise<void> {
  await Promise.race([settle(process, order, clients.onReply), sleep(ms)]);
  await process.kill();
}

async function crash(process: LedgerProcess, order: Order, clients: Clients): Promise<void> {
  void settle(process, order, clients.onReply);
  await process.gone;
}

/** No more kills: everything gets its answer. */
async function finish({ folder, kills, issues }: ChaosOptions, clients: Clients): Promise<void> {
  const process = await startLedgerProcess(folder);
  await settle(process, { asks: clients.definitions(kills), pace: 'at-once' });
  await settle(process, { asks: clients.arrivals(kills, issues), pace: 'at-once' }, clients.onReply);
  await process.kill();
  expect(clients.unanswered()).toEqual([]);
}

/** Resolves when every ask has its reply. */
function settle(
  process: LedgerProcess,
  order: Order,
  onReply: (ask: Ask, answer: Answer) => void = () => {},
): Promise<void> {
  return new Promise((resolve) => {
    const open = new Map(order.asks.map((ask) => [ask.n, ask]));
    process.ask(order, (replies) => {
      for (const { n, answer } of replies) {
        const ask = open.get(n);
        if (ask) onReply(ask, answer as Answer);
        open.delete(n);
      }
      if (open.size === 0) resolve();
    });
  });
}

type Clients = ReturnType<typeof createClients>;

/** Everyone who asks: they remember each answer and repeat what got none, and now and then what got one. */
function createClients(rng: Rng) {
  const open = new Map<number, Ask>();
  const answered = new Map<number, { ask: Ask; answer: Answer }>();
  const openCoupons: string[] = [];
  const changedAnswers: unknown[] = [];
  let counter = 0;
  const next = <T extends object>(ask: T): T & { n: number } => ({ ...ask, n: counter++ });

  const issueAsk = (round: number): Ask => {
    const t = rng.below(TEMPLATES);
    const request = {
      key: `issue-${round}-${counter}`,
      templateId: brandAs<TemplateId>(`t${t}`),
      userId: brandAs<UserId>(`person-${rng.below(PEOPLE)}`),
      ...(t < TEMPLATES - 1 ? { budgetId: brandAs<BudgetId>(`b${t % 2}`) } : {}),
    };
    return next({ verb: 'issue' as const, request });
  };

  const closeAsk = (issueKey: string): Ask => {
    const request = { key: `close-${counter}`, couponId: couponIdOf(issueKey) };
    if (rng.next() < 0.2) return next({ verb: 'release' as const, request });
    const basket = money(rng.below(400));
    return next({ verb: 'redeem' as const, request: { ...request, orderId: `order-${counter}`, basket } });
  };

  return {
    definitions: (round: number): readonly Ask[] => [
      ...Array.from({ length: 2 }, (_, i) => next({ verb: 'budget' as const, budget: budgetOf(i, round) })),
      ...Array.from({ length: TEMPLATES }, (_, i) =>
        next({ verb: 'template' as const, template: templateOf(i, round) }),
      ),
    ],
    arrivals(round: number, issues: number): readonly Ask[] {
      const unanswered = [...open.values()];
      const asks = Array.from({ length: issues }, () => issueAsk(round));
      // Each open coupon is closed by up to two clients at once: only one of them may succeed.
      const closing = openCoupons.splice(0, openCoupons.length / 2);
      asks.push(...closing.map(closeAsk), ...closing.filter(() => rng.next() < 0.3).map(closeAsk));
      for (const ask of asks) open.set(ask.n, ask);
      const again = [...answered.values()].filter(() => rng.next() < 0.02).map(({ ask }) => ask);
      return [...unanswered, ...asks, ...again];
    },
    unanswered: (): readonly Ask[] => [...open.values()],
    onReply(ask: Ask, answer: Answer): void {
      const before = answered.get(ask.n)?.answer;
      if (before) {
        const isSame = canonicalJson({ ...answer, repeated: true }) === canonicalJson({ ...before, repeated: true });
        if (!isSame) changedAnswers.push({ ask, before, answer });
        return;
      }
      open.delete(ask.n);
      answered.set(ask.n, { ask, answer });
      if ('kind' in answer && answer.kind === 'issued' && ask.verb === 'issue') openCoupons.push(ask.request.key);
    },
    answers: () => [...answered.values()],
    changedAnswers,
    asked: () => answered.size,
  };
}

function templateOf(i: number, round: number): CouponTemplate {
  return {
    id: brandAs<TemplateId>(`t${i}`),
    title: { en: `Template ${i}`, zh: `券 ${i}` },
    discount: { kind: 'amount', amount: money(COST), threshold: money(50) },
    stock: STOCK_PER_ROUND * (round + 1),
    perUserCap: CAP,
    validDays: 30,
    funder: 'platform',
    categories: [],
  };
}

function budgetOf(i: number, round: number): BudgetDefinition {
  const limit = money(LIMIT_PER_ROUND * (round + 1));
  return { id: brandAs<BudgetId>(`b${i}`), funder: 'platform', limit, isOpen: true };
}

/** Opens the folder in this process and holds what it keeps against what was answered. */
async function inspect(
  { folder, kills }: ChaosOptions,
  clients: Clients,
): Promise<{ issued: number; entries: number }> {
  const { ledger, store, engine, close } = await openLedgerFolder(folder);
  try {
    const report = await ledger.verify();
    expect(report).toMatchObject({ isSound: true, problems: [] });

    expect(clients.changedAnswers).toEqual([]);
    const answers = clients.answers();
    expect(answers.filter(({ answer }) => 'fault' in answer)).toEqual([]);
    const issued = answers.flatMap(({ answer }) =>
      'kind' in answer && answer.kind === 'issued' ? [answer.coupon] : [],
    );
    const closed = answers.flatMap(({ answer }) => ('kind' in answer && answer.kind === 'done' ? [answer.coupon] : []));

    // Lost: every coupon that was answered is there, as it was answered last.
    const last = new Map([...issued, ...closed].map((coupon) => [coupon.id, coupon]));
    for (const coupon of last.values()) expect(await store.findCoupon(coupon.id)).toEqual(coupon);
    // Doubled: there is no coupon that nobody was told of, and none was closed for two.
    const totals = await store.totals();
    expect(totals.coupons.reduce((sum, total) => sum + total.coupons, 0)).toBe(issued.length);
    expect(new Set(closed.map((coupon) => coupon.id)).size).toBe(closed.length);
    // Oversold: counted from the answers alone, not from the ledger's counters.
    const kept = issued.filter((coupon) => last.get(coupon.id)?.state !== 'released');
    for (const [, of] of groupBy(kept, (coupon) => coupon.templateId))
      expect(of.length).toBeLessThanOrEqual(STOCK_PER_ROUND * (kills + 1));
    for (const [, of] of groupBy(kept, (coupon) => `${coupon.templateId} ${coupon.userId}`))
      expect(of.length).toBeLessThanOrEqual(CAP);
    for (const [budget, of] of groupBy(last.values(), (coupon) => coupon.budgetId))
      if (budget !== undefined)
        expect(of.reduce((sum, coupon) => sum + coupon.held + coupon.spent, 0)).toBeLessThanOrEqual(
          LIMIT_PER_ROUND * (kills + 1),
        );

    const books = await ledger.reconcile();
    expect(books.rows.filter((row) => row.difference !== 0)).toEqual([]);
    expect(books).toMatchObject({ isZero: true, pending: 0 });
    const [facts] = await engine.rows<{ n: number; d: number }>(
      "SELECT count(*) AS n, count(DISTINCT fact_key) AS d FROM fact_coupon_event WHERE source = 'tessera-ledger'",
    );
    expect(facts).toEqual({ n: issued.length + closed.length, d: issued.length + closed.length });
    return { issued: issued.length, entries: report.entries };
  } finally {
    await close();
  }
}

function groupBy<T, K>(values: Iterable<T>, keyOf: (value: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const value of values) groups.set(keyOf(value), [...(groups.get(keyOf(value)) ?? []), value]);
  return groups;
}
