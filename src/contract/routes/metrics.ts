import { z } from 'zod';
import { defineRoute } from '../route.ts';
import { freshness, isoDate, localText } from '../values.ts';

export const metricView = z.object({
  id: z.string(),
  title: localText,
  description: localText,
  unit: z.enum(['count', 'money', 'ratio']),
  owner: z.string(),
  additive: z.boolean(),
  dimensions: z.array(z.string()),
  goodDirection: z.enum(['up', 'down', 'none']),
});
export const dimensionView = z.object({ id: z.string(), title: localText, kind: z.enum(['time', 'word']) });
export const listMetrics = defineRoute({
  id: 'listMetrics',
  method: 'GET',
  path: '/v1/metrics',
  scope: 'read',
  summary: 'Metrics and dimensions',
  response: z.object({ metrics: z.array(metricView), dimensions: z.array(dimensionView) }),
});

export const metricsQuery = z.object({
  metrics: z.array(z.string()).min(1).max(10),
  by: z.array(z.string()).max(4).default([]),
  /** Text form over dimensions: `campaign = '18' and city in ('Chengdu')`. */
  where: z.string().max(10_000).optional(),
  /** Both ends included, days of the business zone. */
  from: isoDate.optional(),
  to: isoDate.optional(),
  /** `previous`: the period of the same length just before; `year`: the same days a year before. */
  compare: z.enum(['previous', 'year']).optional(),
  limit: z.int().min(1).max(10_000).default(1000),
  orderBy: z.string().optional(),
});
export const metricsAnswer = z.object({
  metrics: z.array(z.string()),
  by: z.array(z.string()),
  rows: z.array(
    z.object({
      /** Values of the dimensions in the order of `by`; null is unknown. */
      key: z.array(z.string().nullable()),
      values: z.array(z.number().nullable()),
      before: z.array(z.number().nullable()).optional(),
      /** The bucket reaches beyond the last whole day. */
      incomplete: z.boolean().optional(),
    }),
  ),
  totals: z.array(z.number().nullable()),
  totalsBefore: z.array(z.number().nullable()).optional(),
  /** Per metric: whether the rows sum up to the total. */
  additive: z.array(z.boolean()),
  from: isoDate.optional(),
  to: isoDate.optional(),
  truncated: z.boolean(),
  freshness,
  tookMs: z.number(),
});
export const queryMetrics = defineRoute({
  id: 'queryMetrics',
  method: 'POST',
  path: '/v1/metrics/query',
  scope: 'read',
  summary: 'Metrics by dimensions, filtered, with a comparison',
  body: metricsQuery,
  response: metricsAnswer,
});
/** Funnel of one campaign: recipients → issued → redeemed → orders. */
export const campaignBoard = defineRoute({
  id: 'campaignBoard',
  method: 'GET',
  path: '/v1/star/:campaignId',
  scope: 'read',
  summary: 'Star: funnel, burn and key metrics of one campaign',
  params: z.object({ campaignId: z.string() }),
  response: z.object({
    campaignId: z.string(),
    title: z.string(),
    funnel: z.array(z.object({ step: z.string(), value: z.number().nullable() })),
    burn: z.array(z.object({ at: z.number(), held: z.int(), spent: z.int() })),
    limit: z.int().optional(),
    freshness,
  }),
});
