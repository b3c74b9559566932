import { existsSync } from 'node:fs';
import { openDuckDb } from '../../src/adapters/duckdb/index.ts';
import { type BusinessTime, type ManualClock, manualClock } from '../../src/kernel/index.ts';
import { createMetricsService, type MetricsQuery, type MetricsService } from '../../src/services/metrics/index.ts';
import { createSchema } from '../../src/warehouse/schema/index.ts';
import type { SqlEngine } from '../../src/warehouse/sql-engine.port.ts';

/** A warehouse in memory with the metrics over it; its clock stands at `now`. */
export interface MetricsWorkspace {
  readonly engine: SqlEngine;
  readonly metrics: MetricsService;
  readonly clock: ManualClock;
}

export async function openMetrics(zone: string, now: string): Promise<MetricsWorkspace> {
  const engine = await openDuckDb({ path: ':memory:' });
  await createSchema(engine);
  const time: BusinessTime = { zone, dayStartMinutes: 0 };
  const clock = manualClock(Date.parse(now));
  const metrics = createMetricsService({ engine, clock, time, currency: { code: 'USD', decimals: 2 } });
  return { engine, metrics, clock };
}

/** Values by key: `{ '2017-01': [1983, 12807] }`. */
export async function valuesBy(metrics: MetricsService, query: MetricsQuery) {
  const { rows } = await metrics.query(query);
  return Object.fromEntries(rows.map(({ key, values }) => [key.join(' '), values]));
}

/** Folder of a real data set, or undefined with a printed reason. In CI its absence is a failure. */
export function realData(name: string): string | undefined {
  const folder = new URL(`../../../shared/data/${name}`, import.meta.url).pathname;
  if (existsSync(folder)) return folder;
  if (process.env['CI'] === 'true') throw new Error(`the data set ${folder} is missing`);
  console.info(`skipped: the data set ${folder} is not there`);
  return undefined;
}
