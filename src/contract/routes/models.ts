import { z } from 'zod';
import { defineRoute } from '../route.ts';
import { instant, isoDate, jobView, localText } from '../values.ts';

export const modelView = z.object({
  id: z.string(),
  /** `<id>_v<version>`: its view in the schema `published`, and its folder in an export. */
  name: z.string(),
  area: z.enum(['profile', 'operations', 'marketing', 'traffic', 'merchant', 'offer', 'dimension']),
  version: z.int(),
  title: localText,
  /** What one row is, in words. */
  grain: z.string(),
  key: z.array(z.string()),
  /** Facts, dimensions and models that it is computed from. */
  inputs: z.array(z.string()),
  /** Exported a file a day; otherwise one file. */
  byDay: z.boolean(),
  /** Rows name people: its rows and files need the scope `people`. */
  people: z.boolean(),
  columns: z.array(
    z.object({
      name: z.string(),
      /** `person` is the id of a person; `money` whole minor units; `date` a business day; `instant` a moment. */
      type: z.enum(['person', 'word', 'integer', 'money', 'number', 'boolean', 'date', 'instant']),
      unit: z.string().optional(),
      text: z.string(),
    }),
  ),
});
export const listModels = defineRoute({
  id: 'listModels',
  method: 'GET',
  path: '/v1/models',
  scope: 'read',
  summary: 'Published models with grain and columns',
  response: z.object({
    models: z.array(modelView),
    /** When they last met the facts. */
    refreshedAt: instant.optional(),
  }),
});
export const modelRow = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]));
export const describeModel = defineRoute({
  id: 'describeModel',
  method: 'GET',
  path: '/v1/models/:id',
  scope: 'read',
  summary: 'One published model with its number of rows and the first of them',
  params: z.object({ id: z.string() }),
  response: modelView.extend({
    rows: z.int(),
    /** First rows by key; none where they name people and the caller may not see people. */
    sample: z.array(modelRow),
    refreshedAt: instant.optional(),
  }),
});
export const modelPart = z.object({
  /** Absent for a model that is one file. */
  day: isoDate.optional(),
  rows: z.int(),
  /** Differs whenever a row of the part does. */
  fingerprint: z.string(),
});
export const listModelParts = defineRoute({
  id: 'listModelParts',
  method: 'GET',
  path: '/v1/models/:id/parts',
  scope: 'read',
  summary: 'The files of an export with their fingerprints: fetch those that differ',
  params: z.object({ id: z.string() }),
  response: z.object({ parts: z.array(modelPart) }),
});
/** Answers a file; `day` for models by day, whose column `day` is then in no file. */
export const exportModelPart = defineRoute({
  id: 'exportModelPart',
  method: 'GET',
  path: '/v1/models/:id/parquet',
  scope: 'read',
  summary: 'One part of a model as Parquet',
  params: z.object({ id: z.string() }),
  query: z.object({ day: isoDate.optional() }),
  response: z.unknown(),
});
export const refreshModels = defineRoute({
  id: 'refreshModels',
  method: 'POST',
  path: '/v1/models/refresh',
  scope: 'build',
  summary: 'Bring the models up to the facts; a job whose result says what was recomputed',
  body: z.object({
    /** Recompute everything, for doubt: it must change nothing. */
    full: z.boolean().default(false),
  }),
  response: jobView,
});
export const refreshReport = z.object({
  full: z.boolean(),
  durationMs: z.number(),
  models: z.array(z.object({ id: z.string(), partitions: z.int(), changedRows: z.int() })),
});
