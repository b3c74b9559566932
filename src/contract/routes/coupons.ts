import { z } from 'zod';
import { defineRoute } from '../route.ts';
import { instant, jobView, localText, minorUnits, pageQuery, slug } from '../values.ts';

const byId = z.object({ id: z.string() });
export const discount = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('amount'), amount: minorUnits.positive(), threshold: minorUnits.min(0).default(0) }),
  z.object({
    kind: z.literal('percent'),
    rate: z.number().gt(0).max(1),
    cap: minorUnits.positive(),
    threshold: minorUnits.min(0).default(0),
  }),
]);
export const templateInput = z.object({
  id: slug,
  title: localText,
  discount,
  stock: z.int().min(0),
  perUserCap: z.int().min(1).default(1),
  validDays: z.int().min(1).max(3650).default(30),
  funder: z.string().min(1).max(100).default('platform'),
  categories: z.array(z.string()).default([]),
});
export const stockView = z.object({
  template: templateInput,
  issued: z.int(),
  redeemed: z.int(),
  left: z.int(),
  fullCost: z.int(),
});
export const listTemplates = defineRoute({
  id: 'listTemplates',
  method: 'GET',
  path: '/v1/coupons/templates',
  scope: 'read',
  summary: 'Coupon templates with stock',
  response: z.object({ templates: z.array(stockView) }),
});
export const putTemplate = defineRoute({
  id: 'putTemplate',
  method: 'PUT',
  path: '/v1/coupons/templates/:id',
  scope: 'build',
  summary: 'Create or change a template',
  params: z.object({ id: slug }),
  body: templateInput,
  response: stockView,
});

export const couponView = z.object({
  id: z.string(),
  templateId: z.string(),
  userId: z.string(),
  budgetId: z.string().optional(),
  campaignId: z.string().optional(),
  state: z.enum(['issued', 'redeemed', 'released', 'expired']),
  /** Terms as promised at issue. */
  discount,
  held: z.int(),
  spent: z.int(),
  issuedAt: instant,
  expiresAt: instant,
  orderId: z.string().optional(),
  closedAt: instant.optional(),
});
const couponAnswer = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('done'), coupon: couponView, repeated: z.boolean() }),
  z.object({ kind: z.literal('refused'), reason: z.string(), repeated: z.boolean() }),
]);
export const issueCoupon = defineRoute({
  id: 'issueCoupon',
  method: 'POST',
  path: '/v1/coupons',
  scope: 'issue',
  summary: 'Issue one coupon to one person; refused with a reason where stock, cap or budget say no',
  body: z.object({
    key: z.string().min(1).max(200),
    templateId: z.string(),
    userId: z.string(),
    budgetId: z.string().optional(),
    campaignId: z.string().optional(),
  }),
  response: couponAnswer,
});
export const redeemCoupon = defineRoute({
  id: 'redeemCoupon',
  method: 'POST',
  path: '/v1/coupons/:id/redeem',
  scope: 'issue',
  summary: 'Redeem a coupon for an order, once',
  params: byId,
  body: z.object({
    key: z.string().min(1).max(200),
    orderId: z.string().min(1).max(200),
    basket: minorUnits.min(0).optional(),
  }),
  response: couponAnswer,
});
export const releaseCoupon = defineRoute({
  id: 'releaseCoupon',
  method: 'POST',
  path: '/v1/coupons/:id/release',
  scope: 'issue',
  summary: 'Give an unused coupon back',
  params: byId,
  body: z.object({ key: z.string().min(1).max(200) }),
  response: couponAnswer,
});
export const getCoupon = defineRoute({
  id: 'getCoupon',
  method: 'GET',
  path: '/v1/coupons/:id',
  scope: 'people',
  summary: 'One coupon',
  params: byId,
  response: couponView,
});
export const couponsOfUser = defineRoute({
  id: 'couponsOfUser',
  method: 'GET',
  path: '/v1/people/:userId/coupons',
  scope: 'people',
  summary: 'Coupons of one person, newest first',
  params: z.object({ userId: z.string() }),
  response: z.object({ coupons: z.array(couponView) }),
});

