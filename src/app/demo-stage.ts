import { brandAs, type CampaignId, type JobContext, money, type TemplateId } from '../kernel/index.ts';
import type { CampaignDocument } from '../services/campaign/index.ts';
import type { CouponTemplate } from '../services/ledger/index.ts';
import type { App } from './build-app.ts';

/** What the demo city's marketing team has prepared: three audiences, three templates, one running campaign, one draft. */
export async function stageDemo(app: App, job: JobContext): Promise<void> {
  for (const [id, title, expression] of AUDIENCES) await app.audiences.save(id, { title, expression });
  for (const template of TEMPLATES) await app.ledger.putTemplate(template);
  for (const campaign of CAMPAIGNS) await app.campaigns.apply(campaign);
  await app.campaigns.launch(RUNNING, RUNNING, job);
}

const RUNNING = brandAs<CampaignId>('win-back-june');

const AUDIENCES = [
  ['lapsing', 'Lapsing: ordered before, not in 30 days', 'orders_90d >= 1 and days_since_order > 30'],
  [
    'delivery-fans',
    'Delivery fans: four or more orders in 30 days',
    "did order at least 4 times in 30 days where category = 'food-delivery'",
  ],
  ['high-spenders', 'High spenders of the last 90 days', 'spend_90d >= 800'],
] as const;

const template = (id: string, terms: Omit<CouponTemplate, 'id' | 'perUserCap' | 'funder'>): CouponTemplate => ({
  ...terms,
  id: brandAs<TemplateId>(id),
  perUserCap: 1,
  funder: 'platform',
});

const TEMPLATES: readonly CouponTemplate[] = [
  template('back-8', {
    title: { en: '8 off 40, welcome back', zh: '满40减8 欢迎回来' },
    discount: { kind: 'amount', amount: money(800), threshold: money(4000) },
    stock: 3000,
    validDays: 14,
    categories: [],
  }),
  template('dinner-15', {
    title: { en: '15% off dinner, up to 20', zh: '晚餐85折 最高减20' },
    discount: { kind: 'percent', rate: 0.15, cap: money(2000), threshold: money(6000) },
    stock: 1000,
    validDays: 30,
    categories: ['dining'],
  }),
  template('movie-10', {
    title: { en: '10 off any film', zh: '电影立减10' },
    discount: { kind: 'amount', amount: money(1000), threshold: money(0) },
    stock: 500,
    validDays: 21,
    categories: ['cinema'],
  }),
];

const campaign = (
  id: string,
  terms: Pick<CampaignDocument, 'title' | 'hypothesis'> & {
    audience: string;
    templates: readonly string[];
    limit: number;
  },
): CampaignDocument => ({
  id: brandAs(id),
  title: terms.title,
  hypothesis: terms.hypothesis,
  audienceId: brandAs(terms.audience),
  templateIds: terms.templates.map((name) => brandAs<TemplateId>(name)),
  flowId: brandAs('default'),
  budget: { limit: money(terms.limit), guarantee: 'strict', funder: 'platform' },
  schedule: {},
});

const CAMPAIGNS: readonly CampaignDocument[] = [
  campaign(RUNNING, {
    title: 'Win back in June',
    hypothesis: 'Eight off forty brings lapsing people back for one more order within two weeks.',
    audience: 'lapsing',
    templates: ['back-8'],
    limit: 1_200_000,
  }),
  campaign('summer-evenings', {
    title: 'Summer evenings',
    hypothesis: 'High spenders try dinner or a film when the first is on us.',
    audience: 'high-spenders',
    templates: ['dinner-15', 'movie-10'],
    limit: 800_000,
  }),
];
