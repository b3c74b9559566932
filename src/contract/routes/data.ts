import { z } from 'zod';
import { defineRoute } from '../route.ts';
import { instant, isoDate, jobView, pageQuery, releaseChoice, slug, tagValue } from '../values.ts';

// imports ---------------------------------------------------------------------------------------------------------
/** How a file's columns differ from those of the import before by the same source. */
export const columnDrift = z.object({
  kind: z.enum(['new', 'gone', 'renamed', 'changed']),
  /** Its name now; of a column that is gone, the name that it had. */
  column: z.string(),
  /** Renamed: its name before. Changed: its type or kind of values before. */
  was: z.string().optional(),
  now: z.string().optional(),
});
export const importFileView = z.object({
  importId: z.string(),
  /** `reprocess`: quarantined rows of `parent` read again. */
  kind: z.enum(['import', 'reprocess']),
  parent: z.string().optional(),
  /** `failed`: nothing of it was imported; `problem` says why. */
  state: z.enum(['done', 'failed']),
  problem: z.object({ code: z.string(), message: z.string(), todo: z.string() }).optional(),
  /** `watch:<name>` for a file that a watched folder brought. */
  origin: z.string().optional(),
  source: z.string(),
  file: z.string(),
  target: z.string(),
  startedAt: instant,
  finishedAt: instant.optional(),
  rowsRead: z.int(),
  rowsWritten: z.int(),
  rowsRejected: z.int(),
  /** Rows whose identity was known already. */
  rowsKnown: z.int(),
  /** Rows left out because they are of someone who was erased. */
  rowsSuppressed: z.int().optional(),
  /** The whole file was known already and left alone. */
  unchanged: z.boolean(),
  drift: z.array(columnDrift),
});
export const rejectView = z.object({
  importId: z.string(),
  source: z.string(),
  file: z.string(),
  line: z.int().nullable(),
  reason: z.string(),
  field: z.string().nullable(),
  row: z.string(),
  /** How often it was reprocessed in vain. */
  attempts: z.int(),
});
export const importResult = z.object({
  importId: z.string(),
  dryRun: z.boolean(),
  files: z.array(importFileView),
  /** Dry run only: the first mapped rows by file. */
  samples: z.array(z.object({ file: z.string(), target: z.string(), rows: z.array(z.record(z.string(), tagValue)) })),
  /** First rejects (dry run: all, up to 10,000). */
  rejects: z.array(rejectView),
});
/** Multipart: a part `mapping` (TOML text) and a part `file` for each file, under its name in the mapping. Query `dryRun`. */
export const startImport = defineRoute({
  id: 'startImport',
  method: 'POST',
  path: '/v1/imports',
  scope: 'build',
  summary: 'Import files by a mapping; a job whose result is an ImportResult',
  query: z.object({
    dryRun: z.stringbool().default(false),
    /** Name of the watched folder that the files come from: sources without a file are left out. */
    watch: slug.optional(),
  }),
  response: jobView,
});
export const listImports = defineRoute({
  id: 'listImports',
  method: 'GET',
  path: '/v1/imports',
  scope: 'read',
  summary: 'Import history, newest first: files imported, refused and reprocessed',
  query: pageQuery.extend({ source: z.string().optional(), state: z.enum(['done', 'failed']).optional() }),
  response: z.object({ files: z.array(importFileView), next: z.string().optional() }),
});
/** Counted by reason and field, the most frequent first. */
export const rejectReason = z.object({
  source: z.string(),
  reason: z.string(),
  field: z.string().nullable(),
  count: z.int(),
});
export const getImport = defineRoute({
  id: 'getImport',
  method: 'GET',
  path: '/v1/imports/:id',
  scope: 'read',
  summary: 'One import: its files, its mapping and what is left of it in quarantine',
  params: z.object({ id: z.string() }),
  response: z.object({
    importId: z.string(),
    files: z.array(importFileView),
    /** TOML text that it was imported by; absent for imports of 0.1. */
    mapping: z.string().optional(),
    reasons: z.array(rejectReason),
  }),
});
const rejectFilter = z.object({
  importId: z.string().optional(),
  source: z.string().optional(),
  file: z.string().optional(),
  reason: z.string().optional(),
  field: z.string().optional(),
  /** Part of the row as it was read, capitals and small letters alike. */
  text: z.string().max(200).optional(),
});
export const listRejects = defineRoute({
  id: 'listRejects',
  method: 'GET',
  path: '/v1/quarantine',
  scope: 'build',
  summary: 'Quarantined rows with reason, file and line',
  query: pageQuery.extend(rejectFilter.shape),
  response: z.object({ rejects: z.array(rejectView), total: z.int(), next: z.string().optional() }),
});
export const countRejects = defineRoute({
  id: 'countRejects',
  method: 'GET',
  path: '/v1/quarantine/reasons',
  scope: 'build',
  summary: 'Quarantined rows counted by source, reason and field, the most frequent first',
  query: rejectFilter,
  response: z.object({ reasons: z.array(rejectReason), total: z.int() }),
});
/** Multipart: a part `mapping` (TOML text) and a part `file` for each file that its lookups need. */
export const reprocessRejects = defineRoute({
  id: 'reprocessRejects',
  method: 'POST',
  path: '/v1/quarantine/reprocess',
  scope: 'build',
  summary: 'Read quarantined rows again by a corrected mapping; a job whose result is an ImportResult',
  query: rejectFilter.extend({ dryRun: z.stringbool().default(false) }),
  response: jobView,
});