// ledger ----------------------------------------------------------------------------------------------------------
export const budgetView = z.object({
  id: z.string(),
  campaignId: z.string().optional(),
  funder: z.string(),
  guarantee: z.literal('strict'),
  limit: z.int(),
  held: z.int(),
  spent: z.int(),
  left: z.int(),
  isOpen: z.boolean(),
});
export const showLedger = defineRoute({
  id: 'showLedger',
  method: 'GET',
  path: '/v1/ledger',
  scope: 'read',
  summary: 'Budgets and stock',
  response: z.object({ budgets: z.array(budgetView), templates: z.array(stockView), entries: z.int() }),
});
export const putBudget = defineRoute({
  id: 'putBudget',
  method: 'PUT',
  path: '/v1/ledger/budgets/:id',
  scope: 'launch',
  summary: 'Set the limit of a budget, open or close it',
  params: z.object({ id: slug }),
  body: z.object({
    limit: minorUnits.min(0),
    funder: z.string().default('platform'),
    campaignId: z.string().optional(),
    isOpen: z.boolean().default(true),
  }),
  response: budgetView,
});
export const verifyLedger = defineRoute({
  id: 'verifyLedger',
  method: 'POST',
  path: '/v1/ledger/verify',
  scope: 'read',
  summary: 'Replay the journal and check its hash chain',
  response: z.object({ entries: z.int(), isSound: z.boolean(), problems: z.array(z.string()) }),
});
export const reconcileLedger = defineRoute({
  id: 'reconcileLedger',
  method: 'POST',
  path: '/v1/ledger/reconcile',
  scope: 'read',
  summary: 'Ledger totals against warehouse totals; every difference must be zero',
  response: z.object({
    isZero: z.boolean(),
    rows: z.array(
      z.object({ subject: z.string(), figure: z.string(), ledger: z.int(), warehouse: z.int(), difference: z.int() }),
    ),
    pending: z.int(),
  }),
});

// decisions -------------------------------------------------------------------------------------------------------
export const candidateView = z.object({
  templateId: z.string(),
  stage: z.enum(['recalled', 'filtered', 'ranked', 'chosen']),
  reason: z.string().optional(),
  score: z.number().optional(),
  cost: z.int(),
});
export const decisionView = z.object({
  id: z.string(),
  at: instant,
  flowId: z.string(),
  flowVersion: z.int(),
  userId: z.string(),
  campaignId: z.string().optional(),
  outcome: z.enum(['issued', 'would-issue', 'none']),
  templateId: z.string().optional(),
  couponId: z.string().optional(),
  reason: z.string().optional(),
  candidates: z.array(candidateView),
  stages: z.array(z.object({ node: z.string(), in: z.int(), out: z.int(), ms: z.number() })),
  tagVersion: z.int().optional(),
  /** The decision in words, sentence by sentence; left out in lists. */
  story: z.object({ en: z.array(z.string()), zh: z.array(z.string()) }).optional(),
});
/** Every reason for getting nothing, with its title. */
export const listReasons = defineRoute({
  id: 'listReasons',
  method: 'GET',
  path: '/v1/reasons',
  scope: 'read',
  summary: 'Reasons why somebody gets no coupon, in words',
  response: z.object({ reasons: z.array(z.object({ id: z.string(), title: localText })) }),
});
export const decide = defineRoute({
  id: 'decide',
  method: 'POST',
  path: '/v1/decisions',
  scope: 'issue',
  summary: 'Decide the coupon for one person and reserve it; with dryRun nothing is held',
  body: z.object({
    flowId: z.string(),
    userId: z.string(),
    campaignId: z.string().optional(),
    key: z.string().max(200).optional(),
    dryRun: z.boolean().default(false),
  }),
  response: decisionView,
});
export const getDecision = defineRoute({
  id: 'getDecision',
  method: 'GET',
  path: '/v1/decisions/:id',
  scope: 'people',
  summary: 'A past decision, explained',
  params: byId,
  response: decisionView,
});
export const listDecisions = defineRoute({
  id: 'listDecisions',
  method: 'GET',
  path: '/v1/decisions',
  scope: 'people',
  summary: 'Decision log, newest first',
  query: pageQuery.extend({
    userId: z.string().optional(),
    campaignId: z.string().optional(),
    reason: z.string().optional(),
  }),
  response: z.object({ decisions: z.array(decisionView), next: z.string().optional() }),
});
/** One flow: nodes in order. `split` keeps a share of people out, `recall` proposes, `filter` removes, `rank` scores, `reserve` holds. */
export const flowInput = z.object({
  id: slug,
  title: z.string().max(200),
  nodes: z
    .array(
      z.discriminatedUnion('kind', [
        z.object({ kind: z.literal('split'), salt: z.string(), holdoutShare: z.number().min(0).lt(1).default(0) }),
        z.object({
          kind: z.literal('recall'),
          templates: z.union([z.literal('campaign'), z.literal('all'), z.array(z.string())]),
        }),
        z.object({
          kind: z.literal('filter'),
          rules: z.array(z.enum(['eligible', 'stock', 'user-cap', 'budget', 'already-holds'])),
          where: z.string().optional(),
        }),
        z.object({ kind: z.literal('rank'), by: z.enum(['expected-value', 'cheapest', 'dearest']) }),
        z.object({ kind: z.literal('reserve') }),
      ]),
    )
    .min(1),
});
export const flowView = flowInput.extend({ version: z.int() });
export const listFlows = defineRoute({
  id: 'listFlows',
  method: 'GET',
  path: '/v1/flows',
  scope: 'read',
  summary: 'Decision flows',
  response: z.object({ flows: z.array(flowView) }),
});
export const getFlow = defineRoute({
  id: 'getFlow',
  method: 'GET',
  path: '/v1/flows/:id',
  scope: 'read',
  summary: 'One flow: its newest version, or the one asked for',
  params: byId,
  query: z.object({ version: z.coerce.number().int().min(1).optional() }),
  response: flowView,
});
export const putFlow = defineRoute({
  id: 'putFlow',
  method: 'PUT',
  path: '/v1/flows/:id',
  scope: 'build',
  summary: 'Save a flow as its next version',
  params: z.object({ id: slug }),
  body: flowInput,
  response: flowView,
});

