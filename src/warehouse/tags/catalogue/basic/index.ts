import type { TagDefinition } from '../../definition.ts';
import { ACCOUNT_TAGS } from './account.ts';
import { CONTACT_TAGS } from './contact.ts';
import { LIFECYCLE_TAGS } from './lifecycle.ts';
import { MEMBERSHIP_TAGS } from './membership.ts';
import { REGISTRATION_TAGS } from './registration.ts';

export const BASIC: readonly TagDefinition[] = [
  ...REGISTRATION_TAGS,
  ...MEMBERSHIP_TAGS,
  ...CONTACT_TAGS,
  ...ACCOUNT_TAGS,
  ...LIFECYCLE_TAGS,
];
