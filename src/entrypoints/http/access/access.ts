import { SCOPES, type Scope } from '../../../contract/index.ts';
import { type Clock, type DocumentStore, TesseraError } from '../../../kernel/index.ts';
import type { Caller } from '../binding.ts';
import { digest, hashPassword, isPassword, isSame, randomSecret } from './secrets.ts';

/** What each role may do. */
const ROLES: Readonly<Record<string, readonly Scope[]>> = {
  viewer: ['read'],
  analyst: ['read', 'people'],
  operator: ['read', 'people', 'personal', 'build', 'issue', 'launch'],
  admin: SCOPES,
};

interface User {
  readonly role: string;
  readonly passwordHash: string;
}

interface Session {
  readonly user: string;
  readonly role: string;
  readonly csrfToken: string;
  readonly expiresAt: number;
}

interface ApiKey {
  readonly title: string;
  readonly scopes: readonly Scope[];
  readonly secretHash: string;
  readonly createdAt: number;
}

export interface SessionView {
  readonly user: string;
  readonly role: string;
  readonly scopes: Scope[];
  readonly csrfToken: string;
}

export type ApiKeyView = Omit<ApiKey, 'secretHash' | 'scopes'> & { readonly id: string; readonly scopes: Scope[] };

/** Who may come in: people by password and session, applications by key, the CLI by the folder's token. Secrets are kept hashed. */
export interface Access {
  /** Sets a random password for `admin` and returns it, if there is no user yet. */
  createFirstUser(): Promise<string | undefined>;
  /** Sets a new random password for a user and ends that user's sessions. */
  resetPassword(user: string): Promise<string>;
  signIn(user: string, password: string): Promise<{ readonly token: string; readonly session: SessionView }>;
  findSession(token: string): Promise<SessionView | undefined>;
  signOut(token: string): Promise<boolean>;
  /** By `Authorization: Bearer`: the CLI token or an API key (`id.secret`). */
  findBearer(bearer: string): Promise<Caller | undefined>;
  createKey(title: string, scopes: readonly Scope[]): Promise<ApiKeyView & { readonly secret: string }>;
  listKeys(): Promise<readonly ApiKeyView[]>;
  removeKey(id: string): Promise<boolean>;
}

const SESSION_MS = 12 * 3_600_000;

export function createAccess(deps: {
  readonly documents: DocumentStore;
  readonly clock: Clock;
  readonly cliToken: string;
}): Access {
  const { documents, clock, cliToken } = deps;

  const putUser = async (user: string, role: string): Promise<string> => {
    const password = randomSecret().slice(0, 16);
    await documents.put<User>('users', user, { value: { role, passwordHash: await hashPassword(password) } });
    return password;
  };

  return {
    async createFirstUser() {
      const users = await documents.list('users');
      return users.length > 0 ? undefined : putUser('admin', 'admin');
    },

    async resetPassword(user) {
      const role = (await documents.find<User>('users', user))?.value.role ?? 'admin';
      for (const { id, value } of await documents.list<Session>('sessions')) {
        if (value.user === user) await documents.remove('sessions', id);
      }
      return putUser(user, role);
    },

    async signIn(user, password) {
      const found = await documents.find<User>('users', user);
      // A missing user costs the same time as a wrong password, so names cannot be guessed by the clock.
      const hash = found?.value.passwordHash ?? `${'00'.repeat(16)}$${'00'.repeat(32)}`;
      if (!(await isPassword(password, hash)) || !found) throw new TesseraError('access.wrong-password');
      const token = randomSecret();
      const session: Session = {
        user,
        role: found.value.role,
        csrfToken: randomSecret(),
        expiresAt: clock.now() + SESSION_MS,
      };
      await documents.put('sessions', digest(token), { value: session });
      return { token, session: viewOf(session) };
    },

    async findSession(token) {
      const session = (await documents.find<Session>('sessions', digest(token)))?.value;
      return session && session.expiresAt > clock.now() ? viewOf(session) : undefined;
    },

    signOut: (token) => documents.remove('sessions', digest(token)),

    async findBearer(bearer) {
      if (isSame(bearer, cliToken)) return { name: 'cli', scopes: SCOPES };
      const [id = '', secret = ''] = bearer.split('.');
      const key = (await documents.find<ApiKey>('api-keys', id))?.value;
      return key && isSame(digest(secret), key.secretHash) ? { name: `key:${id}`, scopes: key.scopes } : undefined;
    },

    async createKey(title, scopes) {
      const id = randomSecret()
        .replace(/[^A-Za-z0-9]/g, '')
        .slice(0, 8);
      const secret = randomSecret();
      const value: ApiKey = { title, scopes, secretHash: digest(secret), createdAt: clock.now() };
      await documents.put('api-keys', id, { value });
      return { ...keyView(id, value), secret: `${id}.${secret}` };
    },

    listKeys: async () => (await documents.list<ApiKey>('api-keys')).map(({ id, value }) => keyView(id, value)),

    removeKey: (id) => documents.remove('api-keys', id),
  };
}

function viewOf(session: Session): SessionView {
  return {
    user: session.user,
    role: session.role,
    scopes: [...(ROLES[session.role] ?? [])],
    csrfToken: session.csrfToken,
  };
}

function keyView(id: string, key: ApiKey): ApiKeyView {
  return { id, title: key.title, scopes: [...key.scopes], createdAt: key.createdAt };
}
