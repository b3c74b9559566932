import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Route } from '../../contract/index.ts';
import { TesseraError } from '../../kernel/index.ts';

export interface CheckedInput {
  readonly params: unknown;
  readonly query: unknown;
  readonly body: unknown;
}

/** Checks the three parts of a request by the route's schemas; the first problem is named with its field. */
export function checkCall(route: Route, request: FastifyRequest): CheckedInput {
  return {
    params: check(route.params, request.params, 'path'),
    query: check(route.query, request.query, 'query'),
    body: check(route.body, withKey(request), 'body'),
  };
}

/** `Idempotency-Key` stands in for a `key` that the body leaves out. */
function withKey(request: FastifyRequest): unknown {
  const header = request.headers['idempotency-key'];
  const { body } = request;
  if (typeof header !== 'string' || typeof body !== 'object' || body === null || 'key' in body) return body;
  return { ...body, key: header };
}

function check(schema: z.ZodType, value: unknown, part: string): unknown {
  if (schema instanceof z.ZodUndefined) return undefined;
  const result = schema.safeParse(value ?? {});
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const field = [part, ...(issue?.path ?? [])].map(String).join('.');
  throw new TesseraError('request.invalid', { problem: `${field}: ${issue?.message ?? 'is not valid'}`, field });
}