// campaigns -------------------------------------------------------------------------------------------------------
export const campaignInput = z.object({
  id: slug,
  title: z.string().min(1).max(200),
  hypothesis: z.string().max(2000).default(''),
  audienceId: z.string(),
  snapshotId: z.string().optional(),
  templateIds: z.array(z.string()).min(1),
  flowId: z.string().default('default'),
  budget: z.object({
    limit: minorUnits.min(0),
    guarantee: z.literal('strict').default('strict'),
    funder: z.string().default('platform'),
  }),
  schedule: z
    .object({
      startsAt: z.iso.datetime({ offset: true }).optional(),
      endsAt: z.iso.datetime({ offset: true }).optional(),
    })
    .default({}),
});
export const campaignView = campaignInput.extend({
  version: z.int(),
  state: z.enum(['draft', 'scheduled', 'running', 'stopped', 'ended']),
  createdAt: instant,
  launchedAt: instant.optional(),
  stoppedAt: instant.optional(),
  audienceCount: z.int().optional(),
  budgetNow: budgetView.optional(),
  issued: z.int(),
  redeemed: z.int(),
  refused: z.int(),
});
export const listCampaigns = defineRoute({
  id: 'listCampaigns',
  method: 'GET',
  path: '/v1/campaigns',
  scope: 'read',
  summary: 'Campaigns',
  response: z.object({ campaigns: z.array(campaignView) }),
});
export const getCampaign = defineRoute({
  id: 'getCampaign',
  method: 'GET',
  path: '/v1/campaigns/:id',
  scope: 'read',
  summary: 'One campaign',
  params: byId,
  response: campaignView,
});
export const putCampaign = defineRoute({
  id: 'putCampaign',
  method: 'PUT',
  path: '/v1/campaigns/:id',
  scope: 'build',
  summary: 'Apply a campaign document; refused while it runs, but for the budget',
  params: z.object({ id: slug }),
  body: campaignInput,
  response: campaignView,
});
export const diffCampaign = defineRoute({
  id: 'diffCampaign',
  method: 'POST',
  path: '/v1/campaigns/:id/diff',
  scope: 'read',
  summary: 'What applying a document would change',
  params: z.object({ id: slug }),
  body: campaignInput,
  response: z.object({ changes: z.array(z.object({ field: z.string(), before: z.unknown(), after: z.unknown() })) }),
});
export const campaignPreview = z.object({
  audience: z.int(),
  wouldGet: z.int(),
  wouldHold: z.int(),
  limit: z.int(),
  left: z.int(),
  order: z.string(),
  refusals: z.array(z.object({ reason: z.string(), count: z.int() })),
  byTemplate: z.array(z.object({ templateId: z.string(), count: z.int(), hold: z.int() })),
  /** Set by a launch that has only scheduled the campaign: nothing is issued before. */
  startsAt: instant.optional(),
});
export const previewCampaign = defineRoute({
  id: 'previewCampaign',
  method: 'POST',
  path: '/v1/campaigns/:id/preview',
  scope: 'read',
  summary:
    'How many would get a coupon, what it would hold, and why the rest would not; a job whose result is a CampaignPreview',
  params: byId,
  response: jobView,
});
/** `confirm` must repeat the campaign's id: money moves. */
export const launchCampaign = defineRoute({
  id: 'launchCampaign',
  method: 'POST',
  path: '/v1/campaigns/:id/launch',
  scope: 'launch',
  summary:
    'Launch: open the budget and issue to the audience; a job whose result is a CampaignPreview of what happened',
  params: byId,
  body: z.object({ confirm: z.string() }),
  response: jobView,
});
export const stopCampaign = defineRoute({
  id: 'stopCampaign',
  method: 'POST',
  path: '/v1/campaigns/:id/stop',
  scope: 'launch',
  summary: 'Stop issuing at once',
  params: byId,
  response: campaignView,
});
/** Answers CSV: user_id, reason. */
export const exportRefusals = defineRoute({
  id: 'exportRefusals',
  method: 'GET',
  path: '/v1/campaigns/:id/refusals',
  scope: 'people',
  summary: 'Who got nothing and why, as CSV',
  params: byId,
  response: z.unknown(),
});
