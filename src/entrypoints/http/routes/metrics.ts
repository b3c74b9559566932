import { routes } from '../../../contract/index.ts';
import { brandAs, type CampaignId, isoDay, parseDay, TesseraError } from '../../../kernel/index.ts';
import { explainChange } from '../../../products/cloud/index.ts';
import { campaignBoard } from '../../../products/star/index.ts';
import type { CampaignService } from '../../../services/campaign/index.ts';
import type { MetricsAnswer, MetricsService } from '../../../services/metrics/index.ts';
import { type Binding, bind } from '../binding.ts';

interface Services {
  readonly metrics: MetricsService;
  readonly campaigns: Pick<CampaignService, 'get'>;
}

/** Cloud and Star: metrics of everything, what explains a change, and the board of one campaign. */
export function metricRoutes({ metrics, campaigns }: Services): readonly Binding[] {
  return [
    bind(routes.listMetrics, async () => ({
      metrics: metrics
        .metrics()
        .map(({ measure: _measure, dimensions, ...info }) => ({ ...info, dimensions: [...dimensions] })),
      dimensions: [...metrics.dimensions()],
    })),

    bind(routes.queryMetrics, async ({ body }) => {
      const { from, to, where, compare, orderBy, ...rest } = body;
      const answer = await metrics.query({
        ...rest,
        ...(from !== undefined && { from: parseDay(from) }),
        ...(to !== undefined && { to: parseDay(to) }),
        ...(where !== undefined && { where }),
        ...(compare !== undefined && { compare }),
        ...(orderBy !== undefined && { orderBy }),
      });
      return answerView(answer);
    }),

    bind(routes.explainMetric, async ({ body }) => {
      const { metric, from, to, compare, where, dimensions } = body;
      const explanation = await explainChange(metrics, metric, {
        from: parseDay(from),
        to: parseDay(to),
        compare,
        ...(where !== undefined && { where }),
        ...(dimensions !== undefined && { dimensions }),
      });
      return {
        ...explanation,
        dimensions: explanation.dimensions.map(({ contributions, ...rest }) => ({
          ...rest,
          contributions: contributions.slice(0, 20),
        })),
        freshness: explanation.freshness,
      };
    }),

    bind(routes.campaignBoard, async ({ params: { campaignId } }) => {
      const [board, title] = await Promise.all([campaignBoard(metrics, campaignId), titleOf(campaigns, campaignId)]);
      return { campaignId, title: title ?? campaignId, ...board, funnel: [...board.funnel], burn: [...board.burn] };
    }),
  ];
}

function answerView({ at, factsUntil, from, to, totalsBefore, ...answer }: MetricsAnswer) {
  return {
    ...answer,
    metrics: [...answer.metrics],
    by: [...answer.by],
    rows: answer.rows.map(({ key, values, before, incomplete }) => ({
      key: [...key],
      values: [...values],
      ...(before && { before: [...before] }),
      ...(incomplete && { incomplete }),
    })),
    totals: [...answer.totals],
    ...(totalsBefore && { totalsBefore: [...totalsBefore] }),
    additive: [...answer.additive],
    ...(from !== undefined && { from: isoDay(from) }),
    ...(to !== undefined && { to: isoDay(to) }),
    freshness: { at, ...(factsUntil !== undefined && { factsUntil }) },
  };
}

/** Undefined for a campaign that ran elsewhere. */
async function titleOf(campaigns: Services['campaigns'], id: string): Promise<string | undefined> {
  try {
    return (await campaigns.get(brandAs<CampaignId>(id))).title;
  } catch (error) {
    if (error instanceof TesseraError && error.code === 'campaign.not-found') return undefined;
    throw error;
  }
}
