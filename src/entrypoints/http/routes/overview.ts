import { type CallOutput, routes } from '../../../contract/index.ts';
import { type Clock, isoDay } from '../../../kernel/index.ts';
import { changesOfDay } from '../../../products/cloud/index.ts';
import type { Campaign, CampaignService } from '../../../services/campaign/index.ts';
import type { Budget, LedgerService } from '../../../services/ledger/index.ts';
import type { MetricsService } from '../../../services/metrics/index.ts';
import type { ImportService } from '../../../warehouse/imports/index.ts';
import type { TagService } from '../../../warehouse/tags/index.ts';
import { type Binding, bind } from '../binding.ts';

type Overview = CallOutput<typeof routes.getOverview>;
type Waiting = Overview['waiting'][number];

interface Services {
  readonly metrics: MetricsService;
  readonly ledger: Pick<LedgerService, 'budgets'>;
  readonly campaigns: Pick<CampaignService, 'list'>;
  readonly imports: Pick<ImportService, 'rejects'>;
  readonly tags: Pick<TagService, 'current'>;
  readonly clock: Clock;
}

/** A budget with less than this share of its limit left waits for someone. */
const LOW_SHARE = 0.1;

/** Overview: money by funder, campaigns that run, what changed and why, what waits. */
export function overviewRoutes(services: Services): readonly Binding[] {
  return [
    bind(routes.getOverview, async () => {
      const [budgets, campaigns, changes, rest] = await Promise.all([
        services.ledger.budgets(),
        services.campaigns.list(),
        changesOfDay(services.metrics),
        dataWaiting(services),
      ]);
      return {
        at: services.clock.now(),
        money: moneyByFunder(budgets),
        campaigns: campaigns.filter(({ state }) => state === 'running' || state === 'scheduled').map(campaignRow),
        changes: changes.map((change) => ({ ...change, day: isoDay(change.day) })),
        waiting: [...rest, ...draftsOf(campaigns), ...lowBudgets(budgets)],
      };
    }),
  ];
}

function moneyByFunder(budgets: readonly Budget[]): Overview['money'] {
  const funders = new Map<string, Overview['money'][number]>();
  for (const { funder, limit, held, spent } of budgets) {
    const sum = funders.get(funder) ?? { funder, limit: 0, held: 0, spent: 0, left: 0 };
    const left = limit - held - spent;
    funders.set(funder, {
      funder,
      limit: sum.limit + limit,
      held: sum.held + held,
      spent: sum.spent + spent,
      left: sum.left + left,
    });
  }
  return [...funders.values()];
}

function campaignRow({
  id,
  title,
  state,
  budget,
  budgetNow,
  issued,
  redeemed,
}: Campaign): Overview['campaigns'][number] {
  return {
    id,
    title,
    state,
    limit: budgetNow?.limit ?? budget.limit,
    held: budgetNow?.held ?? 0,
    spent: budgetNow?.spent ?? 0,
    issued,
    redeemed,
  };
}

/** Quarantined rows, and tags that do not know the last whole days yet. */
async function dataWaiting({ imports, tags, metrics }: Services): Promise<readonly Waiting[]> {
  const [quarantine, { lastWholeDay }] = await Promise.all([imports.rejects({ limit: 1 }), metrics.coverage()]);
  const asOf = tags.current()?.asOf;
  const daysBehind = lastWholeDay === undefined || asOf === undefined ? 0 : lastWholeDay + 1 - asOf;
  return [
    ...(quarantine.total > 0
      ? [{ kind: 'quarantine' as const, subject: quarantine.rejects[0]?.file ?? '', count: quarantine.total }]
      : []),
    ...(asOf !== undefined && daysBehind > 0
      ? [{ kind: 'tags-stale' as const, subject: isoDay(asOf), count: daysBehind }]
      : []),
  ];
}

function draftsOf(campaigns: readonly Campaign[]): readonly Waiting[] {
  return campaigns
    .filter(({ state }) => state === 'draft')
    .map(({ id }) => ({ kind: 'campaign-draft', subject: id, count: 1 }));
}

function lowBudgets(budgets: readonly Budget[]): readonly Waiting[] {
  return budgets
    .filter(({ isOpen, limit, held, spent }) => isOpen && limit > 0 && limit - held - spent < LOW_SHARE * limit)
    .map(({ id, limit, held, spent }) => ({
      kind: 'budget-low',
      subject: id,
      count: Math.floor(((limit - held - spent) / limit) * 100),
    }));
}
