import { routes } from '../../../contract/index.ts';
import {
  type BudgetId,
  brandAs,
  type CampaignId,
  type CouponId,
  money,
  type TemplateId,
  TesseraError,
  type UserId,
} from '../../../kernel/index.ts';
import type { CouponTemplate, LedgerService } from '../../../services/ledger/index.ts';
import { type Binding, bind } from '../binding.ts';
import { answerView, couponView, stockView } from './ledger-views.ts';

/** Templates and the life of single coupons. */
export function couponRoutes({ ledger }: { readonly ledger: LedgerService }): readonly Binding[] {
  return [
    bind(routes.listTemplates, async () => ({ templates: (await ledger.stocks()).map(stockView) })),

    bind(routes.putTemplate, async ({ params, body }) => {
      if (params.id !== body.id)
        throw new TesseraError('request.invalid', { problem: `id "${body.id}" is not the path's "${params.id}"` });
      return stockView(await ledger.putTemplate(templateOf(body)));
    }),

    bind(routes.issueCoupon, async ({ body }) =>
      answerView(
        await ledger.issue({
          key: body.key,
          templateId: brandAs<TemplateId>(body.templateId),
          userId: brandAs<UserId>(body.userId),
          ...(body.budgetId === undefined ? {} : { budgetId: brandAs<BudgetId>(body.budgetId) }),
          ...(body.campaignId === undefined ? {} : { campaignId: brandAs<CampaignId>(body.campaignId) }),
        }),
      ),
    ),

    bind(routes.redeemCoupon, async ({ params, body }) =>
      answerView(
        await ledger.redeem({
          key: body.key,
          couponId: brandAs<CouponId>(params.id),
          orderId: body.orderId,
          ...(body.basket === undefined ? {} : { basket: money(body.basket) }),
        }),
      ),
    ),

    bind(routes.releaseCoupon, async ({ params, body }) =>
      answerView(await ledger.release({ key: body.key, couponId: brandAs<CouponId>(params.id) })),
    ),

    bind(routes.getCoupon, async ({ params }) => couponView(await ledger.getCoupon(brandAs<CouponId>(params.id)))),

    bind(routes.couponsOfUser, async ({ params }) => ({
      coupons: (await ledger.couponsOf(brandAs<UserId>(params.userId))).map(couponView),
    })),
  ];
}

type TemplateBody = (typeof routes.putTemplate)['body']['_output'];

function templateOf(body: TemplateBody): CouponTemplate {
  const threshold = money(body.discount.threshold);
  const discount =
    body.discount.kind === 'amount'
      ? { kind: 'amount' as const, amount: money(body.discount.amount), threshold }
      : { kind: 'percent' as const, rate: body.discount.rate, cap: money(body.discount.cap), threshold };
  return { ...body, id: brandAs<TemplateId>(body.id), discount };
}
