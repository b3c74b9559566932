import type { TagDefinition } from '../../definition.ts';
import { ACTIVITY_TAGS } from './activity.ts';
import { CONTACT_TAGS } from './contact.ts';
import { FUNNEL_TAGS } from './funnel.ts';
import { INTEREST_TAGS } from './interest.ts';
import { LIVE_TAGS } from './live.ts';
import { TIMING_TAGS } from './timing.ts';

export const BROWSING: readonly TagDefinition[] = [
  ...ACTIVITY_TAGS,
  ...INTEREST_TAGS,
  ...FUNNEL_TAGS,
  ...TIMING_TAGS,
  ...CONTACT_TAGS,
  ...LIVE_TAGS,
];
