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

export const comparison = z.enum(['previous', 'week', 'year']);
export const metricsQuery = z.object({
  metrics: z.array(z.string()).min(1).max(10),
  by: z.array(z.string()).max(4).default([]),
  /** Text form over dimensions: `campaign = '18' and city in ('Chengdu')`. */
  where: z.string().max(10_000).optional(),
  /** Both ends included, days of the business zone. */
  from: isoDate.optional(),
  to: isoDate.optional(),
  /**
   * `previous`: the period of the same length just before; `week`, `year`: the same days a week or a year before.
   * Needs `from`; without `to` the period ends with the last whole day.
   */
  compare: comparison.optional(),
  limit: z.int().min(1).max(10_000).default(1000),
  /** A metric (largest first) or a dimension of `by` (ascending); a leading `-` turns it round. Default: time, else the first metric. */
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
      /** The bucket reaches beyond the days asked for, the data, or the last whole day. */
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
/** Contribution of one value of one dimension to the change of a metric. */
export const contributionView = z.object({
  /** Null is unknown. */
  value: z.string().nullable(),
  now: z.number().nullable(),
  before: z.number().nullable(),
  /** In the metric's unit; where the dimension is `exact` these sum up to the whole change. */
  contribution: z.number(),
});
export const explainMetric = defineRoute({
  id: 'explainMetric',
  method: 'POST',
  path: '/v1/metrics/explain',
  scope: 'read',
  summary: 'What explains a change: contributions of dimension values to the difference between two periods',
  body: z.object({
    metric: z.string(),
    from: isoDate,
    to: isoDate,
    compare: comparison.default('previous'),
    where: z.string().max(10_000).optional(),
    /** Default: the dimensions that the metric has and people act on. */
    dimensions: z.array(z.string()).min(1).max(12).optional(),
  }),
  response: z.object({
    metric: z.string(),
    value: z.number().nullable(),
    before: z.number().nullable(),
    /** The dimension that explains most comes first. */
    dimensions: z.array(
      z.object({
        dimension: z.string(),
        /** Whether contributions sum up to the change; distinct counts overlap and do not. */
        exact: z.boolean(),
        /** How far the shares of its values moved (Jensen-Shannon divergence, 0 to 1). */
        surprise: z.number(),
        /** The largest first; the rest is left out. */
        contributions: z.array(contributionView),
      }),
    ),
    freshness,
  }),
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
