import { z } from 'zod';
import { isKnownZone } from '../../../kernel/index.ts';
import { TAG_CATEGORIES } from '../../tags/index.ts';
import { TARGETS } from './targets.ts';

const name = z.string().regex(/^[a-z][a-z0-9_-]{0,40}$/, 'must be small letters, digits, - and _, at most 41');
const sql = z.union([z.string().min(1).max(4_000), z.number(), z.boolean()]).transform(String);
const zone = z.string().refine(isKnownZone, { error: ({ input }) => `there is no time zone "${input}"` });
const localText = z.strictObject({ en: z.string().min(1).max(500), zh: z.string().min(1).max(500) });
const encoding = z.string().refine(isKnownEncoding, { error: ({ input }) => `there is no encoding "${input}"` });

const workspace = z.strictObject({
  name: z.string().min(1).max(64).optional(),
  zone: zone.optional(),
  /** Local time at which a business day begins. */
  day_start: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be like 04:00')
    .optional(),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/, 'must be three capital letters')
    .optional(),
  decimals: z.int().min(0).max(4).optional(),
});

const attribute = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9_]{0,62}$/, 'must be small letters, digits and _'),
  title: localText,
  description: localText.optional(),
  type: z.enum(['integer', 'number', 'money', 'boolean', 'category', 'categories', 'date']).default('category'),
  category: z.enum(TAG_CATEGORIES).default('demographic'),
  unit: z.string().max(40).optional(),
  owner: z.string().max(64).default('data'),
  pii: z.enum(['none', 'personal', 'sensitive']).default('none'),
});

const reading = {
  format: z.enum(['csv', 'ndjson', 'parquet']).optional(),
  encoding: encoding.default('utf-8'),
  delimiter: z.string().length(1).default(','),
};

const source = z.strictObject({
  name,
  /** A name or a pattern with `*`. */
  file: z.string().min(1).max(200),
  ...reading,
  target: z.enum(TARGETS.map(({ id }) => id)),
  columns: z.record(z.string(), sql),
  attributes: z.record(z.string(), sql).default({}),
  zone: zone.optional(),
  time_formats: z.array(z.string().includes('%')).default([]),
  money: z.enum(['major', 'minor']).default('major'),
  key: sql.optional(),
  repeats: z.enum(['skip', 'number']).default('skip'),
  where: sql.optional(),
  drift: z.enum(['warn', 'refuse']).default('warn'),
  lookups: z
    .record(name, z.strictObject({ file: z.string().min(1).max(200), ...reading, key: sql, on: sql }))
    .default({}),
});

/** The mapping file as people write it. Unknown settings are refused. */
export const mappingSchema = z.strictObject({
  name,
  workspace: workspace.default({}),
  attribute: z.array(attribute).default([]),
  source: z.array(source).min(1, 'at least one [[source]]'),
});

export type GivenMapping = z.output<typeof mappingSchema>;
export type GivenSource = GivenMapping['source'][number];

function isKnownEncoding(label: string): boolean {
  try {
    new TextDecoder(label);
    return true;
  } catch {
    return false;
  }
}
