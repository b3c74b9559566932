import { z } from 'zod';
import { defineRoute } from '../route.ts';
import { instant, jobView, pageQuery } from '../values.ts';

// identities ------------------------------------------------------------------------------------------------------
const id = z.string().min(1).max(200);
const reason = z.string().max(500).default('');
export const evidenceView = z.object({
  userId: z.string(),
  deviceId: z.string().optional(),
  otherUserId: z.string().optional(),
  /** `login`, `device-table`, `link` or `operator`. */
  rule: z.string(),
  source: z.string(),
  seenAt: instant,
  /** False when an operator has set the pair apart. */
  counts: z.boolean(),
});
export const identitiesView = z.object({
  userId: z.string(),
  /** The login under which the person is known: the first of them all. */
  personId: z.string(),
  logins: z.array(z.string()),
  devices: z.array(
    z.object({ deviceId: z.string(), state: z.enum(['linked', 'shared', 'blocked', 'apart']), logins: z.int() }),
  ),
  evidence: z.array(evidenceView),
});
export const mergeView = z.object({
  seq: z.int(),
  at: instant,
  action: z.enum(['merge', 'split', 'share', 'link', 'unmerge', 'block', 'unblock']),
  userId: z.string().optional(),
  fromId: z.string().optional(),
  toId: z.string().optional(),
  deviceId: z.string().optional(),
  /** The chain of evidence from the login to the person, each link with the rules that told of it. */
  evidence: z.array(
    z.object({
      userId: z.string(),
      deviceId: z.string().optional(),
      otherUserId: z.string().optional(),
      rules: z.array(z.string()),
    }),
  ),
  actor: z.string(),
  reason: z.string(),
});
export const blockView = z.object({
  kind: z.enum(['device', 'user']),
  id: z.string(),
  /** blocked or exempt by an operator; shared: the limit of logins is passed. */
  state: z.enum(['blocked', 'exempt', 'shared']),
  logins: z.int().optional(),
  reason: z.string(),
  actor: z.string(),
  at: instant.optional(),
});
export const decreeOutcome = z.object({
  /** Someone became, or ceased to be, one person with another. Facts follow at once, tags with the next build. */
  moved: z.boolean(),
  personId: z.string().optional(),
  logins: z.array(z.string()).optional(),
});
export const getIdentities = defineRoute({
  id: 'getIdentities',
  method: 'GET',
  path: '/v1/people/:userId/identities',
  scope: 'people',
  summary: 'Logins and devices of one person, and the evidence for it',
  params: z.object({ userId: z.string() }),
  response: identitiesView,
});
export const listMerges = defineRoute({
  id: 'listMerges',
  method: 'GET',
  path: '/v1/identities/merges',
  scope: 'people',
  summary: 'The merge log, newest first: who became one person, by which evidence, when',
  query: pageQuery.extend({ userId: z.string().max(200).optional() }),
  response: z.object({ entries: z.array(mergeView), next: z.string().optional() }),
});
export const listBlocks = defineRoute({
  id: 'listBlocks',
  method: 'GET',
  path: '/v1/identities/blocks',
  scope: 'people',
  summary: 'Ids that join nobody: blocked by an operator, or shared by more logins than the limit',
  response: z.object({ blocks: z.array(blockView) }),
});
export const linkPeople = defineRoute({
  id: 'linkPeople',
  method: 'POST',
  path: '/v1/identities/links',
  scope: 'build',
  summary: 'Make two logins one person, or tie a device to a login',
  body: z
    .object({ userId: id, otherUserId: id.optional(), deviceId: id.optional(), reason })
    .refine(({ otherUserId, deviceId }) => (otherUserId === undefined) !== (deviceId === undefined), {
      message: 'one of otherUserId and deviceId',
    }),
  response: decreeOutcome,
});
export const unmergePerson = defineRoute({
  id: 'unmergePerson',
  method: 'POST',
  path: '/v1/identities/unmerge',
  scope: 'build',
  summary: 'Split a login off its person, with its facts and coupons',
  body: z.object({ userId: id, reason }),
  response: decreeOutcome,
});
const blockBody = z.object({ kind: z.enum(['device', 'user']), id, reason });
export const blockIdentity = defineRoute({
  id: 'blockIdentity',
  method: 'POST',
  path: '/v1/identities/blocks',
  scope: 'build',
  summary: 'Let an id join nobody',
  body: blockBody,
  response: decreeOutcome,
});
export const unblockIdentity = defineRoute({
  id: 'unblockIdentity',
  method: 'POST',
  path: '/v1/identities/unblock',
  scope: 'build',
  summary: 'Take a block back, or let a shared device join all the same',
  body: blockBody,
  response: decreeOutcome,
});

// erase -----------------------------------------------------------------------------------------------------------
export const erasureReport = z.object({
  /** Salted hash of the id; the report holds no id. */
  subject: z.string(),
  erasedAt: instant,
  actor: z.string(),
  logins: z.int(),
  devices: z.int(),
  /** Where the person was named, before and after, by two whole searches. */
  places: z.array(z.object({ place: z.string(), before: z.int(), after: z.int() })),
  isGone: z.boolean(),
});
export const erasePerson = defineRoute({
  id: 'erasePerson',
  method: 'POST',
  path: '/v1/people/erase',
  scope: 'admin',
  summary: 'Erase a person from everything; a job whose result is an ErasureReport',
  body: z.object({
    userId: id,
    /** The id again. */
    confirm: z.string().max(200),
  }),
  response: jobView,
});
export const listErasures = defineRoute({
  id: 'listErasures',
  method: 'GET',
  path: '/v1/erasures',
  scope: 'admin',
  summary: 'Reports of all erasures, newest first',
  response: z.object({ erasures: z.array(erasureReport) }),
});
