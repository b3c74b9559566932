import { addMoney, type CampaignId, ZERO } from '../../kernel/index.ts';
import { answerOnce } from './answer-once.ts';
import { couponIdOf } from './coupon-id.ts';
import type { LedgerState } from './ledger-state.ts';
import type { Budget, Coupon, IssueRefusal, IssueRequest, IssueResult, Stock } from './ledger-store.port.ts';
import { fullCost } from './template.ts';

const DAY_MS = 86_400_000;

/** Issues one coupon: stock, cap and budget are checked and taken in the same step. */
export function issueCoupon(state: LedgerState, request: IssueRequest): IssueResult {
  const outcome = answerOnce(state, 'issue', request, () => {
    const stock = state.stock(request.templateId);
    const budget = request.budgetId === undefined ? undefined : state.budget(request.budgetId);
    const refusal = refusalOf(state, request, stock, budget);
    if (refusal || !stock) return { refusal: refusal ?? 'template-unknown' };
    return take(state, request, stock, budget);
  });
  if ('refusal' in outcome)
    return { kind: 'refused', reason: outcome.refusal as IssueRefusal, repeated: outcome.repeated };
  return { kind: 'issued', coupon: outcome.coupon, repeated: outcome.repeated };
}

/** The first reason that applies: what is unknown, then what concerns the person, then what is used up. */
function refusalOf(
  state: LedgerState,
  request: IssueRequest,
  stock: Stock | undefined,
  budget: Budget | undefined,
): IssueRefusal | undefined {
  if (!stock) return 'template-unknown';
  if (request.budgetId !== undefined && !budget) return 'budget-unknown';
  if (budget && !isForCampaign(budget, request.campaignId)) return 'budget-of-other-campaign';
  if (budget && !budget.isOpen) return 'budget-closed';
  if (issuedToPerson(state, request) >= stock.template.perUserCap) return 'user-cap';
  if (stock.issued >= stock.template.stock) return 'stock-exhausted';
  if (budget && budget.held + budget.spent + fullCost(stock.template) > budget.limit) return 'budget-exhausted';
  return undefined;
}

function issuedToPerson(state: LedgerState, { userId, alsoOf = [], templateId }: IssueRequest): number {
  return [userId, ...alsoOf].reduce((sum, login) => sum + state.issuedTo(login, templateId), 0);
}

function isForCampaign(budget: Budget, campaignId: CampaignId | undefined): boolean {
  return budget.campaignId === undefined || campaignId === undefined || budget.campaignId === campaignId;
}

function take(state: LedgerState, request: IssueRequest, stock: Stock, budget: Budget | undefined) {
  const coupon = newCoupon(request, stock, budget);
  if (state.coupon(coupon.id)) throw new Error(`Coupon ${coupon.id} exists, but its key ${request.key} is new`);
  if (budget) state.putBudget({ ...budget, held: addMoney(budget.held, coupon.held) });
  state.putStock({ ...stock, issued: stock.issued + 1 });
  state.addIssuedTo(coupon.userId, coupon.templateId, 1);
  state.putCoupon(coupon);
  const seq = state.append({ at: request.at, kind: 'issued', key: request.key, coupon });
  return { seq, coupon };
}

function newCoupon(request: IssueRequest, stock: Stock, budget: Budget | undefined): Coupon {
  const campaignId = request.campaignId ?? budget?.campaignId;
  return {
    id: request.couponId ?? couponIdOf(request.key),
    templateId: request.templateId,
    userId: request.userId,
    ...(budget ? { budgetId: budget.id } : {}),
    ...(campaignId === undefined ? {} : { campaignId }),
    state: 'issued',
    discount: stock.template.discount,
    held: fullCost(stock.template),
    spent: ZERO,
    issuedAt: request.at,
    expiresAt: request.at + stock.template.validDays * DAY_MS,
  };
}
