import type { LiveBus } from '../entrypoints/http/index.ts';
import { type Clock, TesseraError, UNWATCHED } from '../kernel/index.ts';
import type { DataPath } from './data-path.ts';

export interface Background {
  start(): void;
  /** Resolves when nothing of it runs any more. */
  stop(): Promise<void>;
}

/** Often enough that a due campaign starts within a second. */
const TICK_MS = 1000;
/** Ticks between two looks whether the store of profiles has the current release: it may have been down, or emptied. */
const HEAL_TICKS = 15;

/**
 * Tells consoles what changed, drives what is due by the clock, and publishes the profiles of a release that a stop
 * between build and publish left unpublished; the ones before are served until then.
 */
export function startBackground(deps: {
  readonly path: DataPath;
  readonly live: LiveBus;
  readonly clock: Clock;
  readonly onFault: (error: unknown) => void;
}): Background {
  const { path, live, clock, onFault } = deps;
  path.intake.onApplied(() => live.publish('facts'));
  path.ledger.onChange(() => live.publish('ledger'));
  path.outbox.onApplied(() => live.publish('facts'));
  path.tags.onRelease(async () => live.publish('tags'));

  path.watches.onImported(() => {
    live.publish('imports');
    live.publish('facts');
  });

  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();

  const stopping = new AbortController();
  let healing: Promise<void> = Promise.resolve();
  const heal = async (): Promise<void> => {
    try {
      if (await path.profiles.catchUp({ signal: stopping.signal, report: () => {} })) live.publish('tags');
    } catch (error) {
      if (!isCancelled(error)) onFault(error);
    }
  };

  const tick = async (): Promise<void> => {
    try {
      await path.campaigns.tick(clock.now(), UNWATCHED);
      await path.ledger.expireDue();
      await path.profiles.refreshLive();
    } catch (error) {
      onFault(error);
    }
  };
  let ticks = 0;
  const next = (): void => {
    timer = setTimeout(() => {
      if (++ticks % HEAL_TICKS === 0) healing = healing.then(heal);
      running = tick().then(() => {
        if (timer) next();
      });
    }, TICK_MS);
  };

  return {
    start() {
      path.outbox.start();
      path.watches.start();
      healing = heal();
      next();
    },
    async stop() {
      clearTimeout(timer);
      timer = undefined;
      stopping.abort();
      await Promise.all([running, healing, path.watches.stop()]);
    },
  };
}

const isCancelled = (error: unknown): boolean => error instanceof TesseraError && error.code === 'job.cancelled';
