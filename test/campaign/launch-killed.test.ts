import { expect, it } from 'vitest';
import { seededRng } from '../../src/kernel/index.ts';
import type { CampaignReport } from '../../src/services/campaign/index.ts';
import { PEOPLE, runLaunch } from './launch-process.ts';
import { campaignId, openMarketingDesk, temporary, user } from './marketing-desk.ts';

it('gives every member at most one coupon, and the same ones, when it is killed again and again', async () => {
  const folder = temporary('launch-killed');
  const rng = seededRng(3, 'launch-killed');
  let preview: CampaignReport | undefined;
  let report: CampaignReport | undefined;
  let killed = 0;

  for (let round = 0; !report && round < 20; round++) {
    const batches = 1 + rng.below(3);
    let seen = 0;
    await runLaunch(folder, (words, kill) => {
      preview = words.preview ?? preview;
      report = words.report ?? report;
      if (!preview || words.progress?.step !== 'issuing' || words.progress.done === PEOPLE) return;
      if (++seen <= batches || killed === 3) return;
      killed++;
      setTimeout(kill, rng.below(40));
    });
  }
  expect(killed).toBe(3);
  expect(report).toEqual(preview);

  const desk = await openMarketingDesk({ people: PEOPLE, folder });
  const shop = desk.openShop();
  expect(await shop.ledger.verify()).toMatchObject({ isSound: true });
  const { budgetNow, issued, refused } = await shop.campaigns.get(campaignId('spring'));
  expect([issued, refused, budgetNow?.held]).toEqual([report?.wouldGet, PEOPLE - issued, report?.wouldHold]);
  const owners = new Set<string>();
  for (let n = 0; n < PEOPLE; n++) {
    const { decisions } = await shop.log.list({ userId: user(n) }, { limit: 5 });
    const coupons = await shop.ledger.couponsOf(user(n));
    expect(decisions).toHaveLength(1);
    expect(coupons.map(({ id }) => id)).toEqual(decisions.flatMap(({ couponId }) => couponId ?? []));
    for (const { userId } of coupons) owners.add(userId);
  }
  expect(owners.size).toBe(issued);
  await shop.close();
  await desk.close();
}, 180_000);
