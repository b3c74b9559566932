import { type CallOutput, routes } from '../../../contract/index.ts';
import {
  brandAs,
  type CampaignId,
  type Currency,
  type DecisionId,
  TesseraError,
  type UserId,
} from '../../../kernel/index.ts';
import { tellDecision } from '../../../products/cord/index.ts';
import {
  type Decision,
  type DecisionService,
  type Flow,
  REASONS,
  type Reason,
} from '../../../services/decision/index.ts';
import type { LedgerService } from '../../../services/ledger/index.ts';
import { type Binding, bind } from '../binding.ts';

export interface DecisionRouteServices {
  readonly decisions: DecisionService;
  readonly ledger: Pick<LedgerService, 'stocks'>;
  readonly workspace: { readonly currency: Currency };
}

/** Decisions, their log, and the flows that make them. */
export function decisionRoutes({ decisions, ledger, workspace }: DecisionRouteServices): readonly Binding[] {
  const told = async (decision: Decision) => {
    const titles = new Map<string, { en: string; zh: string }>(
      (await ledger.stocks()).map(({ template }) => [template.id, template.title]),
    );
    const { en, zh } = tellDecision(decision, { currency: workspace.currency, titleOf: (id) => titles.get(id) });
    return { ...decisionView(decision), story: { en: [...en], zh: [...zh] } };
  };

  return [
    bind(routes.decide, async ({ body }) => {
      const { flowId, userId, campaignId, key, dryRun } = body;
      const request = { flowId, userId: brandAs<UserId>(userId), dryRun, ...(key !== undefined && { key }) };
      const campaign = campaignId === undefined ? {} : { campaignId: brandAs<CampaignId>(campaignId) };
      return told(await decisions.decide({ ...request, ...campaign }));
    }),

    bind(routes.getDecision, async ({ params }) => told(await decisions.getDecision(brandAs<DecisionId>(params.id)))),

    bind(routes.listDecisions, async ({ query }) => {
      const { limit, after, ...asked } = query;
      const found = await decisions.listDecisions(queryOf(asked), { limit, ...(after !== undefined && { after }) });
      return { ...found, decisions: found.decisions.map(decisionView) };
    }),

    bind(routes.listReasons, async () => ({
      reasons: Object.entries(REASONS).map(([id, title]) => ({ id, title: { ...title } })),
    })),

    bind(routes.listFlows, async () => ({ flows: (await decisions.flows.list()).map(flowView) })),

    bind(routes.getFlow, async ({ params, query }) => flowView(await decisions.flows.get(params.id, query.version))),

    bind(routes.putFlow, async ({ params, body }) => {
      if (params.id !== body.id)
        throw new TesseraError('request.invalid', { problem: `id "${body.id}" is not the path's "${params.id}"` });
      return flowView(await decisions.flows.put(body));
    }),
  ];
}

interface Asked {
  readonly userId?: string | undefined;
  readonly campaignId?: string | undefined;
  readonly reason?: string | undefined;
}

function queryOf({ userId, campaignId, reason }: Asked) {
  if (reason !== undefined && !isReason(reason))
    throw new TesseraError('request.invalid', { problem: `there is no reason "${reason}"` });
  return {
    ...(userId !== undefined && { userId: brandAs<UserId>(userId) }),
    ...(campaignId !== undefined && { campaignId: brandAs<CampaignId>(campaignId) }),
    ...(reason !== undefined && { reason }),
  };
}

function isReason(text: string): text is Reason {
  return Object.hasOwn(REASONS, text);
}

type DecisionView = CallOutput<typeof routes.getDecision>;

function decisionView({ inputs: _, attempts: __, key: ___, candidates, stages, ...rest }: Decision): DecisionView {
  return { ...rest, candidates: [...candidates], stages: [...stages] };
}

function flowView({ nodes, ...flow }: Flow): CallOutput<typeof routes.putFlow> {
  return {
    ...flow,
    nodes: nodes.map((node) => {
      if (node.kind === 'filter')
        return { kind: node.kind, rules: [...node.rules], ...(node.where && { where: node.where.text }) };
      if (node.kind === 'recall')
        return { ...node, templates: typeof node.templates === 'string' ? node.templates : [...node.templates] };
      return { ...node };
    }),
  };
}
