import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { openLmdbDocumentStore } from '../../adapters/lmdb/index.ts';
import { defineRoute } from '../../contract/index.ts';
import { type DocumentStore, manualClock } from '../../kernel/index.ts';
import { bind } from './binding.ts';
import { type Access, createAccess, createIdempotency, createJobs, createLiveBus, createServer } from './index.ts';
import { systemRoutes } from './routes/system.ts';

const echo = defineRoute({
  id: 'echo',
  method: 'POST',
  path: '/v1/echo/:name',
  scope: 'issue',
  summary: 'For this test',
  params: z.object({ name: z.string() }),
  body: z.object({ amount: z.int() }),
  response: z.object({ text: z.string(), calls: z.int() }),
});

const CLI = { authorization: 'Bearer cli-secret' };
const clock = manualClock(1_000_000);
let documents: DocumentStore;
let access: Access;
let server: FastifyInstance;
let password: string;

beforeAll(async () => {
  documents = openLmdbDocumentStore(mkdtempSync(join(tmpdir(), 'tessera-http-')));
  access = createAccess({ documents, clock, cliToken: 'cli-secret' });
  password = (await access.createFirstUser()) ?? '';
  let calls = 0;
  const workspace = async () => {
    throw new Error('a secret of the inside');
  };
  server = await createServer({
    bindings: [
      ...systemRoutes({ access, jobs: createJobs(clock), workspace }),
      bind(echo, async ({ params, body }) => ({ text: `${params.name} ${body.amount}`, calls: ++calls })),
    ],
    access,
    idempotency: createIdempotency(documents, clock),
    live: createLiveBus(),
    readiness: async () => [],
    version: '0',
    bodyLimitBytes: 10_000,
    logger: pino({ level: 'silent' }),
  });
});

afterAll(async () => {
  await server.close();
  await documents.close();
});

const post = (url: string, payload: object, headers: Record<string, string> = CLI) =>
  server.inject({ method: 'POST', url, payload, headers });

describe('who may come in', () => {
  it('refuses who has no key, a wrong one, or one without the scope', async () => {
    const { secret } = await access.createKey('reader', ['read']);
    const answers = [
      await post('/v1/echo/a', { amount: 1 }, {}),
      await post('/v1/echo/a', { amount: 1 }, { authorization: 'Bearer wrong' }),
      await post('/v1/echo/a', { amount: 1 }, { authorization: `Bearer ${secret}x` }),
      await post('/v1/echo/a', { amount: 1 }, { authorization: `Bearer ${secret}` }),
    ];
    expect(answers.map((answer) => answer.json().error.code)).toEqual([
      'access.unauthenticated',
      'access.unauthenticated',
      'access.unauthenticated',
      'access.forbidden',
    ]);
  });

  it('signs in by password, wants the CSRF token on writes, and signs out', async () => {
    const wrong = await post('/v1/session', { user: 'admin', password: 'guess' }, {});
    expect([wrong.statusCode, wrong.json().error.code]).toEqual([401, 'access.wrong-password']);

    const signedIn = await post('/v1/session', { user: 'admin', password }, {});
    const cookie = String(signedIn.headers['set-cookie']).split(';')[0] ?? '';
    expect(signedIn.headers['set-cookie']).toMatch(/HttpOnly; SameSite=Strict/);

    const without = await post('/v1/echo/a', { amount: 1 }, { cookie });
    expect(without.statusCode).toBe(403);
    const headers = { cookie, 'x-csrf-token': signedIn.json().csrfToken };
    expect((await post('/v1/echo/a', { amount: 1 }, headers)).statusCode).toBe(200);

    await server.inject({ method: 'DELETE', url: '/v1/session', headers });
    expect((await post('/v1/echo/a', { amount: 1 }, headers)).statusCode).toBe(401);
  });

  it('lets a session end after twelve hours, and a revoked key at once', async () => {
    const { token } = await access.signIn('admin', password);
    clock.set(clock.now() + 12 * 3_600_000 + 1);
    expect(await access.findSession(token)).toBeUndefined();
    const { id, secret } = await access.createKey('short', ['read']);
    await access.removeKey(id);
    expect(await access.findBearer(secret)).toBeUndefined();
  });

  it('keeps no secret in clear', async () => {
    const kept = JSON.stringify([
      await documents.list('users'),
      await documents.list('api-keys'),
      await documents.list('sessions'),
    ]);
    expect(kept).not.toContain(password);
  });
});

describe('what comes in', () => {
  it('names the field of a bad body', async () => {
    const answer = await post('/v1/echo/a', { amount: 'many' });
    expect([answer.statusCode, answer.json().error.detail.field]).toEqual([400, 'body.amount']);
  });

  it.each([
    ['no JSON', '{"amount":', 400, 'request.invalid'],
    ['a body over the limit', JSON.stringify({ amount: 1, filler: 'x'.repeat(20_000) }), 413, 'request.too-large'],
  ])('refuses %s', async (_, payload, status, code) => {
    const headers = { ...CLI, 'content-type': 'application/json' };
    const answer = await server.inject({ method: 'POST', url: '/v1/echo/a', payload, headers });
    expect([answer.statusCode, answer.json().error.code]).toEqual([status, code]);
  });

  it('tells of an address that is not there, and never shows the inside of a fault', async () => {
    expect((await server.inject({ url: '/v1/nothing', headers: CLI })).json().error.code).toBe('request.not-found');
    const fault = await server.inject({ url: '/v1/workspace', headers: CLI });
    expect([fault.statusCode, fault.json().error.code]).toEqual([500, 'internal.fault']);
    expect(fault.body).not.toContain('secret of the inside');
  });
});

describe('Idempotency-Key', () => {
  it('answers a repeat with the first answer, also when both come at once', async () => {
    const headers = { ...CLI, 'idempotency-key': 'k1' };
    const answers = await Promise.all([1, 1, 1].map((amount) => post('/v1/echo/b', { amount }, headers)));
    const again = await post('/v1/echo/b', { amount: 1 }, headers);
    expect(new Set([...answers, again].map((answer) => answer.body)).size).toBe(1);
  });

  it('refuses the key for another body', async () => {
    const headers = { ...CLI, 'idempotency-key': 'k2' };
    await post('/v1/echo/b', { amount: 1 }, headers);
    const other = await post('/v1/echo/b', { amount: 2 }, headers);
    expect([other.statusCode, other.json().error.code]).toEqual([409, 'key.reused']);
  });
});

it('describes itself in OpenAPI 3.1', async () => {
  const document = (await server.inject({ url: '/openapi.json' })).json();
  expect(document.openapi).toBe('3.1.0');
  expect(
    document.paths['/v1/echo/{name}'].post.requestBody.content['application/json'].schema.properties.amount.type,
  ).toBe('integer');
});
