import { z } from 'zod';

/**
 * What a caller may do. A key or a role carries several. `people` shows profiles without tags of the PII classes
 * personal and sensitive; the scopes of these names add them.
 */
export const SCOPES = [
  'read',
  'people',
  'personal',
  'sensitive',
  'build',
  'issue',
  'launch',
  'ingest',
  'admin',
] as const;
export type Scope = (typeof SCOPES)[number];

/** One HTTP operation as data: the server binds a handler to it, the CLI and the console call it. */
export interface Route<
  Params extends z.ZodType = z.ZodType,
  Query extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
  Response extends z.ZodType = z.ZodType,
> {
  /** camelCase, unique; the OpenAPI operation id. */
  readonly id: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** With `:name` for each field of `params`. */
  readonly path: string;
  readonly summary: string;
  /** `none`: open to all. */
  readonly scope: Scope | 'none';
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  readonly response: Response;
}

type AnySchema = z.ZodType;
const NOTHING = z.undefined();
type Nothing = typeof NOTHING;

/** Declares a route; the parts that it does not have may be left out. */
export function defineRoute<
  Response extends AnySchema,
  Params extends AnySchema = Nothing,
  Query extends AnySchema = Nothing,
  Body extends AnySchema = Nothing,
>(route: {
  readonly id: string;
  readonly method: Route['method'];
  readonly path: string;
  readonly summary: string;
  readonly scope: Route['scope'];
  readonly response: Response;
  readonly params?: Params;
  readonly query?: Query;
  readonly body?: Body;
}): Route<Params, Query, Body, Response> {
  return {
    ...route,
    params: route.params ?? (NOTHING as AnySchema as Params),
    query: route.query ?? (NOTHING as AnySchema as Query),
    body: route.body ?? (NOTHING as AnySchema as Body),
  };
}

/** What a caller of the route hands in (before defaults are filled in). */
export interface CallInput<R extends Route> {
  readonly params?: z.input<R['params']>;
  readonly query?: z.input<R['query']>;
  readonly body?: z.input<R['body']>;
  /** `Idempotency-Key` header for writes that must not happen twice. */
  readonly idempotencyKey?: string;
}

export type CallOutput<R extends Route> = z.output<R['response']>;