// watched folders -------------------------------------------------------------------------------------------------
export const watchView = z.object({
  name: slug,
  /** Under the server's folder for watches. */
  folder: z.string(),
  mapping: z.string(),
  isEnabled: z.boolean(),
  /** What the watch sees now; a file that is done or failed stands in the history of imports. */
  files: z.array(
    z.object({
      file: z.string(),
      state: z.enum(['growing', 'waiting', 'importing', 'done', 'failed']),
      problem: z.object({ code: z.string(), message: z.string(), todo: z.string() }).optional(),
    }),
  ),
  /** Why it cannot work at all: the folder is missing, the mapping is not valid. */
  problem: z.object({ code: z.string(), message: z.string(), todo: z.string() }).optional(),
});
export const listWatches = defineRoute({
  id: 'listWatches',
  method: 'GET',
  path: '/v1/watches',
  scope: 'read',
  summary: 'Watched folders and what they see',
  response: z.object({ watches: z.array(watchView) }),
});
export const saveWatch = defineRoute({
  id: 'saveWatch',
  method: 'PUT',
  path: '/v1/watches/:name',
  scope: 'admin',
  summary: 'Watch a folder below the server’s folder for watches; whole files in it are imported by the mapping',
  params: z.object({ name: slug }),
  body: z.object({
    folder: z.string().min(1).max(500),
    mapping: z.string().min(1).max(1_000_000),
    isEnabled: z.boolean().default(true),
  }),
  response: watchView,
});
export const removeWatch = defineRoute({
  id: 'removeWatch',
  method: 'DELETE',
  path: '/v1/watches/:name',
  scope: 'admin',
  summary: 'Watch a folder no longer; what it brought stays',
  params: z.object({ name: slug }),
  response: z.object({ removed: z.boolean() }),
});

// events ----------------------------------------------------------------------------------------------------------
export const eventInput = z.object({
  type: z.string().max(64),
  messageId: z.string().min(1).max(200),
  userId: z.string().max(200).optional(),
  /** ISO 8601 with a zone, e.g. `2026-05-01T12:00:00+08:00`. */
  occurredAt: z.iso.datetime({
    offset: true,
    message: 'must be an ISO 8601 time with a zone, like 2026-05-01T12:00:00+08:00',
  }),
  source: z.string().max(64).default('api'),
  payload: z.record(z.string(), z.unknown()).default({}),
});
export const ingestEvents = defineRoute({
  id: 'ingestEvents',
  method: 'POST',
  path: '/v1/events',
  scope: 'ingest',
  summary: 'Ingest facts; answers once they are on disk',
  body: z.object({ events: z.array(eventInput).min(1).max(10_000) }),
  response: z.object({
    accepted: z.int(),
    duplicates: z.int(),
    /** Events that were not accepted, by position; the others were. */
    rejected: z.array(
      z.object({ index: z.int(), messageId: z.string(), reason: z.string(), field: z.string().optional() }),
    ),
    lastSeq: z.int(),
  }),
});

