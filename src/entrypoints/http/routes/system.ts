import type { FastifyReply, FastifyRequest } from 'fastify';
import { type CallOutput, routes } from '../../../contract/index.ts';
import type { Access } from '../access/index.ts';
import { type Binding, bind } from '../binding.ts';
import { SESSION_COOKIE } from '../identify.ts';
import type { Jobs } from '../jobs.ts';

export interface SystemServices {
  readonly access: Access;
  readonly jobs: Jobs;
  /** What the header of the console shows. */
  readonly workspace: () => Promise<CallOutput<typeof routes.getWorkspace>>;
}

/** Cookies need the request itself; only these routes look at it. */
type WithHttp = { readonly request: FastifyRequest; readonly reply: FastifyReply };

/** Sign-in, API keys, the workspace and long work. */
export function systemRoutes({ access, jobs, workspace }: SystemServices): readonly Binding[] {
  return [
    bind(routes.signIn, async (call) => {
      const { token, session } = await access.signIn(call.body.user, call.body.password);
      const { reply } = call as unknown as WithHttp;
      reply.setCookie(SESSION_COOKIE, token, { path: '/', httpOnly: true, sameSite: 'strict', maxAge: 12 * 3600 });
      return session;
    }),
    bind(routes.whoAmI, async (call) => {
      const { request } = call as unknown as WithHttp;
      const session = await access.findSession(request.cookies[SESSION_COOKIE] ?? '');
      return session ?? { user: call.caller.name, role: 'key', scopes: [...call.caller.scopes], csrfToken: '' };
    }),
    bind(routes.signOut, async (call) => {
      const { request, reply } = call as unknown as WithHttp;
      reply.clearCookie(SESSION_COOKIE, { path: '/' });
      return { signedOut: await access.signOut(request.cookies[SESSION_COOKIE] ?? '') };
    }),
    bind(routes.createApiKey, ({ body }) => access.createKey(body.title, body.scopes)),
    bind(routes.listApiKeys, async () => ({ keys: [...(await access.listKeys())] })),
    bind(routes.removeApiKey, async ({ params }) => ({ removed: await access.removeKey(params.id) })),
    bind(routes.getWorkspace, () => workspace()),
    bind(routes.getJob, async ({ params }) => jobs.get(params.id)),
    bind(routes.listJobs, async () => ({ jobs: [...jobs.list()] })),
    bind(routes.cancelJob, async ({ params }) => jobs.cancel(params.id)),
  ];
}
