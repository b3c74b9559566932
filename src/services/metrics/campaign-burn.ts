import type { Instant } from '../../kernel/index.ts';
import type { SqlEngine } from '../../warehouse/sql-engine.port.ts';

/** What a budget held and had spent after the last movement of a stretch of time; minor units. */
export interface BurnPoint {
  readonly at: Instant;
  readonly held: number;
  readonly spent: number;
}

export interface CampaignBurn {
  /** Oldest first, at most a few hundred. Empty for a campaign without a budget here. */
  readonly points: readonly BurnPoint[];
  /** Undefined where no limit was ever set. */
  readonly limit?: number;
}

/** Stretches that keep a chart below this many points. */
const POINTS = 200;
const STRETCHES_MS = [60_000, 600_000, 3_600_000, 21_600_000, 86_400_000, 604_800_000];

/** Movements of all budgets of one campaign. What is held is held − released − spent, as the ledger writes them. */
export async function findBurn(campaignId: string, engine: SqlEngine): Promise<CampaignBurn> {
  const [span] = await engine.rows<{ first: number | null; last: number | null; limit: number | null }>(
    `SELECT min(occurred_at) FILTER (WHERE kind <> 'limited') AS first, max(occurred_at) FILTER (WHERE kind <> 'limited') AS last,
       sum(amount) FILTER (WHERE kind = 'limited') AS "limit"
     FROM fact_budget_movement WHERE campaign_id = $1`,
    [campaignId],
  );
  const limit = span?.limit == null ? {} : { limit: span.limit };
  if (span?.first == null || span.last === null) return { points: [], ...limit };
  const length = span.last - span.first;
  const stretchMs = STRETCHES_MS.find((ms) => length / ms <= POINTS) ?? Math.ceil(length / POINTS);
  const points = await engine.rows<BurnPoint>(
    `SELECT max(moved_at) AS "at", sum(sum(held)) OVER running AS held, sum(sum(spent)) OVER running AS spent
     FROM (
       SELECT epoch_ms(occurred_at) AS moved_at, epoch_ms(occurred_at) // $2::BIGINT AS stretch,
         CASE kind WHEN 'held' THEN amount WHEN 'limited' THEN 0 ELSE -amount END AS held,
         CASE kind WHEN 'spent' THEN amount ELSE 0 END AS spent
       FROM fact_budget_movement WHERE campaign_id = $1 AND kind <> 'limited')
     GROUP BY stretch WINDOW running AS (ORDER BY stretch) ORDER BY stretch`,
    [campaignId, stretchMs],
  );
  return { points, ...limit };
}
