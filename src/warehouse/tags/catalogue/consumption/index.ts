import type { TagDefinition } from '../../definition.ts';
import { CATEGORY_TAGS } from './category.ts';
import { COUPON_TAGS } from './coupon.ts';
import { LIVE_TAGS } from './live.ts';
import { MERCHANT_TAGS } from './merchant.ts';
import { RECENCY_TAGS } from './recency.ts';
import { TASTE_TAGS } from './taste.ts';
import { TIMING_TAGS } from './timing.ts';
import { TREND_TAGS } from './trend.ts';
import { VALUE_TAGS } from './value.ts';
import { VOLUME_TAGS } from './volume.ts';

export const CONSUMPTION: readonly TagDefinition[] = [
  ...VOLUME_TAGS,
  ...RECENCY_TAGS,
  ...TREND_TAGS,
  ...TIMING_TAGS,
  ...CATEGORY_TAGS,
  ...TASTE_TAGS,
  ...MERCHANT_TAGS,
  ...COUPON_TAGS,
  ...VALUE_TAGS,
  ...LIVE_TAGS,
];
