import type { FastifyRequest } from 'fastify';
import type { Route } from '../../contract/index.ts';
import { TesseraError } from '../../kernel/index.ts';
import type { Access } from './access/index.ts';
import type { Caller } from './binding.ts';

export const SESSION_COOKIE = 'tessera_session';

const NOBODY: Caller = { name: 'nobody', scopes: [] };

/** Finds out who calls and holds the call to its scope; a write by cookie must carry the session's CSRF token. */
export async function identify(
  request: FastifyRequest,
  route: Pick<Route, 'scope' | 'method'>,
  access: Access,
): Promise<Caller> {
  if (route.scope === 'none') return NOBODY;
  const caller = (await byBearer(request, access)) ?? (await bySession(request, route, access));
  if (!caller) throw new TesseraError('access.unauthenticated');
  if (!caller.scopes.includes(route.scope)) throw new TesseraError('access.forbidden', { scope: route.scope });
  return caller;
}

async function byBearer(request: FastifyRequest, access: Access): Promise<Caller | undefined> {
  const [scheme, bearer] = (request.headers.authorization ?? '').split(' ');
  return scheme === 'Bearer' && bearer ? access.findBearer(bearer) : undefined;
}

async function bySession(
  request: FastifyRequest,
  route: Pick<Route, 'method'>,
  access: Access,
): Promise<Caller | undefined> {
  const token = request.cookies[SESSION_COOKIE];
  const session = token ? await access.findSession(token) : undefined;
  if (!session) return undefined;
  if (route.method !== 'GET' && request.headers['x-csrf-token'] !== session.csrfToken) {
    throw new TesseraError('access.forbidden', { scope: 'x-csrf-token' });
  }
  return { name: session.user, scopes: session.scopes };
}
