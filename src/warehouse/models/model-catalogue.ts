import { DIMENSIONS } from './dimensions/dimensions.ts';
import { ACQUISITION } from './marketing/acquisition.ts';
import { CAMPAIGN } from './marketing/campaign.ts';
import { CAMPAIGN_DAY } from './marketing/campaign-day.ts';
import { CAMPAIGN_ORDER } from './marketing/campaign-order.ts';
import { COUPON_EFFECT } from './marketing/coupon-effect.ts';
import { RECIPIENT } from './marketing/recipient.ts';
import { TOUCH_EFFECT } from './marketing/touch-effect.ts';
import { MERCHANT_BUYER } from './merchant/buyer.ts';
import { MERCHANT_DAY } from './merchant/day.ts';
import { type AnyModel, isStored, type ModelDefinition } from './model-definition.ts';
import { CATEGORY_DAY, PRODUCT_DAY } from './offer/lines-day.ts';
import { TEMPLATE_DAY } from './offer/template-day.ts';
import { ACTION_DAY } from './operations/action-day.ts';
import { BUDGET } from './operations/budget.ts';
import { BUDGET_DAY } from './operations/budget-day.ts';
import { OFFER_STRATEGY_DAY } from './operations/offer-strategy-day.ts';
import { PERSON } from './profile/person.ts';
import { PERSON_DAY } from './profile/person-day.ts';
import { SUBJECT_TAG_MODELS } from './subject-tags/subject-tag-models.ts';
import { CHANNEL_DAY } from './traffic/channel-day.ts';
import { FUNNEL_DAY } from './traffic/funnel-day.ts';
import { SESSION } from './traffic/session.ts';

/** Every published model; each stands after those that it reads. A new one is an entry here and a file of its own. */
export const MODELS: readonly AnyModel[] = [
  PERSON_DAY,
  PERSON,
  ACTION_DAY,
  OFFER_STRATEGY_DAY,
  BUDGET_DAY,
  BUDGET,
  CAMPAIGN_ORDER,
  ACQUISITION,
  RECIPIENT,
  CAMPAIGN_DAY,
  CAMPAIGN,
  TOUCH_EFFECT,
  COUPON_EFFECT,
  SESSION,
  CHANNEL_DAY,
  FUNNEL_DAY,
  MERCHANT_BUYER,
  MERCHANT_DAY,
  PRODUCT_DAY,
  CATEGORY_DAY,
  TEMPLATE_DAY,
  ...SUBJECT_TAG_MODELS,
  ...DIMENSIONS,
];

export const STORED_MODELS: readonly ModelDefinition[] = MODELS.filter(isStored);
