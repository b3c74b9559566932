import type { LiveBus } from '../entrypoints/http/index.ts';
import { type Clock, UNWATCHED } from '../kernel/index.ts';
import type { DataPath } from './data-path.ts';

export interface Background {
  start(): void;
  /** Resolves when nothing of it runs any more. */
  stop(): Promise<void>;
}

/** Often enough that a due campaign starts within a second. */
const TICK_MS = 1000;

/** Tells consoles what changed, and drives what is due by the clock. */
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

  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();

  const tick = async (): Promise<void> => {
    try {
      await path.campaigns.tick(clock.now(), UNWATCHED);
      await path.ledger.expireDue();
    } catch (error) {
      onFault(error);
    }
  };
  const next = (): void => {
    timer = setTimeout(() => {
      running = tick().then(() => {
        if (timer) next();
      });
    }, TICK_MS);
  };

  return {
    start() {
      path.outbox.start();
      next();
    },
    async stop() {
      clearTimeout(timer);
      timer = undefined;
      await running;
    },
  };
}
