import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { Progress } from '../../../kernel/index.ts';
import { type Computation, createUnitComputation, peopleOf } from './compute-columns.ts';
import type { Unit } from './compute-facts.ts';
import type { ThreadData, UnitDone } from './compute-thread.ts';

export interface ThreadOptions {
  readonly threads: number;
  /** Called before each unit; what it throws ends the work. */
  readonly report: (progress: Progress) => void;
}

/** There in the built program only; from sources everything runs on one thread. */
const THREAD = new URL('./compute-thread.js', import.meta.url);

/** Computes all units, several at once where there are several. */
export async function computeUnits(given: Computation, units: readonly Unit[], options: ThreadOptions): Promise<void> {
  const isBuilt = existsSync(fileURLToPath(THREAD));
  const threads = Math.min(options.threads, units.length);
  if (threads > 1 && isBuilt) await onThreads(given, units, { ...options, threads });
  else onThisThread(given, units, options.report);
}

function onThisThread(given: Computation, units: readonly Unit[], report: ThreadOptions['report']): void {
  const compute = createUnitComputation(given);
  for (const [done, unit] of units.entries()) {
    report({ step: 'computing tags', done, total: units.length });
    compute(unit);
  }
}

async function onThreads(
  given: Computation,
  units: readonly Unit[],
  { threads, report }: ThreadOptions,
): Promise<void> {
  const data: ThreadData = {
    definitions: given.plan.map(({ definition }) => definition),
    asOf: given.asOf,
    moneyDecimals: given.moneyDecimals,
    people: given.people,
    isPerson: given.isPerson,
    words: given.words.all,
    segments: given.store.root,
    columns: given.columns,
  };
  const left = [...units];
  let done = 0;
  const workers = Array.from({ length: threads }, () => new Worker(THREAD, { workerData: data }));
  try {
    await Promise.all(
      workers.map(async (worker) => {
        for (let unit = left.shift(); unit; unit = left.shift()) {
          report({ step: 'computing tags', done, total: units.length });
          takeLists(given, await answer(worker, unit));
          done++;
        }
      }),
    );
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
}

function answer(worker: Worker, unit: Unit): Promise<UnitDone> {
  return new Promise((resolve, reject) => {
    worker.once('error', reject);
    worker.once('message', (message: UnitDone) => {
      worker.off('error', reject);
      resolve(message);
    });
    worker.postMessage(unit);
  });
}

function takeLists({ columns, people }: Computation, { unit, lists }: UnitDone): void {
  const [from] = peopleOf(unit, people);
  for (const { id, values } of lists) {
    const target = columns.get(id)!.values as (Uint32Array | null)[];
    values.forEach((value, i) => {
      target[from + i] = value;
    });
  }
}
