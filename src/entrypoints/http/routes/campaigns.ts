import { Readable } from 'node:stream';
import { type CallOutput, routes } from '../../../contract/index.ts';
import {
  type AudienceId,
  brandAs,
  type CampaignId,
  type FlowId,
  type Instant,
  money,
  type SnapshotId,
  type TemplateId,
  TesseraError,
} from '../../../kernel/index.ts';
import type {
  Campaign,
  CampaignDocument,
  CampaignReport,
  CampaignService,
  Refusal,
} from '../../../services/campaign/index.ts';
import { type Binding, bind, bindFile, FileAnswer } from '../binding.ts';
import type { Jobs } from '../jobs.ts';
import { budgetView } from './ledger-views.ts';

export interface CampaignRouteServices {
  readonly campaigns: CampaignService;
  readonly jobs: Jobs;
}

/** Campaigns from draft to end. */
export function campaignRoutes({ campaigns, jobs }: CampaignRouteServices): readonly Binding[] {
  return [
    bind(routes.listCampaigns, async () => ({ campaigns: (await campaigns.list()).map(campaignView) })),

    bind(routes.getCampaign, async ({ params }) => campaignView(await campaigns.get(idOf(params)))),

    bind(routes.putCampaign, async ({ params, body }) =>
      campaignView(await campaigns.apply(documentOf(params.id, body))),
    ),

    bind(routes.diffCampaign, async ({ params, body }) => {
      const changes = await campaigns.diff(documentOf(params.id, body));
      return { changes: changes.map((change) => ({ ...change })) };
    }),

    bind(routes.previewCampaign, async ({ params }) => {
      const { id } = await campaigns.get(idOf(params));
      return jobs.start('campaign.preview', async (job) => reportView(await campaigns.preview(id, job)));
    }),

    bind(routes.launchCampaign, async ({ params, body }) => {
      const { id } = await campaigns.get(idOf(params));
      if (body.confirm !== id) throw new TesseraError('campaign.unconfirmed', { id, confirm: body.confirm });
      return jobs.start('campaign.launch', async (job) => reportView(await campaigns.launch(id, body.confirm, job)));
    }),

    bind(routes.stopCampaign, async ({ params }) => campaignView(await campaigns.stop(idOf(params)))),

    bindFile(routes.exportRefusals, async ({ params }) => {
      const { id } = await campaigns.get(idOf(params));
      return new FileAnswer(`${id}-refusals.csv`, 'text/csv; charset=utf-8', csvOf(campaigns.refusals(id)));
    }),
  ];
}

function idOf(params: { readonly id: string }): CampaignId {
  return brandAs<CampaignId>(params.id);
}

type Body = (typeof routes.putCampaign)['body']['_output'];

function documentOf(pathId: string, body: Body): CampaignDocument {
  if (pathId !== body.id)
    throw new TesseraError('request.invalid', { problem: `id "${body.id}" is not the path's "${pathId}"` });
  return {
    id: brandAs<CampaignId>(body.id),
    title: body.title,
    hypothesis: body.hypothesis,
    audienceId: brandAs<AudienceId>(body.audienceId),
    ...(body.snapshotId !== undefined && { snapshotId: brandAs<SnapshotId>(body.snapshotId) }),
    templateIds: body.templateIds.map((id) => brandAs<TemplateId>(id)),
    flowId: brandAs<FlowId>(body.flowId),
    budget: { ...body.budget, limit: money(body.budget.limit) },
    schedule: scheduleOf(body.schedule),
  };
}

function scheduleOf({ startsAt, endsAt }: Body['schedule']): CampaignDocument['schedule'] {
  return {
    ...(startsAt !== undefined && { startsAt: Date.parse(startsAt) }),
    ...(endsAt !== undefined && { endsAt: Date.parse(endsAt) }),
  };
}

function campaignView({
  schedule,
  templateIds,
  budgetNow,
  ...campaign
}: Campaign): CallOutput<typeof routes.getCampaign> {
  return {
    ...campaign,
    templateIds: [...templateIds],
    schedule: {
      ...(schedule.startsAt !== undefined && { startsAt: isoTime(schedule.startsAt) }),
      ...(schedule.endsAt !== undefined && { endsAt: isoTime(schedule.endsAt) }),
    },
    ...(budgetNow && { budgetNow: budgetView(budgetNow) }),
  };
}

function reportView({ refusals, byTemplate, ...report }: CampaignReport) {
  return { ...report, refusals: [...refusals], byTemplate: [...byTemplate] };
}

function isoTime(instant: Instant): string {
  return new Date(instant).toISOString();
}

function csvOf(refusals: AsyncIterable<Refusal>): Readable {
  return Readable.from(csvLines(refusals));
}

async function* csvLines(refusals: AsyncIterable<Refusal>): AsyncIterable<string> {
  yield 'user_id,reason\n';
  for await (const { userId, reason } of refusals) yield `${quoted(userId)},${reason}\n`;
}

/** RFC 4180. */
function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
