import { z } from 'zod';
import { defineRoute } from '../route.ts';
import { fieldType, freshness, instant, isoDate, jobView, localText, releaseChoice } from '../values.ts';

const byId = z.object({ id: z.string() });
const byVersion = z.object({ version: z.coerce.number().int().min(1) });
/** Why an operator does it; kept in the facts with who and when. */
const reason = z.object({ reason: z.string().trim().min(1).max(500) });

// catalogue -------------------------------------------------------------------------------------------------------
const rangeEnd = z.union([z.number(), z.string().max(40)]);
/** Each part stands for itself; what is left out is the default of the tag's type, `off` takes a default away. */
export const tagQuality = z.object({
  /** Least share of people for whom it must be known. */
  minCoverage: z.number().min(0).max(1).optional(),
  /** Money as people write it, days as `YYYY-MM-DD`. */
  range: z.union([z.literal('off'), z.object({ min: rangeEnd.optional(), max: rangeEnd.optional() })]).optional(),
  /** Largest population stability index against the version before. */
  maxDrift: z.union([z.literal('off'), z.number().positive()]).optional(),
});
/** The rules that hold, defaults filled in. Money in minor units, dates as day numbers. */
export const qualityRulesView = z.object({
  minCoverage: z.number(),
  min: z.number().optional(),
  max: z.number().optional(),
  /** Undefined: drift is not judged. */
  maxDrift: z.number().optional(),
});
/** A rule that a tag broke. Coverage is a share; minimum and maximum in minor units or day numbers; drift is the index. */
export const qualityProblem = z.object({
  tag: z.string(),
  rule: z.enum(['coverage', 'minimum', 'maximum', 'drift']),
  /** The figure of the version before. */
  was: z.number().optional(),
  is: z.number(),
  limit: z.number(),
});
/**
 * Why drift was not judged: no version before, under 500 people, over 31 days apart, another rule than before, no spread
 * before, computed from what campaigns do (unless a limit is set), switched off.
 */
export const driftPardon = z.enum([
  'first',
  'few-people',
  'long-ago',
  'redefined',
  'no-spread-before',
  'campaign-driven',
  'off',
]);

