// The process that is killed: it launches a campaign, or goes on with one after a crash, and tells how far it is.
import { type JobContext, money } from '../../src/kernel/index.ts';
import { LIMIT, PEOPLE } from './launch-process.ts';
import { campaign, campaignId, openMarketingDesk, template, templateId } from './marketing-desk.ts';

const desk = await openMarketingDesk({ people: PEOPLE, folder: process.argv[2] ?? '' });
const shop = desk.openShop();
const id = campaignId('spring');
const job: JobContext = {
  signal: new AbortController().signal,
  report: (progress) => process.send?.({ progress }),
};

if (!(await shop.campaigns.list()).some((one) => one.id === id)) {
  await shop.ledger.putTemplate(template('five', { stock: 1_100 }));
  const small = { kind: 'amount' as const, amount: money(300), threshold: money(0) };
  await shop.ledger.putTemplate(template('three', { discount: small, stock: 1_500 }));
  const budget = { limit: LIMIT, guarantee: 'strict', funder: 'platform' } as const;
  await shop.campaigns.apply(campaign('spring', { templateIds: [templateId('five'), templateId('three')], budget }));
  process.send?.({ preview: await shop.campaigns.preview(id, job) });
}
const { state } = await shop.campaigns.get(id);
if (state === 'running') await shop.campaigns.tick(desk.clock.now(), job);
else await shop.campaigns.launch(id, 'spring', job);

for (;;) {
  const report = await shop.campaigns.launch(id, 'spring', job).catch((error: { code?: string }) => {
    if (error.code !== 'campaign.busy') throw error;
  });
  if (report) {
    process.send?.({ report });
    break;
  }
  await new Promise((later) => setTimeout(later, 20));
}
