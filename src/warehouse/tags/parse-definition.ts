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
});

/** Reads a definition from TOML, its shape only. Throws `tag.invalid` with the first field that is wrong. */
export function parseTagDefinition(toml: string): TagDefinition {
  const result = definition.safeParse(parseToml(toml));
  if (!result.success) {
    const issue = result.error.issues[0]!;
    throw invalidTag('in the file', issue.path.join('.') || 'definition', issue.message);
  }
  const { title, description = title, ...rest } = result.data;
  return { title, description, ...rest } as TagDefinition;
}

function parseToml(toml: string): unknown {
  try {
    return parse(toml);
  } catch (error) {
    throw invalidTag('in the file', 'TOML', error instanceof Error ? error.message.split('\n')[0]! : String(error));
  }
}
