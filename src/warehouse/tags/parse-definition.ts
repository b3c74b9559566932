import { parse } from 'smol-toml';
import { z } from 'zod';
import { TAG_CATEGORIES, TAG_FACTS, TAG_MEASURES, type TagDefinition } from './definition.ts';
import { invalidTag } from './invalid-tag.ts';

const text = z.string().min(1).max(500);
const local = z.strictObject({ en: text, zh: text });
const days = z.int().min(0).max(36_500);
const selection = {
  fact: z.enum(TAG_FACTS),
  windowDays: days.optional(),
  endDaysAgo: days.optional(),
  where: z.string().max(10_000).optional(),
};

const rule = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('attribute'), attribute: text }),
  z.strictObject({ kind: z.literal('aggregate'), ...selection, measure: z.enum(TAG_MEASURES), field: text.optional() }),
  z.strictObject({
    kind: z.literal('top'),
    ...selection,
    field: text,
    by: text.default('count'),
    rank: z.int().optional(),
  }),
  z.strictObject({ kind: z.literal('share'), ...selection, field: text, by: text.default('count') }),
  z.strictObject({ kind: z.literal('collect'), ...selection, field: text }),
  z.strictObject({ kind: z.literal('ratio'), numerator: text, denominator: text }),
  z.strictObject({ kind: z.literal('trend'), recent: text, before: text }),
  z.strictObject({ kind: z.literal('elapsed'), tag: text }),
  z.strictObject({
    kind: z.literal('bucket'),
    tag: text,
    cuts: z.array(z.number()).min(1).max(100),
    labels: z.array(text).min(2).max(101),
  }),
  z.strictObject({
    kind: z.literal('score'),
    tag: text,
    cuts: z.array(z.number()).min(1).max(100),
    isDescending: z.boolean().optional(),
  }),
  z.strictObject({
    kind: z.literal('quantile'),
    tag: text,
    parts: z.int(),
    isDescending: z.boolean().optional(),
    among: z.string().max(10_000).optional(),
  }),
  z.strictObject({ kind: z.literal('condition'), when: z.string().max(10_000) }),
  z.strictObject({
    kind: z.literal('cases'),
    cases: z
      .array(z.strictObject({ when: z.string().max(10_000), value: text }))
      .min(1)
      .max(100),
    otherwise: text.optional(),
  }),
  z.strictObject({ kind: z.literal('list'), list: text }),
  z.strictObject({ kind: z.literal('model'), model: text }),
]);

const end = z.union([z.number(), z.string().max(40)]);
const quality = z.strictObject({
  minCoverage: z.number().optional(),
  range: z.union([z.literal('off'), z.strictObject({ min: end.optional(), max: end.optional() })]).optional(),
  maxDrift: z.union([z.literal('off'), z.number()]).optional(),
});

const definition = z.strictObject({
  id: text,
  title: local,
  description: local.optional(),
  category: z.enum(TAG_CATEGORIES),
  type: z.enum(['integer', 'number', 'money', 'boolean', 'category', 'categories', 'date']),
  unit: text.optional(),
  rule,
  owner: text.default('operator'),
  freshness: z.enum(['daily', 'static', 'live']).default('daily'),
  pii: z.enum(['none', 'personal', 'sensitive']).default('none'),
  quality: quality.optional(),
});

/**
 * Reads definitions from TOML or JSON, their shape only: one definition, or several under `tags`. Throws `tag.invalid`
 * with the first field that is wrong.
 */
export function parseTagDefinitions(text: string): readonly TagDefinition[] {
  const given = parseText(text);
  if (!isSeveral(given)) return [readDefinition(given, 'in the file')];
  if (given.tags.length === 0) throw invalidTag('in the file', 'tags', 'at least one');
  return given.tags.map((each, i) => readDefinition(each, `number ${i + 1} in the file`));
}

/** Reads a single definition. */
export function parseTagDefinition(text: string): TagDefinition {
  const [definition, ...others] = parseTagDefinitions(text);
  if (others.length > 0) throw invalidTag('in the file', 'tags', 'one definition at a time');
  return definition!;
}

function readDefinition(given: unknown, place: string): TagDefinition {
  const result = definition.safeParse(given);
  if (!result.success) {
    const issue = result.error.issues[0]!;
    throw invalidTag(place, issue.path.join('.') || 'definition', issue.message);
  }
  const { title, description = title, ...rest } = result.data;
  return { title, description, ...rest } as TagDefinition;
}

function isSeveral(given: unknown): given is { readonly tags: readonly unknown[] } {
  return typeof given === 'object' && given !== null && 'tags' in given && Array.isArray(given.tags);
}

function parseText(text: string): unknown {
  const isJson = text.trimStart().startsWith('{');
  try {
    return isJson ? JSON.parse(text) : parse(text);
  } catch (error) {
    const problem = error instanceof Error ? error.message.split('\n')[0]! : String(error);
    throw invalidTag('in the file', isJson ? 'JSON' : 'TOML', problem);
  }
}
