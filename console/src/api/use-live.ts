import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { routesChangedBy } from './live-routes.ts';

export type LiveState = 'connecting' | 'live' | 'reconnecting';

/** Answers are asked again at most this often, however fast changes come. */
const QUIET_MS = 1000;
const RETRY_MS = 3000;

/** Listens to the server's stream of changes and has the answers that they touch asked again. Used once, by the shell. */
export function useLive(): LiveState {
  const queries = useQueryClient();
  const [state, setState] = useState<LiveState>('connecting');

  useEffect(() => {
    const stale = new Set<string>();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const refresh = () => {
      timer = undefined;
      const ids = new Set(stale);
      stale.clear();
      void queries.invalidateQueries({ predicate: (query) => ids.has(String(query.queryKey[0])) });
    };

    const hear = (event: MessageEvent<string>) => {
      const { topics } = JSON.parse(event.data) as { readonly topics: readonly string[] };
      for (const id of routesChangedBy(topics)) stale.add(id);
      timer ??= setTimeout(refresh, QUIET_MS);
    };
    const stop = keepListening(hear, (next) => {
      setState((last) => {
        // What happened while nobody listened is not known, so everything is asked again.
        if (next === 'live' && last === 'reconnecting') void queries.invalidateQueries();
        return next;
      });
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [queries]);

  return state;
}

/** An `EventSource` reconnects after a broken line but gives up after a refusal (a proxy's 502): then a new one is opened. */
function keepListening(hear: (event: MessageEvent<string>) => void, tell: (state: LiveState) => void): () => void {
  let stream: EventSource;
  let retry: ReturnType<typeof setTimeout> | undefined;
  const open = () => {
    stream = new EventSource('/v1/live');
    stream.onopen = () => tell('live');
    stream.onerror = () => {
      tell('reconnecting');
      if (stream.readyState === EventSource.CLOSED) retry = setTimeout(open, RETRY_MS);
    };
    stream.addEventListener('changed', hear);
  };
  open();
  return () => {
    clearTimeout(retry);
    stream.close();
  };
}
