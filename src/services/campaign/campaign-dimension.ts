import { type BusinessTime, brandAs, type CampaignId, dayOf, type Instant } from '../../kernel/index.ts';
import type { SqlEngine } from '../../warehouse/sql-engine.port.ts';
import type { CampaignDocument } from './campaign.ts';

/** `source` of the rows that are campaigns run here. */
const SOURCE = 'tessera';

/** Writes a launched campaign into `dim_campaign`, so that it stands beside the historical ones. */
export async function writeCampaignDimension(
  engine: SqlEngine,
  { document, launchedAt, time }: { document: CampaignDocument; launchedAt: Instant; time: BusinessTime },
): Promise<void> {
  const { id, title, schedule } = document;
  await engine.transaction(async (session) => {
    await session.run('DELETE FROM dim_campaign WHERE campaign_id = $1 AND source = $2', [id, SOURCE]);
    await session.append('dim_campaign', {
      campaign_id: [id],
      title: [title],
      type: ['coupon'],
      starts_on: [dayOf(launchedAt, time)],
      ends_on: [schedule.endsAt === undefined ? null : dayOf(schedule.endsAt, time)],
      source: [SOURCE],
    });
  });
}

/** Whether imported data has a campaign of this id. */
export async function isImportedCampaign(engine: SqlEngine, id: CampaignId): Promise<boolean> {
  const sql = 'SELECT campaign_id FROM dim_campaign WHERE campaign_id = $1 AND source IS DISTINCT FROM $2 LIMIT 1';
  const rows = await engine.rows<{ campaign_id: string }>(sql, [id, SOURCE]);
  return rows.some((row) => brandAs<CampaignId>(row.campaign_id) === id);
}
