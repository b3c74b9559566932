import { type BurnPoint, filterFor, type MetricsAnswer, type MetricsService } from '../../services/metrics/index.ts';

export interface FunnelStep {
  readonly step: 'recipients' | 'issued' | 'redeemed' | 'orders';
  /** Null where it is not known: the issues of a campaign whose coupons were handed out elsewhere. */
  readonly value: number | null;
}

/** The map of one campaign: how far people came, and how fast its budget burns. */
export interface CampaignBoard {
  readonly funnel: readonly FunnelStep[];
  readonly burn: readonly BurnPoint[];
  readonly limit?: number;
  readonly freshness: Pick<MetricsAnswer, 'at' | 'factsUntil'>;
}

const METRICS = ['campaign_recipients', 'coupons_issued', 'coupons_redeemed', 'coupon_orders'];

/** All time, historical campaigns too. A campaign that no fact names has an empty board. */
export async function campaignBoard(metrics: MetricsService, campaignId: string): Promise<CampaignBoard> {
  const where = filterFor('campaign', campaignId);
  const [answer, burn] = await Promise.all([metrics.query({ metrics: METRICS, where }), metrics.burnOf(campaignId)]);
  const [recipients = 0, issued = 0, redeemed = 0, orders = 0] = answer.totals.map(Number);
  return {
    funnel: [
      { step: 'recipients', value: recipients },
      { step: 'issued', value: issued === 0 && redeemed > 0 ? null : issued },
      { step: 'redeemed', value: redeemed },
      { step: 'orders', value: orders === 0 && redeemed > 0 ? null : orders },
    ],
    burn: burn.points,
    ...(burn.limit !== undefined && { limit: burn.limit }),
    freshness: { at: answer.at, ...(answer.factsUntil !== undefined && { factsUntil: answer.factsUntil }) },
  };
}
