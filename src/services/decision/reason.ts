/** Why somebody gets nothing. Codes are stable for ever; titles may be reworded. */
export const REASONS = {
  holdout: { en: 'Kept out to measure the effect', zh: '留作对照组，用于衡量效果' },
  'not-in-audience': { en: 'Not in the campaign’s audience', zh: '不在活动人群中' },
  'not-eligible': { en: 'Does not meet the condition of the flow', zh: '不满足流程的条件' },
  'no-candidate': { en: 'The flow proposed no coupon', zh: '流程没有可选的优惠券' },
  'already-holds': { en: 'Holds an open coupon of this kind', zh: '已持有未使用的同类优惠券' },
  'user-cap': { en: 'Has had as many coupons of this kind as one person may', zh: '已达到每人领取上限' },
  'stock-exhausted': { en: 'No coupon of this kind is left', zh: '优惠券库存已发完' },
  'budget-exhausted': { en: 'The budget cannot hold another coupon', zh: '预算不足以再发一张' },
  'budget-closed': { en: 'The budget is closed', zh: '预算已关闭' },
  'budget-unknown': { en: 'The budget does not exist', zh: '预算不存在' },
  'budget-of-other-campaign': { en: 'The budget belongs to another campaign', zh: '预算属于其他活动' },
  'template-unknown': { en: 'The coupon template does not exist', zh: '优惠券模板不存在' },
  'campaign-not-running': { en: 'The campaign is not running', zh: '活动未在进行中' },
  'person-unknown': { en: 'The workspace does not know this person', zh: '工作区中没有此人' },
  'not-reached': { en: 'Issuing ended before this person’s turn', zh: '发放结束时尚未轮到' },
} as const satisfies Record<string, { readonly en: string; readonly zh: string }>;

export type Reason = keyof typeof REASONS;
