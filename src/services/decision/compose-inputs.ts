import { partsOf } from '../../expression/index.ts';
import { type Instant, money, type TemplateId, type UserId } from '../../kernel/index.ts';
import type { Budget, Coupon, Stock } from '../ledger/index.ts';
import type { StoredProfile, TagValue } from '../profile/index.ts';
import type { BudgetInput, CampaignInput, DecisionInputs, OfferInput } from './decision.ts';
import type { Flow } from './flow.ts';
import { SCORE_TAGS } from './score.ts';

/** What services know that bears on a decision. */
export interface Findings {
  readonly userId: UserId;
  readonly campaign?: CampaignInput;
  readonly profile?: StoredProfile | undefined;
  readonly stocks: readonly Stock[];
  readonly budget?: Budget | undefined;
  /** All coupons of the person, but the one of this very decision. */
  readonly coupons: readonly Coupon[];
  readonly now: Instant;
}

/** Reduces what is known to what a flow looks at. */
export function composeInputs(flow: Flow, findings: Findings): DecisionInputs {
  const { userId, campaign, profile, budget } = findings;
  return {
    userId,
    ...(campaign && { campaign }),
    tags: Object.fromEntries(tagsOf(flow).map((id): [string, TagValue] => [id, profile?.tags[id] ?? null])),
    ...(profile && { tagVersion: profile.version }),
    offers: findings.stocks.map((stock) => offerOf(stock, findings)),
    ...(budget && { budget: budgetInput(budget) }),
  };
}

/** By flow: a launch asks once for each member. */
const TAGS = new WeakMap<Flow, readonly string[]>();

/** Tags that a flow and its scores ask for, sorted. */
function tagsOf(flow: Flow): readonly string[] {
  const known = TAGS.get(flow) ?? findTags(flow);
  TAGS.set(flow, known);
  return known;
}

function findTags(flow: Flow): readonly string[] {
  const conditions = flow.nodes.flatMap((node) => (node.kind === 'filter' && node.where ? [node.where.tree] : []));
  const fields = conditions.flatMap((tree) => partsOf(tree).flatMap((part) => fieldOf(part.tree)));
  return [...new Set([...SCORE_TAGS, ...fields])].sort();
}

/** Of all templates those that the flow can propose, by id. */
export function stocksFor(
  flow: Flow,
  stocks: readonly Stock[],
  campaign: Pick<CampaignInput, 'templateIds'> | undefined,
): readonly Stock[] {
  const wanted = flow.nodes.flatMap((node) => (node.kind === 'recall' ? [node.templates] : []));
  const named = wanted.flatMap((templates) => {
    if (typeof templates !== 'string') return templates;
    return templates === 'campaign' && campaign ? campaign.templateIds : stocks.map(({ template }) => template.id);
  });
  const ids = new Set<TemplateId>(named);
  return stocks.filter(({ template }) => ids.has(template.id));
}

function fieldOf(tree: ReturnType<typeof partsOf>[number]['tree']): readonly string[] {
  return 'field' in tree ? [tree.field] : [];
}

function offerOf({ template, issued }: Stock, { coupons, now }: Findings): OfferInput {
  const had = coupons.filter(({ templateId, state }) => templateId === template.id && state !== 'released');
  return {
    templateId: template.id,
    discount: template.discount,
    stock: template.stock,
    perUserCap: template.perUserCap,
    validDays: template.validDays,
    issued,
    issuedToUser: had.length,
    isHeld: had.some(({ state, expiresAt }) => state === 'issued' && expiresAt > now),
  };
}

function budgetInput({ id, limit, held, spent, isOpen }: Budget): BudgetInput {
  return { id, limit: money(limit), held: money(held), spent: money(spent), isOpen };
}
