import { z } from 'zod';
import type { Expression } from '../expression/index.ts';

/** An id that people choose: letters, digits, `-`, `_`, `.`; up to 64. */
export const slug = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/, 'letters, digits, - _ . and at most 64 of them');
export const minorUnits = z.int();
/** `YYYY-MM-DD` in the business zone. */
export const isoDate = z.iso.date();
/** Epoch milliseconds. */
export const instant = z.int();
export const localText = z.object({ en: z.string().min(1).max(500), zh: z.string().min(1).max(500) });

/** Text form of an expression, or its tree. Checked by the parser, which names place and reason. */
export const expression = z.union([
  z.string().max(100_000),
  z.custom<Expression>((value) => typeof value === 'object' && value !== null && 'kind' in value),
]);

export const tagValue = z.union([z.number(), z.string(), z.boolean(), z.array(z.string()), z.null()]);
export const fieldType = z.enum(['integer', 'number', 'money', 'boolean', 'category', 'categories', 'date']);

/** As of when and from what an answer was computed. */
export const freshness = z.object({
  /** As-of day of the tag build, or undefined for live numbers. */
  asOf: isoDate.optional(),
  tagVersion: z.int().optional(),
  /** When the answer was computed, by the folder's clock. */
  at: instant,
  /** Last fact applied, for live numbers. */
  factsUntil: instant.optional(),
});

export const jobView = z.object({
  id: z.string(),
  kind: z.string(),
  state: z.enum(['running', 'done', 'failed', 'cancelled']),
  progress: z.object({ step: z.string(), done: z.number(), total: z.number() }),
  startedAt: instant,
  finishedAt: instant.optional(),
  /** What the work gave, in the shape that its route documents. */
  result: z.unknown().optional(),
  error: z
    .object({ code: z.string(), message: z.string(), todo: z.string(), detail: z.record(z.string(), z.unknown()) })
    .optional(),
});
export type JobView = z.infer<typeof jobView>;

/** An older tag build: by its version, or the one that was published as of that day or before. */
export const releaseBody = z.object({ version: z.int().min(1).optional(), asOf: isoDate.optional() });
/** The same in a query; without either the build that is served. */
export const releaseChoice = z.object({
  version: z.coerce.number().int().min(1).optional(),
  asOf: isoDate.optional(),
});

/** Keyset paging: `next` goes into `after` of the following call; absent on the last page. */
export const pageQuery = z.object({
  limit: z.coerce.number().int().min(1).max(1000).default(50),
  after: z.string().optional(),
});
