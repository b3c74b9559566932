import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type CallOutput, routes, type Scope, TesseraError } from '../../../src/contract/index.ts';
import { api, rememberCsrfToken } from './client.ts';

export type Session = CallOutput<typeof routes.whoAmI>;

export const SESSION_KEY = ['session'] as const;

/** Who is signed in; null for no one. */
export function useSession() {
  return useQuery({ queryKey: SESSION_KEY, queryFn: findSession, staleTime: Number.POSITIVE_INFINITY });
}

/** Whether the signed-in user may do what the scope covers; hides what the server would refuse. */
export function useMay(scope: Scope): boolean {
  return useSession().data?.scopes.includes(scope) ?? false;
}

export function useSignIn() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: { readonly user: string; readonly password: string }) => api.call(routes.signIn, { body }),
    onSuccess: (session) => {
      rememberCsrfToken(session.csrfToken);
      queries.setQueryData(SESSION_KEY, session);
    },
  });
}

/** Forgets everything that was read, too. */
export function useSignOut() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => api.call(routes.signOut),
    onSettled: () => {
      queries.setQueryData(SESSION_KEY, null);
      queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== SESSION_KEY[0] });
    },
  });
}

async function findSession(): Promise<Session | null> {
  try {
    const session = await api.call(routes.whoAmI);
    rememberCsrfToken(session.csrfToken);
    return session;
  } catch (error) {
    if (error instanceof TesseraError && error.code === 'access.unauthenticated') return null;
    throw error;
  }
}
