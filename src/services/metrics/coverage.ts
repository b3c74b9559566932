import { type BusinessTime, type Clock, type DayNumber, dayOf, type Instant } from '../../kernel/index.ts';
import type { SqlEngine } from '../../warehouse/sql-engine.port.ts';
import { SOURCES, type SourceId } from './source.ts';

/** The days that facts cover. Undefined throughout for a workspace without facts. */
export interface Coverage {
  /** First day of the sources asked for. */
  readonly firstDay?: DayNumber;
  /** Last day on which anything was known to happen, not after today. */
  readonly lastDay?: DayNumber;
  /** That day if it is over, else the one before. */
  readonly lastWholeDay?: DayNumber;
  readonly factsUntil?: Instant;
}

const FACTS = ['fact_order_line', 'fact_visit', 'fact_exposure', 'fact_coupon_event'];

export async function findCoverage(
  sources: Iterable<SourceId>,
  deps: { readonly engine: SqlEngine; readonly clock: Clock; readonly time: BusinessTime },
): Promise<Coverage> {
  const tables = new Set([...sources].flatMap((source) => SOURCES[source].tables));
  const sql = `SELECT (${extreme('min', 'day', tables)}) AS first, (${extreme('max', 'day', FACTS)}) AS last, (${extreme('max', 'occurred_at', FACTS)}) AS until`;
  const [row] = await deps.engine.rows<{ first: number | null; last: number | null; until: number | null }>(sql);
  if (row?.last == null || row.until === null) return {};
  const today = dayOf(deps.clock.now(), deps.time);
  return {
    ...(row.first !== null && { firstDay: row.first }),
    lastDay: Math.min(row.last, today),
    lastWholeDay: Math.min(row.last, today - 1),
    factsUntil: row.until,
  };
}

function extreme(kind: 'min' | 'max', column: string, tables: Iterable<string>): string {
  const each = [...tables].map((table) => `SELECT ${kind}(${column}) AS value FROM ${table}`);
  return `SELECT ${kind}(value) FROM (${each.join(' UNION ALL ')})`;
}
