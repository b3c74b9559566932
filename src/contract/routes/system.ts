import { z } from 'zod';
import { defineRoute, SCOPES } from '../route.ts';
import { instant, isoDate, jobView } from '../values.ts';

export const sessionView = z.object({
  user: z.string(),
  role: z.string(),
  scopes: z.array(z.enum(SCOPES)),
  csrfToken: z.string(),
});
export const signIn = defineRoute({
  id: 'signIn',
  method: 'POST',
  path: '/v1/session',
  scope: 'none',
  summary: 'Sign in; sets the session cookie',
  body: z.object({ user: z.string().max(200), password: z.string().max(200) }),
  response: sessionView,
});
export const whoAmI = defineRoute({
  id: 'whoAmI',
  method: 'GET',
  path: '/v1/session',
  scope: 'read',
  summary: 'Who is signed in',
  response: sessionView,
});
export const signOut = defineRoute({
  id: 'signOut',
  method: 'DELETE',
  path: '/v1/session',
  scope: 'read',
  summary: 'Sign out',
  response: z.object({ signedOut: z.boolean() }),
});

export const apiKeyView = z.object({
  id: z.string(),
  title: z.string(),
  scopes: z.array(z.enum(SCOPES)),
  createdAt: instant,
});
export const createApiKey = defineRoute({
  id: 'createApiKey',
  method: 'POST',
  path: '/v1/api-keys',
  scope: 'admin',
  summary: 'Create an API key; the secret is shown once',
  body: z.object({ title: z.string().min(1).max(100), scopes: z.array(z.enum(SCOPES)).min(1) }),
  response: apiKeyView.extend({ secret: z.string() }),
});
export const listApiKeys = defineRoute({
  id: 'listApiKeys',
  method: 'GET',
  path: '/v1/api-keys',
  scope: 'admin',
  summary: 'API keys, without secrets',
  response: z.object({ keys: z.array(apiKeyView) }),
});
export const removeApiKey = defineRoute({
  id: 'removeApiKey',
  method: 'DELETE',
  path: '/v1/api-keys/:id',
  scope: 'admin',
  summary: 'Revoke an API key',
  params: z.object({ id: z.string() }),
  response: z.object({ removed: z.boolean() }),
});

export const workspaceView = z.object({
  name: z.string(),
  zone: z.string(),
  dayStartMinutes: z.int(),
  currency: z.object({ code: z.string(), decimals: z.int() }),
  /** The folder's clock now. */
  now: instant,
  today: isoDate,
  isDemo: z.boolean(),
  version: z.string(),
  people: z.int(),
  orders: z.int(),
  firstDay: isoDate.optional(),
  lastDay: isoDate.optional(),
  tagBuild: z.object({ version: z.int(), asOf: isoDate, builtAt: instant, tags: z.int() }).optional(),
});
export const getWorkspace = defineRoute({
  id: 'getWorkspace',
  method: 'GET',
  path: '/v1/workspace',
  scope: 'read',
  summary: 'Zone, currency, clock and how fresh everything is',
  response: workspaceView,
});

export const overviewView = z.object({
  at: instant,
  money: z.array(z.object({ funder: z.string(), limit: z.int(), held: z.int(), spent: z.int(), left: z.int() })),
  campaigns: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      state: z.string(),
      limit: z.int(),
      held: z.int(),
      spent: z.int(),
      issued: z.int(),
      redeemed: z.int(),
    }),
  ),
  /** Yesterday's (last whole day) key metrics against the same weekday a week before. */
  changes: z.array(
    z.object({
      metric: z.string(),
      value: z.number().nullable(),
      before: z.number().nullable(),
      day: isoDate,
      /** The part of the business that moved most against its weight, as a filter: `city = 'Chengdu'`. */
      explainedBy: z.string().optional(),
      /** What that part contributed to the difference, in the metric's unit. */
      contribution: z.number().optional(),
    }),
  ),
  /** What waits for someone: failed imports, quarantined rows, campaigns ready to launch, budgets nearly spent. */
  waiting: z.array(
    z.object({
      kind: z.enum(['quarantine', 'campaign-draft', 'budget-low', 'tags-stale']),
      /** Newest quarantined file; campaign; budget; as-of day of the tags. */
      subject: z.string(),
      /** Rows; 1; percent of the limit left; whole days of facts that the tags do not know. */
      count: z.number(),
    }),
  ),
});
export const getOverview = defineRoute({
  id: 'getOverview',
  method: 'GET',
  path: '/v1/overview',
  scope: 'read',
  summary: 'Money, running campaigns, what changed, what waits',
  response: overviewView,
});

export const getJob = defineRoute({
  id: 'getJob',
  method: 'GET',
  path: '/v1/jobs/:id',
  scope: 'read',
  summary: 'State, progress and result of long work',
  params: z.object({ id: z.string() }),
  response: jobView,
});
export const listJobs = defineRoute({
  id: 'listJobs',
  method: 'GET',
  path: '/v1/jobs',
  scope: 'read',
  summary: 'Long work since the server started, newest first',
  response: z.object({ jobs: z.array(jobView) }),
});
export const cancelJob = defineRoute({
  id: 'cancelJob',
  method: 'POST',
  path: '/v1/jobs/:id/cancel',
  scope: 'build',
  summary: 'Ask long work to stop',
  params: z.object({ id: z.string() }),
  response: jobView,
});
