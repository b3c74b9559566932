import { QueryCache, QueryClient } from '@tanstack/react-query';
import { TesseraError } from '../../../src/contract/index.ts';
import { SESSION_KEY } from './use-session.ts';

/** A coded answer will be the same again, so only faults of the connection are retried. */
export const queryClient: QueryClient = new QueryClient({
  queryCache: new QueryCache({ onError: (error) => leaveWhenSignedOut(error) }),
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      refetchOnWindowFocus: true,
      retry: (failures, error) => !(error instanceof TesseraError) && failures < 2,
    },
    mutations: { onError: (error) => leaveWhenSignedOut(error) },
  },
});

/** A session that ended shows the sign-in again, on the page where one was. */
function leaveWhenSignedOut(error: Error): void {
  if (error instanceof TesseraError && error.code === 'access.unauthenticated')
    queryClient.setQueryData(SESSION_KEY, null);
}