export const tagView = z.object({
  id: z.string(),
  title: localText,
  description: localText,
  category: z.enum(['basic', 'device', 'consumption', 'browsing', 'demographic']),
  type: fieldType,
  unit: z.string().optional(),
  owner: z.string(),
  freshness: z.enum(['daily', 'static', 'live']),
  pii: z.enum(['none', 'personal', 'sensitive']),
  rule: z.custom<Readonly<Record<string, unknown>>>((value) => typeof value === 'object'),
  /** Facts and tags it is computed from. */
  inputs: z.array(z.string()),
  origin: z.enum(['shipped', 'mapping', 'operator']),
  /** Set by the definition or by an operator; without it the defaults of the type hold. */
  quality: tagQuality.optional(),
  /** Of the served build; undefined before the first. */
  coverage: z.number().optional(),
});
/** What uses a tag beyond tags. */
export const tagUser = z.object({
  kind: z.enum(['audience', 'flow', 'campaign', 'metric']),
  id: z.string(),
  title: localText,
  /** In use now: the tag cannot be retired. */
  isLive: z.boolean(),
});
/** What a catalogue shows beside the definition. */
export const tagStanding = z.object({
  /** Coverage of the newest builds, oldest first, at most 30. */
  coverageHistory: z.array(z.number()),
  /** Population stability index of the newest build against the version before it. */
  drift: z.number().optional(),
  /** `held`: the newest build is held and this tag is a reason; `unbuilt`: no build has it yet. */
  state: z.enum(['ok', 'held', 'unbuilt']),
  /** How many tags, audiences, flows, campaigns and metrics use it, directly or through one another. */
  usage: z.object({ tags: z.int(), audiences: z.int(), flows: z.int(), campaigns: z.int(), metrics: z.int() }),
});
export const distributionView = z.object({
  /** Equal-width or quantile bins for numbers, most frequent values for words; the rest is `other`. */
  bins: z.array(
    z.object({
      label: z.string(),
      low: z.number().optional(),
      high: z.number().optional(),
      count: z.int(),
      base: z.int(),
    }),
  ),
  known: z.int(),
  unknown: z.int(),
  min: z.number().optional(),
  max: z.number().optional(),
  mean: z.number().optional(),
  median: z.number().optional(),
});
export const tagDescription = tagView.omit({ freshness: true }).extend({
  /** The tag's own `freshness`, whose name here is the answer's. */
  refreshed: z.enum(['daily', 'static', 'live']),
  distribution: distributionView.optional(),
  usedBy: z.array(z.string()),
  /** Audiences, flows, campaigns and metrics that use it, also through one another. */
  users: z.array(tagUser),
  rules: qualityRulesView,
  /** Of the newest build, where it is held or was published all the same. */
  problems: z.array(qualityProblem),
  freshness,
});
export const listTags = defineRoute({
  id: 'listTags',
  method: 'GET',
  path: '/v1/tags',
  scope: 'read',
  summary: 'The tag catalogue',
  response: z.object({ tags: z.array(tagView.extend(tagStanding.shape)), freshness }),
});
export const describeTag = defineRoute({
  id: 'describeTag',
  method: 'GET',
  path: '/v1/tags/:id',
  scope: 'read',
  summary: 'One tag with its distribution; as an older build had it by version or as-of day',
  params: byId,
  query: releaseChoice,
  response: tagDescription,
});
export const tagHistory = defineRoute({
  id: 'tagHistory',
  method: 'GET',
  path: '/v1/tags/:id/history',
  scope: 'read',
  summary: 'Coverage, spread and drift of one tag over the builds, newest first',
  params: byId,
  response: z.object({
    tag: z.string(),
    points: z.array(
      z.object({
        version: z.int(),
        asOf: isoDate,
        builtAt: instant,
        state: z.enum(['published', 'held', 'discarded']),
        people: z.int(),
        known: z.int(),
        coverage: z.number(),
        distinct: z.int().optional(),
        min: z.number().optional(),
        max: z.number().optional(),
        mean: z.number().optional(),
        drift: z.number().optional(),
        driftAgainst: z.int().optional(),
        pardon: driftPardon.optional(),
        problems: z.array(qualityProblem),
      }),
    ),
  }),
});

// lineage ---------------------------------------------------------------------------------------------------------
export const lineageView = z.object({
  nodes: z.array(
    z.object({
      /** `kind:id`. */
      key: z.string(),
      kind: z.enum(['table', 'tag', 'audience', 'flow', 'campaign', 'metric']),
      id: z.string(),
      title: localText.optional(),
      isLive: z.boolean(),
    }),
  ),
  /** `to` is computed from `from`. */
  edges: z.array(z.object({ from: z.string(), to: z.string() })),
});
export const tagLineage = defineRoute({
  id: 'tagLineage',
  method: 'GET',
  path: '/v1/tags/:id/lineage',
  scope: 'read',
  summary: 'What one tag is computed from and what is computed from it, as a graph',
  params: byId,
  response: lineageView,
});
export const catalogueLineage = defineRoute({
  id: 'catalogueLineage',
  method: 'GET',
  path: '/v1/tags/lineage',
  scope: 'read',
  summary: 'The whole graph: facts, tags, audiences, flows, campaigns, metrics',
  response: lineageView,
});

