import { keepPreviousData, type QueryKey, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import type { CallInput, CallOutput, Route } from '../../../src/contract/index.ts';
import { api } from './client.ts';

export interface AnswerOptions<Data = unknown> {
  /** False: not asked yet. */
  readonly enabled?: boolean;
  /** Keep the last answer on screen while the next one comes (a dragged threshold, a changed filter). */
  readonly keepLast?: boolean;
  /** Milliseconds after which to ask again, given the last answer; false stops. */
  readonly askAgain?: (last: Data | undefined) => number | false;
}

/** Under this key an answer is kept; the live stream finds it by the route's id. */
export function answerKey<R extends Route>(route: R, input: CallInput<R> = {}): QueryKey {
  return [route.id, input.params ?? null, input.query ?? null, input.body ?? null];
}

/** Asks a route that only reads. Asks again by itself when the live stream says that what it depends on changed. */
export function useAnswer<R extends Route>(
  route: R,
  input: CallInput<R> = {},
  options: AnswerOptions<CallOutput<R>> = {},
) {
  return useQuery<CallOutput<R>>({
    queryKey: answerKey(route, input),
    queryFn: () => api.call(route, input),
    enabled: options.enabled ?? true,
    ...(options.keepLast ? { placeholderData: keepPreviousData } : {}),
    refetchInterval: (query) => options.askAgain?.(query.state.data) ?? false,
  });
}

/** Asks once, when something is done rather than shown; an answer that was read a moment ago is taken again. */
export function useAsk(): <R extends Route>(route: R, input: CallInput<R>) => Promise<CallOutput<R>> {
  const queries = useQueryClient();
  return useCallback(
    (route, input) =>
      queries.fetchQuery({
        queryKey: answerKey(route, input),
        queryFn: () => api.call(route, input),
        staleTime: ASKED_MS,
      }),
    [queries],
  );
}

const ASKED_MS = 10_000;

/** Calls a route that changes something; afterwards the named routes are asked again. */
export function useAction<R extends Route>(route: R, refreshes: readonly Route[] = []) {
  const queries = useQueryClient();
  return useMutation<CallOutput<R>, Error, CallInput<R>>({
    mutationFn: (input) => api.call(route, input),
    onSuccess: () => {
      for (const { id } of refreshes) void queries.invalidateQueries({ queryKey: [id] });
    },
  });
}

/** Has the named routes asked again: for what ends later than the call that began it. `stale` must be a constant. */
export function useRefresh(stale: readonly Route[]): () => void {
  const queries = useQueryClient();
  return useCallback(() => {
    for (const { id } of stale) void queries.invalidateQueries({ queryKey: [id] });
  }, [queries, stale]);
}
