import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openLmdbDecisionLog, openLmdbDocumentStore } from '../../src/adapters/lmdb/index.ts';
import { type AudienceId, brandAs, type FlowId, type JobContext, money, UNWATCHED } from '../../src/kernel/index.ts';
import type { DecisionLog } from '../../src/services/decision/index.ts';
import {
  campaign,
  campaignId,
  type MarketingDesk,
  openMarketingDesk,
  type Shop,
  template,
  templateId,
  temporary,
  user,
} from './marketing-desk.ts';

const PEOPLE = 1_300;
const HOUR = 3_600_000;
const spring = campaignId('spring');
let desk: MarketingDesk;
let shop: Shop;

beforeAll(async () => {
  desk = await openMarketingDesk({ people: PEOPLE });
});
afterAll(() => desk.close());
beforeEach(async () => {
  shop = open();
  await shop.ledger.putTemplate(template('five'));
  await shop.ledger.putTemplate(
    template('three', { discount: { kind: 'amount', amount: money(300), threshold: money(0) } }),
  );
});
afterEach(() => shop.close());

function open(log?: DecisionLog): Shop {
  const documents = openLmdbDocumentStore(temporary('life'));
  return desk.openShop({ documents, ...(log && { log }) });
}

const launch = (job: JobContext = UNWATCHED) => shop.campaigns.launch(spring, 'spring', job);
const refusalsOf = async (of: Shop = shop) => {
  const found: string[] = [];
  for await (const { userId, reason } of of.campaigns.refusals(spring)) found.push(`${userId},${reason}`);
  return found;
};
const budget = (limit: number) => ({ limit: money(limit), guarantee: 'strict' as const, funder: 'platform' });
/** Does something once the second batch of issuing is about to begin. */
const atSecondBatch = (then: () => void, signal = new AbortController().signal): JobContext => ({
  signal,
  report: ({ step, done }) => {
    if (step === 'issuing' && done === 500) then();
  },
});

