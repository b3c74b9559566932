import { Skeleton } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { ErrorState } from './error-state.tsx';

/**
 * What a `useAnswer` gives, in each of its states: a skeleton of the height that the content will have, a coded error
 * with a way to retry, or the content. An answer that is at hand stays on screen when a later refresh fails.
 */
export function Answer<Data>(props: {
  readonly of: UseQueryResult<Data>;
  /** Pixels, so that nothing jumps. */
  readonly height: number;
  readonly children: (data: Data) => ReactNode;
}) {
  const { data, error, refetch } = props.of;
  if (data !== undefined) return props.children(data);
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  return <Skeleton height={props.height} radius="md" aria-busy />;
}
