import { type Route, routes } from '../../../src/contract/index.ts';

/** What the live stream of the server can say has changed. */
export type LiveTopic = 'facts' | 'ledger' | 'tags' | 'campaigns' | 'imports' | 'jobs';

/** Routes whose answers depend on a topic. */
const READERS: Readonly<Record<LiveTopic, readonly Route[]>> = {
  facts: [
    routes.getOverview,
    routes.getWorkspace,
    routes.queryMetrics,
    routes.campaignBoard,
    routes.getTimeline,
    routes.searchPeople,
    routes.getProfile,
  ],
  ledger: [
    routes.getOverview,
    routes.showLedger,
    routes.listTemplates,
    routes.campaignBoard,
    routes.couponsOfUser,
    routes.getCoupon,
    routes.getCampaign,
    routes.listCampaigns,
    routes.listDecisions,
  ],
  tags: [
    routes.getOverview,
    routes.getWorkspace,
    routes.listTags,
    routes.describeTag,
    routes.listTagBuilds,
    routes.getProfile,
    routes.countAudience,
    routes.explainAudience,
    routes.audienceDistribution,
    routes.fieldValues,
  ],
  campaigns: [routes.getOverview, routes.listCampaigns, routes.getCampaign, routes.campaignBoard],
  imports: [routes.getOverview, routes.listImports, routes.listRejects],
  jobs: [routes.getJob, routes.listJobs],
};

/** Ids of the routes to ask again. */
export function routesChangedBy(topics: readonly string[]): ReadonlySet<string> {
  const readers = topics.flatMap((topic) => READERS[topic as LiveTopic] ?? []);
  return new Set(readers.map((route) => route.id));
}