// people ----------------------------------------------------------------------------------------------------------
export const profileView = z.object({
  userId: z.string(),
  tags: z.array(
    z.object({
      id: z.string(),
      value: tagValue,
      freshness: z.enum(['daily', 'static', 'live']),
      /** `live`: the build's value with all facts since in it. */
      source: z.enum(['batch', 'live']),
      asOf: isoDate,
      stale: z.boolean(),
    }),
  ),
  /** Tags that the caller's scopes do not show, by id. */
  withheld: z.array(z.string()),
  /**
   * How far live tags go: facts of `since` and later days that were there at `countedAt` are in. Late facts of earlier
   * days come with the next build.
   */
  live: z.object({ since: isoDate, countedAt: instant }).optional(),
  /** The store is down, and this is what it said last. */
  lastKnown: z.boolean(),
  version: z.int(),
  asOf: isoDate,
  builtAt: instant,
});
export const getProfile = defineRoute({
  id: 'getProfile',
  method: 'GET',
  path: '/v1/profiles/:userId',
  scope: 'people',
  summary: 'All tags of one person, each with its freshness; of an older build by its version or as-of day',
  params: z.object({ userId: z.string() }),
  query: releaseChoice,
  response: profileView,
});
export const getProfiles = defineRoute({
  id: 'getProfiles',
  method: 'POST',
  path: '/v1/profiles/batch',
  scope: 'people',
  summary: 'Profiles of up to 500 people, in the order asked; null for an unknown one',
  body: z.object({ userIds: z.array(z.string()).min(1).max(500) }),
  response: z.object({ profiles: z.array(profileView.nullable()) }),
});
/** What {@link getProfileDocument} answers: tags by id, for callers who only want values. */
export const profileDocument = z.object({
  userId: z.string(),
  version: z.int(),
  asOf: isoDate,
  builtAt: instant,
  /** Of the batch tags. */
  stale: z.boolean(),
  /** Batch tags as of `asOf`. */
  tags: z.record(z.string(), tagValue),
  /** Live tags, where the release has some; `countedAt` is null where only the build's part is known. */
  live: z.object({ tags: z.record(z.string(), tagValue), countedAt: instant.nullable() }).optional(),
  withheld: z.array(z.string()),
});
export const getProfileDocument = defineRoute({
  id: 'getProfileDocument',
  method: 'GET',
  path: '/v1/profiles/:userId/tags',
  scope: 'people',
  summary: 'All tags of one person by id, as fast as can be: for application back ends',
  params: z.object({ userId: z.string() }),
  response: profileDocument,
});
export const getProfileDocuments = defineRoute({
  id: 'getProfileDocuments',
  method: 'POST',
  path: '/v1/profiles/tags',
  scope: 'people',
  summary: 'Tags by id of up to 500 people, in the order asked; null for an unknown one',
  body: z.object({ userIds: z.array(z.string()).min(1).max(500) }),
  response: z.object({ profiles: z.array(profileDocument.nullable()) }),
});
export const checkMembership = defineRoute({
  id: 'checkMembership',
  method: 'POST',
  path: '/v1/profiles/membership',
  scope: 'people',
  summary: 'Which of some audiences a person is in, right now: live tags, and behaviour up to this moment',
  body: z.object({ userId: z.string(), audiences: z.array(slug).min(1).max(50) }),
  response: z.object({
    userId: z.string(),
    /** Of at least one. */
    member: z.boolean(),
    audiences: z.array(z.object({ id: z.string(), member: z.boolean() })),
    version: z.int(),
    asOf: isoDate,
    stale: z.boolean(),
    /** Behaviour up to here is in. */
    at: instant,
  }),
});
export const searchPeople = defineRoute({
  id: 'searchPeople',
  method: 'GET',
  path: '/v1/people',
  scope: 'people',
  summary: 'People whose id begins with a text',
  query: pageQuery.extend({ search: z.string().max(200).default('') }),
  response: z.object({
    people: z.array(
      z.object({
        userId: z.string(),
        /** The login under which the person is known, when it is another. */
        personId: z.string().optional(),
        orders: z.int(),
        lastOrderAt: instant.nullable(),
      }),
    ),
    next: z.string().optional(),
  }),
});
export const timelineEntry = z.object({
  at: instant,
  kind: z.enum(['order', 'visit', 'exposure', 'coupon', 'decision']),
  title: z.string(),
  subjectId: z.string().optional(),
  amount: z.int().optional(),
  detail: z.record(z.string(), tagValue),
});
export const getTimeline = defineRoute({
  id: 'getTimeline',
  method: 'GET',
  path: '/v1/people/:userId/timeline',
  scope: 'people',
  summary: 'What one person did and got, newest first',
  params: z.object({ userId: z.string() }),
  query: pageQuery,
  response: z.object({ entries: z.array(timelineEntry), next: z.string().optional() }),
});
