import { setImmediate } from 'node:timers/promises';
import {
  type BusinessTime,
  type Currency,
  type DayNumber,
  type Instant,
  type JobContext,
  startOfDay,
  TesseraError,
  UNWATCHED,
} from '../src/kernel/index.ts';
import { CityRun } from './city-run.ts';
import { CITY_CURRENCY, CITY_TIME, checkOptions, FIRST_DAY, type SimulateOptions } from './options.ts';
import { openFolderSink } from './output/folder-sink.ts';
import type { FileName } from './output/tables.ts';

/** What a run wrote. */
export interface SimulationSummary {
  readonly options: SimulateOptions;
  readonly firstDay: DayNumber;
  readonly lastDay: DayNumber;
  /** The first instant after the history, where a demo's clock starts. */
  readonly endsAt: Instant;
  readonly time: BusinessTime;
  readonly currency: Currency;
  /** Rows by file; files below `truth/` are for tests and benchmarks only. */
  readonly files: readonly { readonly name: `${FileName}.csv`; readonly rows: number }[];
}

/**
 * Writes the history of a city into a folder: CSV files of facts, and the hidden truth below `truth/`. The same options
 * give the same bytes. Files get their names at the end, so a run that fails or is cancelled leaves none.
 */
export async function simulate(
  options: SimulateOptions,
  out: string,
  job: JobContext = UNWATCHED,
): Promise<SimulationSummary> {
  checkOptions(options);
  const sink = openFolderSink(out);
  try {
    await runDays(new CityRun(options, sink), options, job);
    sink.finish();
  } catch (error) {
    sink.abandon();
    throw error;
  }
  const lastDay = FIRST_DAY + options.days - 1;
  return {
    options,
    firstDay: FIRST_DAY,
    lastDay,
    endsAt: startOfDay(lastDay + 1, CITY_TIME),
    time: CITY_TIME,
    currency: CITY_CURRENCY,
    files: [...sink.rows].map(([name, rows]) => ({ name: `${name}.csv` as const, rows })),
  };
}

async function runDays(city: CityRun, { days }: SimulateOptions, job: JobContext): Promise<void> {
  for (let i = 0; i < days; i++) {
    if (job.signal.aborted) throw new TesseraError('job.cancelled');
    city.runDay(FIRST_DAY + i);
    job.report({ step: 'simulate', done: i + 1, total: days });
    // Lets whoever shares this process answer between two days.
    await setImmediate();
  }
}
