import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '../../kernel/index.ts';
import type { FactWriter } from '../../warehouse/facts/index.ts';
import type { SqlEngine, SqlSession } from '../../warehouse/sql-engine.port.ts';
import { factsOf } from './ledger-facts.ts';
import type { LedgerStore } from './ledger-store.port.ts';

/**
 * Carries the journal into the warehouse, each entry exactly once: facts and offset move in one transaction, and a
 * fact's key is its entry's seq. Whatever dies in between, the next start goes on where the offset stands.
 */
export interface LedgerOutbox {
  /** Carries on its own whenever it is woken, until `stop`. A warehouse that is down is tried again, ever slower up to 5 s. */
  start(): void;
  /** Says that the journal has grown; the warehouse has it within half a second. */
  wake(): void;
  /** Carries all that is journaled by now; rejects with the warehouse's fault. */
  drain(): Promise<void>;
  /** Calls back after each step that is in the warehouse, for live numbers. Returns what ends it. */
  onApplied(listener: () => void): () => void;
  /** Seq of the last entry in the warehouse. */
  position(): Promise<number>;
  /** Ends what `start` began, after the step under way. */
  stop(): Promise<void>;
}

export interface LedgerOutboxDeps {
  readonly ledger: Pick<LedgerStore, 'journal' | 'lastSeq'>;
  readonly engine: SqlEngine;
  readonly writer: FactWriter;
  readonly clock: Clock;
  /** Called when a step of the continuous run failed and will be tried again. */
  readonly onFault?: (error: unknown) => void;
}

const CONSUMER = 'ledger-outbox';
const ENTRIES_PER_STEP = 5_000;
/** Lets a burst of writes share one transaction; well below the half second that is promised. */
const GATHER_MS = 20;
const LONGEST_WAIT_MS = 5_000;

export function createLedgerOutbox(deps: LedgerOutboxDeps): LedgerOutbox {
  const listeners = new Set<() => void>();
  let isRunning = false;
  let isWoken = false;
  let run: Promise<void> | undefined;
  let step: Promise<unknown> = Promise.resolve();

  /** Steps run one after the other, whoever asks. */
  const next = (): Promise<number> => {
    const done = step.then(() => carryStep(deps));
    step = done.then(
      (carried) => {
        if (carried > 0) for (const listener of listeners) listener();
      },
      () => {},
    );
    return done;
  };

  const drain = async (): Promise<void> => {
    while ((await next()) > 0) {
      // until the journal's end
    }
  };

  const runUntilQuiet = async (): Promise<void> => {
    let waitMs = GATHER_MS;
    while (isRunning && isWoken) {
      await sleep(waitMs);
      isWoken = false;
      try {
        await drain();
        waitMs = GATHER_MS;
      } catch (error) {
        deps.onFault?.(error);
        isWoken = true;
        waitMs = Math.min(waitMs * 2, LONGEST_WAIT_MS);
      }
    }
    run = undefined;
  };

  const wake = (): void => {
    isWoken = true;
    if (isRunning) run ??= runUntilQuiet();
  };

  return {
    start() {
      isRunning = true;
      wake();
    },
    wake,
    drain,
    onApplied(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    position: () => readOffset(deps.engine),
    async stop() {
      isRunning = false;
      await run;
      await step;
    },
  };
}

/** Resolves to how many entries it carried. */
async function carryStep({ ledger, engine, writer, clock }: LedgerOutboxDeps): Promise<number> {
  const isNew = (await ledger.lastSeq()) > (await readOffset(engine));
  if (!isNew) return 0;

  return engine.transaction(async (session) => {
    const entries = await ledger.journal(await readOffset(session), ENTRIES_PER_STEP);
    const last = entries.at(-1);
    if (!last) return 0;
    for (const batch of factsOf(entries, clock.now())) await writer.write(session, batch);
    await writeOffset(session, last.seq);
    return entries.length;
  });
}

async function readOffset(session: SqlSession): Promise<number> {
  const sql = 'SELECT max(seq) AS seq FROM consumer_offset WHERE consumer = $1';
  const [row] = await session.rows<{ seq: number | null }>(sql, [CONSUMER]);
  return row?.seq ?? 0;
}

async function writeOffset(session: SqlSession, seq: number): Promise<void> {
  await session.run('DELETE FROM consumer_offset WHERE consumer = $1', [CONSUMER]);
  await session.run('INSERT INTO consumer_offset VALUES ($1, $2)', [CONSUMER, seq]);
}
