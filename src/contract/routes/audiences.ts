import { z } from 'zod';
import { defineRoute } from '../route.ts';
import { expression, fieldType, freshness, instant, localText, releaseBody, slug } from '../values.ts';
import { distributionView } from './tags.ts';

const byId = z.object({ id: z.string() });
export const audienceCount = z.object({
  count: z.int(),
  population: z.int(),
  text: z.string(),
  /** Count of each group or condition of the tree by its path (`""` the whole, `"0"`, `"0.1"` …). */
  parts: z.array(z.object({ path: z.string(), count: z.int() })),
  freshness,
  tookMs: z.number(),
});
export const countAudience = defineRoute({
  id: 'countAudience',
  method: 'POST',
  path: '/v1/audiences/count',
  scope: 'read',
  summary: 'How many people an expression finds, exactly; by an older tag build with `at`',
  body: z.object({ expression, at: releaseBody.optional() }),
  response: audienceCount,
});
export const listMembers = defineRoute({
  id: 'listMembers',
  method: 'POST',
  path: '/v1/audiences/members',
  scope: 'people',
  summary: 'Ids of the members, sorted',
  body: z.object({
    expression,
    limit: z.int().min(1).max(10_000).default(100),
    after: z.string().optional(),
    at: releaseBody.optional(),
  }),
  response: z.object({ userIds: z.array(z.string()), count: z.int(), next: z.string().optional(), freshness }),
});
export const explainAudience = defineRoute({
  id: 'explainAudience',
  method: 'POST',
  path: '/v1/audiences/explain',
  scope: 'read',
  summary: 'The tree, its canonical text, its SQL, and counts by condition; for one person, which conditions hold',
  body: z.object({ expression, userId: z.string().optional() }),
  response: z.object({
    tree: z.unknown(),
    text: z.string(),
    sql: z.string(),
    parts: z.array(
      z.object({
        path: z.string(),
        text: z.string(),
        count: z.int(),
        holds: z.enum(['yes', 'no', 'unknown']).optional(),
      }),
    ),
    freshness,
  }),
});
export const audienceDistribution = defineRoute({
  id: 'audienceDistribution',
  method: 'POST',
  path: '/v1/audiences/distribution',
  scope: 'read',
  summary: 'Distribution of one tag in an audience against everyone',
  body: z.object({ expression, tag: z.string() }),
  response: z.object({ tag: z.string(), distribution: distributionView, freshness }),
});

export const audienceView = z.object({
  id: z.string(),
  title: z.string(),
  text: z.string(),
  tree: z.unknown(),
  version: z.int(),
  createdAt: instant,
  updatedAt: instant,
  count: z.int().optional(),
  snapshots: z.int(),
});
export const snapshotView = z.object({
  id: z.string(),
  audienceId: z.string(),
  text: z.string(),
  tagVersion: z.int(),
  asOf: z.string(),
  count: z.int(),
  sha256: z.string(),
  frozenAt: instant,
});
export const listAudiences = defineRoute({
  id: 'listAudiences',
  method: 'GET',
  path: '/v1/audiences',
  scope: 'read',
  summary: 'Saved audiences',
  response: z.object({ audiences: z.array(audienceView) }),
});
export const getAudience = defineRoute({
  id: 'getAudience',
  method: 'GET',
  path: '/v1/audiences/:id',
  scope: 'read',
  summary: 'One saved audience',
  params: byId,
  response: audienceView,
});
export const putAudience = defineRoute({
  id: 'putAudience',
  method: 'PUT',
  path: '/v1/audiences/:id',
  scope: 'build',
  summary: 'Save an audience; with expectedVersion 0 it must be new',
  params: z.object({ id: slug }),
  body: z.object({ title: z.string().max(200).optional(), expression, expectedVersion: z.int().min(0).optional() }),
  response: audienceView,
});
export const removeAudience = defineRoute({
  id: 'removeAudience',
  method: 'DELETE',
  path: '/v1/audiences/:id',
  scope: 'build',
  summary: 'Remove a saved audience; its snapshots stay',
  params: byId,
  response: z.object({ removed: z.boolean() }),
});
export const freezeAudience = defineRoute({
  id: 'freezeAudience',
  method: 'POST',
  path: '/v1/audiences/:id/snapshots',
  scope: 'build',
  summary: 'Freeze the members into an immutable snapshot',
  params: byId,
  response: snapshotView,
});
export const listSnapshots = defineRoute({
  id: 'listSnapshots',
  method: 'GET',
  path: '/v1/audiences/:id/snapshots',
  scope: 'read',
  summary: 'Snapshots of an audience, newest first',
  params: byId,
  response: z.object({ snapshots: z.array(snapshotView) }),
});
/** Answers the file itself. `id` is an audience (its newest snapshot, frozen now if there is none) or a snapshot. */
export const exportAudience = defineRoute({
  id: 'exportAudience',
  method: 'GET',
  path: '/v1/audiences/:id/export',
  scope: 'people',
  summary: 'Members as CSV or Parquet',
  params: byId,
  query: z.object({ format: z.enum(['csv', 'parquet']).default('csv') }),
  response: z.unknown(),
});
export const putList = defineRoute({
  id: 'putList',
  method: 'PUT',
  path: '/v1/lists/:id',
  scope: 'build',
  summary: 'Upload a list of people for `in list`',
  params: z.object({ id: slug }),
  body: z.object({ userIds: z.array(z.string()).max(1_000_000) }),
  response: z.object({ id: z.string(), given: z.int(), known: z.int() }),
});
/** For builders: values of a field with counts, so that one can choose instead of type. */
export const fieldValues = defineRoute({
  id: 'fieldValues',
  method: 'GET',
  path: '/v1/fields/:field/values',
  scope: 'read',
  summary: 'Values of a tag with counts',
  params: z.object({ field: z.string() }),
  query: z.object({ search: z.string().default(''), limit: z.coerce.number().int().max(200).default(50) }),
  response: z.object({ values: z.array(z.object({ value: z.string(), count: z.int() })) }),
});
/** Uploaded lists that `in list` can name. */
export const listLists = defineRoute({
  id: 'listLists',
  method: 'GET',
  path: '/v1/lists',
  scope: 'read',
  summary: 'Uploaded lists of people',
  response: z.object({ lists: z.array(z.object({ id: z.string(), given: z.int() })) }),
});
/** Events and their fields that `did` can ask about. */
export const listEventTypes = defineRoute({
  id: 'listEventTypes',
  method: 'GET',
  path: '/v1/fields/events',
  scope: 'read',
  summary: 'Events and their fields',
  response: z.object({
    events: z.array(
      z.object({
        id: z.string(),
        title: localText,
        fields: z.array(z.object({ id: z.string(), type: fieldType })),
      }),
    ),
  }),
});
