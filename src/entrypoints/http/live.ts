/** What changed, coarse enough to refetch by. */
export type LiveTopic = 'facts' | 'ledger' | 'tags' | 'campaigns' | 'imports' | 'jobs';

/** Tells open consoles that something changed. Bursts are told once per `intervalMs`. */
export interface LiveBus {
  publish(topic: LiveTopic): void;
  /** Returns how to stop listening. */
  subscribe(listener: (topics: readonly LiveTopic[]) => void): () => void;
}

export function createLiveBus(intervalMs = 250): LiveBus {
  const listeners = new Set<(topics: readonly LiveTopic[]) => void>();
  const pending = new Set<LiveTopic>();
  let timer: NodeJS.Timeout | undefined;

  const flush = (): void => {
    timer = undefined;
    const topics = [...pending];
    pending.clear();
    for (const listener of listeners) listener(topics);
  };

  return {
    publish(topic) {
      pending.add(topic);
      if (!timer) timer = setTimeout(flush, intervalMs).unref();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
