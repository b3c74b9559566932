import type { TagDefinition } from '../definition.ts';
import { BASIC_TAGS } from './basic.ts';
import { BROWSING_TAGS } from './browsing.ts';
import { CONSUMPTION_TAGS } from './consumption.ts';
import { DEMOGRAPHIC_TAGS } from './demographic.ts';
import { DEVICE_TAGS } from './device.ts';

/** Every tag that ships. A folder may redefine one by an attribute or a definition of the same id. */
export const SHIPPED_TAGS: readonly TagDefinition[] = [
  ...BASIC_TAGS,
  ...DEVICE_TAGS,
  ...CONSUMPTION_TAGS,
  ...BROWSING_TAGS,
  ...DEMOGRAPHIC_TAGS,
];
