import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import compress from '@fastify/compress';
import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import multipart from '@fastify/multipart';
import rateLimit from '@fastify/rate-limit';
import fastifyStatic from '@fastify/static';
import Fastify, {
  type FastifyBaseLogger,
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from 'fastify';
import type { Route } from '../../contract/index.ts';
import { TesseraError } from '../../kernel/index.ts';
import type { Access } from './access/index.ts';
import { type Binding, FileAnswer, JsonAnswer } from './binding.ts';
import { checkCall } from './check-call.ts';
import type { Idempotency } from './idempotency.ts';
import { identify } from './identify.ts';
import type { LiveBus } from './live.ts';
import { openApi } from './open-api.ts';
import { type OperatorWrite, operatorWriteOf } from './operator-write.ts';

export interface ServerDeps {
  readonly bindings: readonly Binding[];
  readonly access: Access;
  readonly idempotency: Idempotency;
  readonly live: LiveBus;
  /** Told of each write that an operator has done, before it is answered; must not reject. */
  readonly onWrite?: (write: OperatorWrite) => Promise<void>;
  /** Resolves to what is not well; empty when ready. */
  readonly readiness: () => Promise<readonly string[]>;
  /** Folder of the built console, if it was built. */
  readonly consoleDir?: string;
  readonly version: string;
  readonly bodyLimitBytes: number;
  readonly logger: FastifyBaseLogger;
}

/** The HTTP face: the contract's routes with their checks, the console's files, health, OpenAPI and the live stream. */
export async function createServer(deps: ServerDeps): Promise<FastifyInstance> {
  const server = Fastify({
    loggerInstance: deps.logger,
    bodyLimit: deps.bodyLimitBytes,
    logController: new LogController({ disableRequestLogging: true }),
    forceCloseConnections: true,
  });
  await server.register(cookie);
  await server.register(helmet, { contentSecurityPolicy: { directives: CSP }, hsts: false });
  await server.register(rateLimit, { global: false });
  await server.register(compress, { threshold: 2048 });
  await server.register(multipart, { limits: { fileSize: 20 * 2 ** 30, files: 100, fieldSize: 1 << 20 } });

  server.setErrorHandler((error: FastifyError, request, reply) => answerError(error, request, reply, deps));
  addHealth(server, deps);
  addLive(server, deps);
  for (const binding of deps.bindings) addRoute(server, binding, deps);
  await addConsole(server, deps);
  return server;
}

const CSP = {
  defaultSrc: ["'self'"],
  styleSrc: ["'self'", "'unsafe-inline'"],
  imgSrc: ["'self'", 'data:', 'blob:'],
  connectSrc: ["'self'"],
  upgradeInsecureRequests: null,
};

function addRoute(server: FastifyInstance, { route, handle }: Binding, deps: ServerDeps): void {
  server.route({
    method: route.method,
    url: route.path,
    ...(route.id === 'signIn'
      ? {
          config: {
            rateLimit: {
              max: 20,
              timeWindow: '1 minute',
              errorResponseBuilder: () => new TesseraError('rate.limited'),
            },
          },
        }
      : {}),
    handler: async (request, reply) => {
      const caller = await identify(request, route, deps.access);
      const input = checkCall(route, request);
      const controller = new AbortController();
      request.raw.once('close', () => {
        if (request.raw.destroyed && !reply.sent) controller.abort();
      });
      const call = { ...input, caller, signal: controller.signal, request, reply } as unknown as Parameters<
        typeof handle
      >[0];
      const answer = await once(route, request, deps, () => handle(call));
      const write = operatorWriteOf(route, caller.name, input.params);
      if (write) await deps.onWrite?.(write);
      return send(reply, answer);
    },
  });
}

/** Routes with a `key` of their own are idempotent below; the header makes the other writes so. */
function once(route: Route, request: FastifyRequest, deps: ServerDeps, work: () => Promise<unknown>): Promise<unknown> {
  const key = request.headers['idempotency-key'];
  const isOwn = typeof request.body === 'object' && request.body !== null && 'key' in request.body;
  if (route.method === 'GET' || typeof key !== 'string' || isOwn || request.isMultipart()) return work();
  return deps.idempotency.once({ key, scope: `${route.method} ${request.url}`, body: request.body }, work);
}

function send(reply: FastifyReply, answer: unknown): FastifyReply {
  if (answer instanceof JsonAnswer) return reply.type('application/json; charset=utf-8').send(answer.json);
  if (!(answer instanceof FileAnswer)) return reply.send(answer);
  return reply
    .header('content-type', answer.contentType)
    .header('content-disposition', `attachment; filename="${answer.fileName.replace(/[^\w.-]/g, '_')}"`)
    .send(answer.content);
}

function answerError(
  error: FastifyError | TesseraError,
  request: FastifyRequest,
  reply: FastifyReply,
  deps: ServerDeps,
): FastifyReply {
  const known = toKnown(error, request, deps);
  if (known.status >= 500) request.log.error({ err: error, url: request.url }, known.message);
  return reply.status(known.status).send({ error: known.toBody() });
}

function toKnown(error: FastifyError | TesseraError, request: FastifyRequest, deps: ServerDeps): TesseraError {
  if (error instanceof TesseraError) return error;
  if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE')
    return new TesseraError('request.too-large', { limit: deps.bodyLimitBytes });
  if (error.statusCode === 429) return new TesseraError('rate.limited');
  if (error.statusCode && error.statusCode < 500)
    return new TesseraError('request.invalid', { problem: error.message });
  return new TesseraError('internal.fault', { requestId: request.id }, { cause: error });
}

function addHealth(server: FastifyInstance, deps: ServerDeps): void {
  server.get('/healthz', async () => ({ status: 'ok' }));
  server.get('/readyz', async (_request, reply) => {
    const problems = await deps.readiness();
    return reply.status(problems.length === 0 ? 200 : 503).send({ ready: problems.length === 0, problems });
  });
  const document = openApi(
    deps.bindings.map((binding) => binding.route),
    deps.version,
  );
  server.get('/openapi.json', async () => document);
}

/** Server-sent events: `event: changed` with the topics, and a beat every 15 s that keeps proxies from closing. */
function addLive(server: FastifyInstance, deps: ServerDeps): void {
  server.get('/v1/live', async (request, reply) => {
    await identify(request, { scope: 'read', method: 'GET' }, deps.access);
    reply.hijack();
    reply.raw.writeHead(200, {
      'content-type': 'text/event-stream',
      'cache-control': 'no-cache',
      'x-accel-buffering': 'no',
    });
    reply.raw.write(': open\n\n');
    const stop = deps.live.subscribe((topics) =>
      reply.raw.write(`event: changed\ndata: ${JSON.stringify({ topics })}\n\n`),
    );
    const beat = setInterval(() => reply.raw.write(': beat\n\n'), 15_000).unref();
    request.raw.once('close', () => {
      stop();
      clearInterval(beat);
    });
  });
}

/** Files of the console; every other page address gets its index, for the router in the browser. */
async function addConsole(server: FastifyInstance, deps: ServerDeps): Promise<void> {
  const index = deps.consoleDir ? readFileSync(join(deps.consoleDir, 'index.html')) : undefined;
  if (deps.consoleDir) {
    await server.register(fastifyStatic, {
      root: join(deps.consoleDir, 'assets'),
      prefix: '/assets/',
      immutable: true,
      maxAge: '1y',
      wildcard: true,
    });
  }
  server.setNotFoundHandler((request, reply) => {
    const wantsPage = request.method === 'GET' && (request.headers.accept ?? '').includes('text/html');
    if (index && wantsPage) return reply.header('cache-control', 'no-cache').type('text/html').send(index);
    const path = request.url.split('?')[0] ?? '';
    const error = new TesseraError('request.not-found', { method: request.method, path });
    return reply.status(error.status).send({ error: error.toBody() });
  });
}