// definitions -----------------------------------------------------------------------------------------------------
export const testTag = defineRoute({
  id: 'testTag',
  method: 'POST',
  path: '/v1/tags/test',
  scope: 'build',
  summary: 'Dry run of a definition (TOML or JSON text): its distribution on a sample and its cost before it is saved',
  body: z.object({ definition: z.string().max(20_000) }),
  response: z.object({
    tag: tagView,
    asOf: isoDate,
    distribution: distributionView,
    durationMs: z.number(),
    cost: z.object({
      tables: z.array(z.object({ table: z.string(), rows: z.int() })),
      rowsScanned: z.int(),
      sampledPeople: z.int(),
      people: z.int(),
      /** The trial's time, grown to everyone: what it would take alone. */
      estimatedMs: z.number(),
    }),
  }),
});
export const saveTag = defineRoute({
  id: 'saveTag',
  method: 'PUT',
  path: '/v1/tags',
  scope: 'build',
  summary: 'Save a definition (TOML or JSON text); its values come with the next build',
  body: z.object({ definition: z.string().max(20_000) }),
  response: tagDescription,
});
export const defineTags = defineRoute({
  id: 'defineTags',
  method: 'PUT',
  path: '/v1/tags/definitions',
  scope: 'build',
  summary: 'Save one or several definitions (TOML or JSON text), all or none',
  body: z.object({ definitions: z.string().max(2_000_000) }),
  response: z.object({ tags: z.array(tagView) }),
});
export const retireTag = defineRoute({
  id: 'retireTag',
  method: 'POST',
  path: '/v1/tags/:id/retire',
  scope: 'build',
  summary: 'Take a tag out of the catalogue; refused while something live uses it',
  params: byId,
  body: reason,
  response: z.object({ id: z.string(), retired: z.boolean() }),
});
export const restoreTag = defineRoute({
  id: 'restoreTag',
  method: 'POST',
  path: '/v1/tags/:id/restore',
  scope: 'build',
  summary: 'Bring a retired tag back; its values come with the next build',
  params: byId,
  body: reason,
  response: z.object({ id: z.string(), retired: z.boolean() }),
});
export const listRetiredTags = defineRoute({
  id: 'listRetiredTags',
  method: 'GET',
  path: '/v1/tags/retired',
  scope: 'read',
  summary: 'Tags that were taken out of the catalogue',
  response: z.object({
    tags: z.array(z.object({ id: z.string(), title: localText, by: z.string(), at: instant, reason: z.string() })),
  }),
});
export const setTagQuality = defineRoute({
  id: 'setTagQuality',
  method: 'PUT',
  path: '/v1/tags/:id/quality',
  scope: 'build',
  summary: 'Set or loosen the quality rules of a tag, whatever its definition says; null gives them back to it',
  params: byId,
  body: reason.extend({ quality: tagQuality.nullable() }),
  response: z.object({ id: z.string(), quality: tagQuality.optional(), rules: qualityRulesView }),
});

// builds ----------------------------------------------------------------------------------------------------------
export const tagBuildView = z.object({
  version: z.int(),
  asOf: isoDate,
  builtAt: instant,
  people: z.int(),
  durationMs: z.number(),
  tags: z.array(z.object({ id: z.string(), coverage: z.number() })),
  state: z.enum(['published', 'held', 'discarded']),
  /** The one that profiles and audiences answer from. */
  isServed: z.boolean(),
  /** Its values are there: as a table, or as a file of the folder. */
  isReadable: z.boolean(),
  storedAs: z.enum(['table', 'file', 'nothing']),
  /** Rules that it broke; why it is, or was, held. */
  problems: z.array(qualityProblem),
  /** Who decided about it by hand, or `tessera` where a newer build took its place. */
  decision: z.object({ by: z.string(), at: instant, reason: z.string() }).optional(),
});
export const buildTags = defineRoute({
  id: 'buildTags',
  method: 'POST',
  path: '/v1/tags/builds',
  scope: 'build',
  summary:
    'Build all tags as of a day and publish them if they keep to their quality rules; a job whose result is a TagBuild',
  body: z.object({ asOf: isoDate.optional() }),
  response: jobView,
});
export const listTagBuilds = defineRoute({
  id: 'listTagBuilds',
  method: 'GET',
  path: '/v1/tags/builds',
  scope: 'read',
  summary: 'Build history, newest first',
  query: z.object({ limit: z.coerce.number().int().min(1).max(1000).default(100) }),
  response: z.object({ builds: z.array(tagBuildView) }),
});
export const publishTagBuild = defineRoute({
  id: 'publishTagBuild',
  method: 'POST',
  path: '/v1/tags/builds/:version/publish',
  scope: 'build',
  summary: 'Publish a held build all the same, or go back to an older one; a job whose result is a TagBuild',
  params: byVersion,
  body: reason,
  response: jobView,
});
export const discardTagBuild = defineRoute({
  id: 'discardTagBuild',
  method: 'POST',
  path: '/v1/tags/builds/:version/discard',
  scope: 'build',
  summary: 'Give up a held build',
  params: byVersion,
  body: reason,
  response: tagBuildView,
});