describe('launch', () => {
  it('serves the highest scores first', async () => {
    await shop.decisions.flows.put({
      id: 'open',
      title: 'no filter, so that the refused have scores too',
      nodes: [{ kind: 'recall', templates: 'campaign' }, { kind: 'rank', by: 'expected-value' }, { kind: 'reserve' }],
    });
    await shop.campaigns.apply(campaign('spring', { flowId: brandAs<FlowId>('open'), budget: budget(200_000) }));
    expect(await launch()).toMatchObject({ audience: PEOPLE, wouldGet: 400, wouldHold: 200_000, left: 0 });
    const { decisions } = await shop.log.list({ campaignId: spring }, { limit: PEOPLE });
    const scores = (outcome: string) =>
      decisions.filter((one) => one.outcome === outcome).map(({ candidates }) => candidates[0]?.score ?? Number.NaN);
    expect(new Set(scores('issued')).size).toBeGreaterThan(100);
    expect(Math.min(...scores('issued'))).toBeGreaterThanOrEqual(Math.max(...scores('none')));
    expect(decisions.find((one) => one.outcome === 'none')).toMatchObject({
      reason: 'budget-exhausted',
      attempts: [{ kind: 'refused', templateId: 'five', reason: 'budget-exhausted' }],
    });
  });

  it('freezes the audience, names it, and stands beside historical campaigns', async () => {
    const audienceId = brandAs<AudienceId>('frequent');
    await shop.campaigns.apply(campaign('spring', { audienceId, title: 'Spring' }));
    const before = await shop.campaigns.get(spring);
    expect([before.state, before.snapshotId, before.budgetNow]).toEqual(['draft', undefined, undefined]);
    await launch();
    const { state, snapshotId, audienceCount, issued, launchedAt } = await shop.campaigns.get(spring);
    expect([state, launchedAt]).toEqual(['running', desk.clock.now()]);
    expect((await desk.audiences.getSnapshot(snapshotId ?? '')).count).toBe(audienceCount);
    expect(issued).toBe(audienceCount);
    const sql = 'SELECT title, type, source FROM dim_campaign WHERE campaign_id = $1';
    expect(await desk.engine.rows(sql, ['spring'])).toEqual([{ title: 'Spring', type: 'coupon', source: 'tessera' }]);
  });

  it('tries the next coupon where the best is gone, and never passes a limit while others take coupons too', async () => {
    await shop.ledger.putTemplate(template('five', { stock: 600 }));
    await shop.decisions.flows.put({
      id: 'dear',
      title: 'dearest first',
      nodes: [{ kind: 'recall', templates: 'campaign' }, { kind: 'rank', by: 'dearest' }, { kind: 'reserve' }],
    });
    const templateIds = [templateId('five'), templateId('three')];
    await shop.campaigns.apply(campaign('spring', { templateIds, flowId: brandAs<FlowId>('dear') }));
    const taken: Promise<unknown>[] = [];
    const job = atSecondBatch(() => {
      for (let n = 0; n < 60; n++)
        taken.push(shop.ledger.issue({ key: `rival-${n}`, templateId: templateId('five'), userId: user(n) }));
    });
    const report = await launch(job);
    await Promise.all(taken);
    const stock = await shop.ledger.findStock(templateId('five'));
    expect(stock?.issued).toBe(600);
    const five = report.byTemplate.find((one) => one.templateId === 'five')?.count ?? 0;
    expect(five).toBeLessThan(600);
    expect(five).toBeGreaterThanOrEqual(540);
    expect(report.wouldGet).toBe(PEOPLE);
    expect(report.wouldHold).toBe((await shop.campaigns.get(spring)).budgetNow?.held);
  });

  it('goes on where a crash between ledger and log has left it, and gives each member one coupon', async () => {
    const document = campaign('spring', {
      templateIds: [templateId('five'), templateId('three')],
      budget: budget(300_000),
    });
    await shop.campaigns.apply(document);
    const whole = await launch();
    const wholeRefusals = await refusalsOf();

    const log = openLmdbDecisionLog(temporary('crash'));
    let appends = 0;
    const crashing: DecisionLog = {
      append: (decisions) => (++appends === 2 ? Promise.reject(new Error('the power is gone')) : log.append(decisions)),
      find: (id) => log.find(id),
      findMany: (ids) => log.findMany(ids),
      list: (query, page) => log.list(query, page),
      countsOf: (id) => log.countsOf(id),
      countOf: (id) => log.countOf(id),
      forget: (id) => log.forget(id),
      close: () => log.close(),
    };
    const other = open(crashing);
    await other.ledger.putTemplate(template('five'));
    await other.ledger.putTemplate(
      template('three', { discount: { kind: 'amount', amount: money(300), threshold: money(0) } }),
    );
    await other.campaigns.apply(document);
    await expect(other.campaigns.launch(spring, 'spring', UNWATCHED)).rejects.toThrow('the power is gone');
    const logged = (await log.list({ campaignId: spring }, { limit: PEOPLE })).decisions.length;
    expect(logged).toBe(500);
    expect((await other.campaigns.get(spring)).issued).toBeGreaterThan(500);

    await other.campaigns.tick(desk.clock.now(), UNWATCHED);
    expect(await other.campaigns.launch(spring, 'spring', UNWATCHED).catch(() => settled(other))).toEqual(whole);
    expect(await refusalsOf(other)).toEqual(wholeRefusals);
    expect(await other.ledger.verify()).toMatchObject({ isSound: true });
    await other.close();
  });

  it('pauses when it is cancelled and goes on when it is launched again', async () => {
    await shop.campaigns.apply(campaign('spring', { budget: budget(300_000) }));
    const preview = await shop.campaigns.preview(spring, UNWATCHED);
    const controller = new AbortController();
    const cancelled = launch(atSecondBatch(() => controller.abort(), controller.signal));
    await expect(cancelled).rejects.toMatchObject({ code: 'job.cancelled' });
    const { issued } = await shop.campaigns.get(spring);
    expect(issued).toBeGreaterThan(0);
    await shop.campaigns.tick(desk.clock.now(), UNWATCHED);
    expect((await shop.campaigns.get(spring)).issued).toBe(issued);
    expect(await launch()).toEqual(preview);
  });

  it('refuses to begin twice, without confirmation, and for an end that has passed', async () => {
    await shop.campaigns.apply(campaign('spring'));
    await expect(shop.campaigns.launch(spring, 'sprig', UNWATCHED)).rejects.toMatchObject({
      code: 'campaign.unconfirmed',
    });
    const [first, second] = await Promise.allSettled([launch(), launch()]);
    expect(first.status).toBe('fulfilled');
    expect(second).toMatchObject({ reason: { code: 'campaign.busy' } });
    await shop.campaigns.apply(campaign('late', { schedule: { endsAt: desk.clock.now() - 1 } }));
    const late = shop.campaigns.launch(campaignId('late'), 'late', UNWATCHED);
    await expect(late).rejects.toMatchObject({ code: 'campaign.invalid' });
    expect((await shop.campaigns.get(campaignId('late'))).state).toBe('draft');
  });
});

/** The report of a campaign whose issuing goes on in the background, once it is over. */
async function settled(of: Shop) {
  for (;;) {
    await new Promise((later) => setTimeout(later, 20));
    const report = await of.campaigns.launch(spring, 'spring', UNWATCHED).catch(() => undefined);
    if (report) return report;
  }
}

