import { Center, Loader } from '@mantine/core';
import type { ReactNode } from 'react';
import { useSession } from '../api/index.ts';
import { ErrorState } from '../components/states/index.ts';
import { SignIn } from './sign-in.tsx';

/** Lets in who is signed in; the address stays, so one lands where one wanted to go. */
export function Gate({ children }: { readonly children: ReactNode }) {
  const session = useSession();
  if (session.data) return children;
  if (session.data === null) return <SignIn />;
  return (
    <Center h="100vh" p="xl">
      {session.error ? (
        <ErrorState error={session.error} onRetry={() => void session.refetch()} />
      ) : (
        <Loader size="sm" type="dots" />
      )}
    </Center>
  );
}
