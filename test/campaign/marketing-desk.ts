import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDuckDb } from '../../src/adapters/duckdb/index.ts';
import { openColumnIndex } from '../../src/adapters/kernel/index.ts';
import {
  openLmdbDecisionLog,
  openLmdbDocumentStore,
  openLmdbLedgerStore,
  openLmdbProfileStore,
} from '../../src/adapters/lmdb/index.ts';
import {
  type AudienceId,
  brandAs,
  type CampaignId,
  type FlowId,
  manualClock,
  money,
  parseDay,
  seededRng,
  startOfDay,
  type TemplateId,
  UNWATCHED,
  type UserId,
} from '../../src/kernel/index.ts';
import { createAudienceService } from '../../src/services/audience/index.ts';
import { type CampaignDocument, createCampaignService } from '../../src/services/campaign/index.ts';
import { createDecisionService, type DecisionLog } from '../../src/services/decision/index.ts';
import {
  type CouponTemplate,
  createLedgerOutbox,
  createLedgerService,
  type LedgerStore,
  warehousePeople,
} from '../../src/services/ledger/index.ts';
import { createProfileService } from '../../src/services/profile/index.ts';
import { createFactWriter } from '../../src/warehouse/facts/index.ts';
import { createSchema } from '../../src/warehouse/schema/index.ts';
import { createTagService } from '../../src/warehouse/tags/index.ts';

const TIME = { zone: 'Asia/Shanghai', dayStartMinutes: 0 };
const CURRENCY = { code: 'CNY', decimals: 2 };
const AS_OF = parseDay('2026-03-01');
const DAY = 86_400_000;

export const temporary = (name: string) => mkdtempSync(join(tmpdir(), `tessera-${name}-`));
export const user = (n: number) => brandAs<UserId>(`u${String(n).padStart(4, '0')}`);
export const templateId = (id: string) => brandAs<TemplateId>(id);
export const campaignId = (id: string) => brandAs<CampaignId>(id);

export type MarketingDesk = Awaited<ReturnType<typeof openMarketingDesk>>;
export type Shop = ReturnType<MarketingDesk['openShop']>;

/** A small city on the real engines: people with orders, tags as of 2026-03-01, published profiles and audiences. Opened again in its folder, it goes on. */
export async function openMarketingDesk({ people, folder }: { readonly people: number; readonly folder?: string }) {
  const at = (name: string) => (folder === undefined ? temporary(`desk-${name}`) : join(folder, name));
  const engine = await openDuckDb({ path: folder === undefined ? ':memory:' : join(folder, 'warehouse.duckdb') });
  await createSchema(engine);
  const clock = manualClock(startOfDay(AS_OF, TIME) + 10 * 3_600_000);
  const documents = openLmdbDocumentStore(at('documents'));
  const writer = createFactWriter({ time: TIME });
  await engine.transaction(async (session) => {
    await writer.write(session, ordersOf(people, clock.now()));
  });
  const tags = await createTagService({ engine, documents, clock, time: TIME, currency: CURRENCY });
  const store = openLmdbProfileStore(at('profiles'));
  const profiles = createProfileService({ store, tags, engine, clock, time: TIME, currency: CURRENCY });
  const audiences = createAudienceService({ index: openColumnIndex({ engine }), engine, documents, tags, clock });
  tags.onRelease((release, job) => profiles.publish(release, job));
  tags.onRelease((release, job) => audiences.load(release, job));
  if (!tags.current()) await tags.build(AS_OF, UNWATCHED);
  await audiences.save('everyone', { expression: 'everyone' });
  await audiences.save('frequent', { expression: 'orders_30d >= 3' });

  const openShop = (options: ShopOptions = {}) => {
    const shopDocuments = options.documents ?? documents;
    const ledgerStore = options.ledgerStore ?? openLmdbLedgerStore(at('ledger'));
    const log = options.log ?? openLmdbDecisionLog(at('decisions'));
    const outbox = createLedgerOutbox({ ledger: ledgerStore, engine, writer, clock });
    const knowsPerson = warehousePeople(engine);
    const ledger = createLedgerService({ store: ledgerStore, outbox, engine, clock, knowsPerson });
    const decisions = createDecisionService({
      documents: shopDocuments,
      log,
      profiles,
      ledger,
      tags,
      clock,
      knowsPerson,
      findTerms: (id, userId) => campaigns.findTerms(id, userId),
    });
    const campaigns = createCampaignService({
      documents: shopDocuments,
      log,
      decisions,
      ledger,
      audiences,
      profiles,
      engine,
      clock,
      time: TIME,
    });
    return {
      clock,
      engine,
      documents: shopDocuments,
      ledgerStore,
      log,
      outbox,
      ledger,
      decisions,
      campaigns,
      async close() {
        await Promise.all([ledgerStore.close(), log.close()]);
      },
    };
  };

  return {
    engine,
    clock,
    audiences,
    profiles,
    tags,
    openShop,
    async close() {
      await Promise.all([engine.close(), documents.close(), store.close()]);
    },
  };
}

export interface ShopOptions {
  readonly documents?: ReturnType<typeof openLmdbDocumentStore>;
  readonly ledgerStore?: LedgerStore;
  readonly log?: DecisionLog;
}

/** Person n has n % 7 orders in the last weeks; two in eleven have none at all before the build, but one long ago. */
function ordersOf(people: number, now: number) {
  const rng = seededRng(7, 'desk');
  const lines: { user: UserId; at: number; amount: number; key: string }[] = [];
  for (let n = 0; n < people; n++) {
    lines.push({ user: user(n), at: now - 200 * DAY, amount: 1_000, key: `old-${n}` });
    for (let i = 0; i < n % 7; i++) {
      const at = now - (2 + rng.below(25)) * DAY;
      lines.push({ user: user(n), at, amount: 800 + rng.below(9_000), key: `o-${n}-${i}` });
    }
  }
  const of = <T>(pick: (line: (typeof lines)[number]) => T) => lines.map(pick);
  return {
    table: 'fact_order_line' as const,
    batchId: 'desk',
    source: 'desk',
    columns: {
      fact_key: of(({ key }) => key),
      user_id: of(({ user: id }) => id),
      occurred_at: of(({ at }) => at),
      received_at: of(({ at }) => at),
      order_id: of(({ key }) => key),
      kind: of(() => 'sale'),
      gross_amount: of(({ amount }) => amount),
      coupon_discount: of(() => 0),
      net_amount: of(({ amount }) => amount),
    },
  };
}

export function template(id: string, change: Partial<CouponTemplate> = {}): CouponTemplate {
  return {
    id: templateId(id),
    title: { en: `Coupon ${id}`, zh: `优惠券${id}` },
    discount: { kind: 'amount', amount: money(500), threshold: money(2_000) },
    stock: 1_000,
    perUserCap: 1,
    validDays: 30,
    funder: 'platform',
    categories: [],
    ...change,
  };
}

export function campaign(id: string, change: Partial<CampaignDocument> = {}): CampaignDocument {
  return {
    id: campaignId(id),
    title: `Campaign ${id}`,
    hypothesis: '',
    audienceId: brandAs<AudienceId>('everyone'),
    templateIds: [templateId('five')],
    flowId: brandAs<FlowId>('default'),
    budget: { limit: money(1_000_000), guarantee: 'strict', funder: 'platform' },
    schedule: {},
    ...change,
  };
}
