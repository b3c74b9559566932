import { z } from 'zod';
import { defineRoute } from '../route.ts';
import { instant, isoDate, localText } from '../values.ts';

/** What has tags besides people; all but merchants are offers. */
export const subjectKind = z.enum(['merchant', 'product', 'category', 'template']);
export const subjectTagView = z.object({
  id: z.string(),
  kinds: z.array(subjectKind),
  title: localText,
  description: localText,
  /** `money` is whole minor units, `date` ISO. */
  type: z.enum(['integer', 'number', 'money', 'word', 'date']),
  unit: z.string().optional(),
  owner: z.string(),
  rule: z.custom<Readonly<Record<string, unknown>>>((value) => typeof value === 'object'),
});
export const listSubjectTags = defineRoute({
  id: 'listSubjectTags',
  method: 'GET',
  path: '/v1/subject-tags',
  scope: 'read',
  summary: 'Tags of merchants and offers',
  query: z.object({ kind: subjectKind.optional() }),
  response: z.object({ tags: z.array(subjectTagView) }),
});
export const subjectView = z.object({
  id: z.string(),
  /** By tag id; null is unknown. */
  values: z.record(z.string(), z.union([z.string(), z.number(), z.null()])),
});
const build = { asOf: isoDate, tagVersion: z.int(), builtAt: instant };
export const listSubjects = defineRoute({
  id: 'listSubjects',
  method: 'GET',
  path: '/v1/subjects/:kind',
  scope: 'read',
  summary: 'Merchants or offers of one kind with all their tags',
  params: z.object({ kind: subjectKind }),
  query: z.object({
    limit: z.coerce.number().int().min(1).max(1000).default(50),
    skip: z.coerce.number().int().min(0).default(0),
    /** A tag: the largest first, unknown last. Default: by id. */
    orderBy: z.string().optional(),
    /** Part of the id, or of the name where there is one. */
    search: z.string().max(200).default(''),
  }),
  response: z.object({ subjects: z.array(subjectView), total: z.int(), ...build }),
});
export const getSubject = defineRoute({
  id: 'getSubject',
  method: 'GET',
  path: '/v1/subjects/:kind/:id',
  scope: 'read',
  summary: 'One merchant or offer with all its tags',
  params: z.object({ kind: subjectKind, id: z.string() }),
  response: subjectView.extend(build),
});
