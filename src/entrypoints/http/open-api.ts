import { z } from 'zod';
import type { Route } from '../../contract/index.ts';

/** The OpenAPI 3.1 document of a list of routes, derived from the schemas that also check the requests. */
export function openApi(routes: readonly Route[], version: string): Record<string, unknown> {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const route of routes) {
    const path = route.path.replace(/:(\w+)/g, '{$1}');
    paths[path] ??= {};
    paths[path][route.method.toLowerCase()] = operation(route);
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Tessera',
      version,
      description: 'Data-driven precision marketing. Money is whole minor units, instants are epoch milliseconds UTC.',
    },
    paths,
    components: {
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer' },
        session: { type: 'apiKey', in: 'cookie', name: 'tessera_session' },
      },
      schemas: { Error: ERROR_SCHEMA },
    },
  };
}

const ERROR_SCHEMA = {
  type: 'object',
  required: ['error'],
  properties: {
    error: {
      type: 'object',
      required: ['code', 'message', 'todo', 'detail'],
      properties: {
        code: { type: 'string' },
        message: { type: 'string' },
        todo: { type: 'string' },
        detail: { type: 'object' },
      },
    },
  },
};

function operation(route: Route): Record<string, unknown> {
  return {
    operationId: route.id,
    summary: route.summary,
    ...(route.scope === 'none' ? {} : { security: [{ bearer: [] }, { session: [] }], 'x-scope': route.scope }),
    parameters: [...parameters(route.params, 'path'), ...parameters(route.query, 'query')],
    ...(isGiven(route.body)
      ? {
          requestBody: { required: true, content: { 'application/json': { schema: jsonSchema(route.body, 'input') } } },
        }
      : {}),
    responses: {
      200: { description: 'Done', content: { 'application/json': { schema: jsonSchema(route.response, 'output') } } },
      default: {
        description: 'A coded error',
        content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } },
      },
    },
  };
}

function parameters(schema: z.ZodType, place: 'path' | 'query'): Record<string, unknown>[] {
  if (!isGiven(schema)) return [];
  const { properties = {}, required = [] } = jsonSchema(schema, 'input') as {
    properties?: Record<string, unknown>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    schema: property,
  }));
}

function isGiven(schema: z.ZodType): boolean {
  return !(schema instanceof z.ZodUndefined);
}

function jsonSchema(schema: z.ZodType, io: 'input' | 'output'): object {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return rest;
}
