import { statfsSync } from 'node:fs';
import { TesseraError } from '../../kernel/index.ts';
import { LmdbLedgerBatch } from './lmdb-ledger-batch.ts';
import type { LedgerTables } from './lmdb-ledger-tables.ts';

/** Requests of one transaction. Each costs some 50 µs of the main thread, so this bounds how long others wait. */
const LARGEST_BATCH = 2_000;
/** Bytes below which a failed commit is blamed on the disk: more than one batch writes. */
const LITTLE_SPACE = 16_000_000;

type Work<T> = (batch: LmdbLedgerBatch) => T;

interface Waiting {
  readonly work: Work<unknown>;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
}

/** Group commit: whatever arrives while one transaction is written shares the next. */
export class LmdbLedgerCommit {
  readonly #tables: LedgerTables;
  #waiting: Waiting[] = [];
  #running: Promise<void> | undefined;

  constructor(tables: LedgerTables) {
    this.#tables = tables;
  }

  /** Runs `work` in a transaction and resolves once that is on disk. When `work` throws, it has changed nothing. */
  run<T>(work: Work<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.#waiting.push({ work, resolve: resolve as (value: unknown) => void, reject });
      this.#running ??= this.#runAll();
    });
  }

  /** Resolves when nothing is under way. */
  async settle(): Promise<void> {
    await this.#running;
  }

  async #runAll(): Promise<void> {
    await new Promise(setImmediate); // lets all requests of this turn of the event loop join the first transaction
    while (this.#waiting.length > 0) {
      const group = this.#waiting.slice(0, LARGEST_BATCH);
      this.#waiting = this.#waiting.slice(group.length);
      await this.#commit(group);
    }
    this.#running = undefined;
  }

  async #commit(group: readonly Waiting[]): Promise<void> {
    let answers: readonly (() => void)[] = [];
    try {
      // A child transaction, because only those are undone when their callback throws.
      await this.#tables.root.childTransaction(() => {
        answers = this.#perform(group);
      });
    } catch (error) {
      const fault = asEngineFault(error, this.#tables.path);
      for (const waiting of group) waiting.reject(fault);
      return;
    }
    for (const answer of answers) answer();
  }

  /** What to tell each caller once the transaction is on disk. */
  #perform(group: readonly Waiting[]): readonly (() => void)[] {
    const batch = new LmdbLedgerBatch(this.#tables);
    const answers = group.map(({ work, resolve, reject }) => {
      const before = batch.changes;
      try {
        const value = work(batch);
        return () => resolve(value);
      } catch (error) {
        if (batch.changes !== before) throw error; // half a transition: the whole transaction must go
        return () => reject(error);
      }
    });
    batch.finish();
    return answers;
  }
}

/** A commit fails as a whole, and lmdb-js tells a full disk as an input/output error: the free space tells them apart. */
export function asEngineFault(error: unknown, path: string): unknown {
  const commitError = (error as { commitError?: Promise<unknown> }).commitError;
  if (!commitError) return error;
  commitError.catch(() => {}); // told by `error` already; left alone it would end the process
  const disk = statfsSync(path);
  if (disk.bavail * disk.bsize < LITTLE_SPACE) return new TesseraError('disk.full', { path }, { cause: error });
  return new TesseraError('engine.unavailable', { engine: `lmdb:${path}` }, { cause: error });
}
