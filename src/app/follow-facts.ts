import { TesseraError } from '../kernel/index.ts';
import type { ModelService, SubjectTagService } from '../warehouse/models/index.ts';
import type { TagService } from '../warehouse/tags/index.ts';

export interface Follower {
  start(): void;
  /** Cancels the refresh under way, which then leaves no trace, and resolves when nothing runs any more. */
  stop(): Promise<void>;
}

/** Models follow an event within seconds; asking whether there is work is one small query. */
const PAUSE_MS = 2000;
/** A refresh keeps other writers waiting, so it rests for as long twice over; a long one (the first) earns no longer rest. */
const REST_FACTOR = 2;
const LONGEST_PAUSE_MS = 10_000;

/**
 * Keeps the published models close behind the facts, whoever writes these, and builds the tags of merchants and offers
 * where a stop or new declarations left them behind the release of people's tags. What fails is tried again.
 */
export function followFacts(deps: {
  readonly models: Pick<ModelService, 'refresh'>;
  readonly subjects: Pick<SubjectTagService, 'build' | 'current'>;
  readonly tags: Pick<TagService, 'current'>;
  readonly onFault: (error: unknown) => void;
}): Follower {
  const stopping = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();

  const refresh = async (): Promise<number> => {
    try {
      const job = { signal: stopping.signal, report: () => {} };
      const { durationMs } = await deps.models.refresh(job);
      const release = deps.tags.current();
      if (release && (await deps.subjects.current())?.version !== release.version)
        await deps.subjects.build(release, job);
      return Math.min(Math.max(PAUSE_MS, REST_FACTOR * durationMs), LONGEST_PAUSE_MS);
    } catch (error) {
      if (!(error instanceof TesseraError && error.code === 'job.cancelled')) deps.onFault(error);
      return PAUSE_MS;
    }
  };
  const next = (pauseMs: number): void => {
    timer = setTimeout(() => {
      running = refresh().then((pause) => {
        if (!stopping.signal.aborted) next(pause);
      });
    }, pauseMs);
  };

  return {
    start: () => next(0),
    async stop() {
      stopping.abort();
      clearTimeout(timer);
      await running;
    },
  };
}
