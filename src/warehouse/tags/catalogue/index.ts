import type { TagDefinition } from '../definition.ts';
import { BASIC } from './basic/index.ts';
import { BROWSING } from './browsing/index.ts';
import { CONSUMPTION } from './consumption/index.ts';
import { DEMOGRAPHIC } from './demographic/index.ts';
import { DEVICE } from './device/index.ts';

/** Every tag that ships. A folder may redefine one by an attribute or a definition of the same id. */
export const SHIPPED_TAGS: readonly TagDefinition[] = [
  ...BASIC,
  ...DEVICE,
  ...CONSUMPTION,
  ...BROWSING,
  ...DEMOGRAPHIC,
];