describe('stop button', () => {
  it('stops in the middle: not one more coupon, and the rest learn why', async () => {
    await shop.campaigns.apply(campaign('spring'));
    let stopped: Promise<unknown> = Promise.resolve();
    const report = await launch(
      atSecondBatch(() => {
        stopped = shop.campaigns.stop(spring);
      }),
    );
    await stopped;
    const view = await shop.campaigns.get(spring);
    expect([view.state, view.budgetNow?.isOpen]).toEqual(['stopped', false]);
    expect(view.issued).toBe(report.wouldGet);
    expect(view.issued).toBeLessThanOrEqual(1_000);
    const reasons = new Set((await refusalsOf()).map((line) => line.split(',')[1]));
    expect(reasons.has('not-reached')).toBe(true);
    expect([...reasons].every((reason) => reason === 'not-reached' || reason === 'budget-closed')).toBe(true);
    expect((await refusalsOf()).length + view.issued).toBe(PEOPLE);

    const refused = await shop.ledger.issue({
      key: 'late',
      templateId: templateId('five'),
      userId: user(1),
      budgetId: brandAs('spring'),
    });
    expect(refused).toMatchObject({ kind: 'refused', reason: 'budget-closed' });
    await expect(launch()).rejects.toMatchObject({ code: 'campaign.over' });
    await expect(shop.campaigns.stop(spring)).rejects.toMatchObject({ code: 'campaign.not-running' });
    await expect(shop.campaigns.apply(campaign('spring', { title: 'x' }))).rejects.toMatchObject({
      code: 'campaign.over',
    });
  });
});

describe('clock', () => {
  it('starts a scheduled campaign on time and ends it', async () => {
    const now = desk.clock.now();
    await shop.campaigns.apply(campaign('spring', { schedule: { startsAt: now + HOUR, endsAt: now + 3 * HOUR } }));
    const report = await launch();
    expect(report).toMatchObject({ startsAt: now + HOUR, wouldGet: 1_000 });
    const stateAt = async (instant: number) => {
      desk.clock.set(instant);
      await shop.campaigns.tick(instant, UNWATCHED);
      return (await shop.campaigns.get(spring)).state;
    };
    expect([await stateAt(now), (await shop.campaigns.get(spring)).issued]).toEqual(['scheduled', 0]);
    await stateAt(now + HOUR);
    const { startsAt: _, ...planned } = report;
    expect(await settled(shop)).toEqual(planned);
    expect(await stateAt(now + 2 * HOUR)).toBe('running');
    expect(await stateAt(now + 3 * HOUR)).toBe('ended');
    expect((await shop.campaigns.get(spring)).budgetNow?.isOpen).toBe(false);
    desk.clock.set(now);
  });

  it('falls back to a draft when a scheduled document is changed, and never starts what was stopped', async () => {
    const now = desk.clock.now();
    const schedule = { startsAt: now + HOUR };
    await shop.campaigns.apply(campaign('spring', { schedule }));
    await launch();
    expect((await shop.campaigns.apply(campaign('spring', { schedule, title: 'Other' }))).state).toBe('draft');
    await launch();
    await shop.campaigns.stop(spring);
    await shop.campaigns.tick(now + 2 * HOUR, UNWATCHED);
    expect(await shop.campaigns.get(spring)).toMatchObject({ state: 'stopped', issued: 0 });
  });
});

describe('apply', () => {
  it('changes only the budget of a running campaign', async () => {
    await shop.campaigns.apply(campaign('spring', { budget: budget(100_000) }));
    await launch();
    const raised = campaign('spring', { budget: budget(150_000) });
    expect(await shop.campaigns.diff(raised)).toEqual([{ field: 'budget.limit', before: 100_000, after: 150_000 }]);
    expect(await shop.campaigns.apply(raised)).toMatchObject({
      version: 2,
      budgetNow: { limit: 150_000, isOpen: true },
    });
    const { snapshotId } = await shop.campaigns.get(spring);
    expect(await shop.campaigns.diff({ ...raised, snapshotId: snapshotId! })).toEqual([]);
    const below = shop.campaigns.apply(campaign('spring', { budget: budget(99_999) }));
    await expect(below).rejects.toMatchObject({ code: 'budget.below-committed' });
    const other = shop.campaigns.apply({ ...raised, title: 'Other' });
    await expect(other).rejects.toMatchObject({ code: 'campaign.running', detail: { field: 'title' } });
    expect(await shop.campaigns.get(spring)).toMatchObject({ version: 2, budget: { limit: 150_000 } });
    expect((await shop.campaigns.apply(raised)).version).toBe(2);
  });

  it.each([
    [{ audienceId: brandAs<AudienceId>('nobody') }, 'audience.not-found'],
    [{ templateIds: [templateId('nope')] }, 'template.not-found'],
    [{ templateIds: [templateId('five'), templateId('five')] }, 'campaign.invalid'],
    [{ flowId: brandAs<FlowId>('defalt') }, 'flow.not-found'],
    [{ snapshotId: brandAs<never>('everyone@99') }, 'snapshot.not-found'],
    [{ schedule: { startsAt: 10, endsAt: 10 } }, 'campaign.invalid'],
  ])('refuses %j with %s and keeps nothing', async (change, code) => {
    await expect(shop.campaigns.apply(campaign('spring', change))).rejects.toMatchObject({ code });
    await expect(shop.campaigns.get(spring)).rejects.toMatchObject({ code: 'campaign.not-found' });
  });

  it('keeps its ids apart from those of imported campaigns', async () => {
    await desk.engine.append('dim_campaign', { campaign_id: ['18'], title: ['old'], source: ['completejourney'] });
    await expect(shop.campaigns.apply(campaign('18'))).rejects.toMatchObject({ code: 'campaign.id-taken' });
  });
});
