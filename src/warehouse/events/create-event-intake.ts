import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '../../kernel/index.ts';
import type { FactWriter } from '../facts/index.ts';
import type { SqlEngine } from '../sql-engine.port.ts';
import { applyEvents, readOffset } from './apply-events.ts';
import { checkEvent } from './check-event.ts';
import type { Applied, EventIntake, RejectedEvent } from './event-intake.ts';
import type { EventEnvelope, EventLog } from './event-log.port.ts';

export interface EventIntakeDeps {
  readonly log: EventLog;
  readonly engine: SqlEngine;
  readonly writer: FactWriter;
  readonly clock: Clock;
  /** Told of a step that failed and will be tried again, and of a listener that threw. */
  readonly onFault: (error: unknown) => void;
}

const EVENTS_PER_STEP = 10_000;
/** Lets a burst share one transaction; well below the half second that is promised. */
const GATHER_MS = 50;
const RETRY_MS = 1000;

/** Opens the intake and applies what an earlier process accepted and did not get to. */
export function createEventIntake(deps: EventIntakeDeps): EventIntake {
  const { log, clock, onFault } = deps;
  const listeners: Parameters<EventIntake['onApplied']>[0][] = [];
  let isClosed = false;
  let isWanted = false;
  let loop: Promise<void> | undefined;

  const tell = async (applied: Applied): Promise<void> => {
    for (const listener of listeners) {
      try {
        await listener(applied);
      } catch (error) {
        onFault(error);
      }
    }
  };

  const applyAll = async (): Promise<void> => {
    for (let applied = await applyStep(deps); applied && !isClosed; applied = await applyStep(deps)) {
      await tell({ ...applied, at: clock.now() });
    }
  };

  /** One at a time: whoever wakes it while it runs is served by its next round. */
  const wake = (): void => {
    isWanted = true;
    loop ??= run();
  };

  const run = async (): Promise<void> => {
    while (isWanted && !isClosed) {
      isWanted = false;
      await sleep(GATHER_MS);
      try {
        await applyAll();
      } catch (error) {
        onFault(error);
        isWanted = true;
        await sleep(RETRY_MS, undefined, { ref: false });
      }
    }
    loop = undefined;
  };

  const lag = async (): Promise<number> => (await log.lastSeq()) - (await readOffset(deps.engine));

  wake();
  return {
    async ingest(events) {
      const { good, rejected } = check(events, clock);
      if (good.length === 0) return { accepted: 0, duplicates: 0, rejected, lastSeq: await log.lastSeq() };
      const { conflicts, ...outcome } = await log.append(good.map(({ event }) => event));
      wake();
      const reused = conflicts.map((position) => reusedAt(good[position]!));
      return { ...outcome, rejected: [...rejected, ...reused] };
    },
    onApplied: (listener) => void listeners.push(listener),
    lag,
    async drain() {
      await loop;
      await applyAll();
    },
    async close() {
      isClosed = true;
      await loop;
    },
  };
}

async function applyStep({ log, engine, writer }: EventIntakeDeps): Promise<Omit<Applied, 'at'> | undefined> {
  const after = await readOffset(engine);
  const events = await log.read(after, EVENTS_PER_STEP);
  const last = events.at(-1);
  if (!last) return undefined;
  await engine.transaction((session) => applyEvents(session, writer, events));
  await log.trim(last.seq);
  return { seq: last.seq, events: events.length };
}

interface Good {
  readonly index: number;
  readonly event: EventEnvelope;
}

function check(events: Parameters<EventIntake['ingest']>[0], clock: Clock) {
  const good: Good[] = [];
  const rejected: RejectedEvent[] = [];
  const receivedAt = clock.now();
  events.forEach((given, index) => {
    const checked = checkEvent(given, receivedAt);
    if (checked.kind === 'good') good.push({ index, event: checked.event });
    else rejected.push({ index, messageId: given.messageId, ...checked.problem });
  });
  return { good, rejected };
}

function reusedAt({ index, event }: Good): RejectedEvent {
  return { index, messageId: event.messageId, reason: 'the messageId was used for another event', field: 'messageId' };
}
