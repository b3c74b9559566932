import type { TagDefinition } from '../../definition.ts';
import { HOUSEHOLD_TAGS } from './household.ts';
import { LIFESTYLE_TAGS } from './lifestyle.ts';
import { TOLD_TAGS } from './told.ts';
import { WORK_TAGS } from './work.ts';

export const DEMOGRAPHIC: readonly TagDefinition[] = [...TOLD_TAGS, ...HOUSEHOLD_TAGS, ...WORK_TAGS, ...LIFESTYLE_TAGS];
