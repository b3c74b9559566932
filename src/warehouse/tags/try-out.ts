import type { BusinessTime, Clock } from '../../kernel/index.ts';
import { TABLES } from '../schema/index.ts';
import type { SqlEngine } from '../sql-engine.port.ts';
import { compileTags } from './compile-tags.ts';
import { computeDistribution } from './distribution.ts';
import { lineageOf, type PlannedTag, withInputs } from './plan-tags.ts';
import { quoteName } from './sql-parameters.ts';
import type { CataloguedTag, TagCost, TagTrial } from './tag-service.ts';

/** Enough for a distribution that one can judge by; every n-th person, so that ranks among people keep their meaning. */
const SAMPLE = 20_000;

export interface Trial {
  readonly tag: CataloguedTag;
  readonly plan: readonly PlannedTag[];
  readonly asOf: number;
  readonly time: BusinessTime;
  readonly moneyDecimals: number;
  readonly clock: Clock;
}

/** Computes one tag and what it needs, for a sample of people, and nothing else. */
export async function tryOut(engine: SqlEngine, trial: Trial): Promise<TagTrial> {
  const { tag, plan, asOf, clock } = trial;
  const needed = withInputs(plan, tag.id);
  const tables = await countRows(engine, [...new Set(needed.flatMap(({ inputs }) => inputs.tables))]);
  const [people] = await countRows(engine, ['dim_user']);
  const step = Math.max(1, Math.ceil(people!.rows / SAMPLE));
  const { sql, values } = compileTags(needed, trial);

  const startedAt = clock.now();
  const [column] = await engine.columns(sampled(`SELECT ${quoteName(tag.id)} FROM (${sql})`, tables, step), values);
  const durationMs = clock.now() - startedAt;
  const sampledPeople = column!.known.length;
  const cost: TagCost = {
    tables,
    rowsScanned: tables.reduce((sum, { rows }) => sum + rows, 0),
    sampledPeople,
    people: people!.rows,
    estimatedMs: sampledPeople === 0 ? 0 : (durationMs * people!.rows) / sampledPeople,
  };
  const { inputs } = lineageOf(plan).get(tag.id)!;
  return { tag, inputs, asOf, distribution: computeDistribution(column!, tag.type), durationMs, cost };
}

/** The same statement over the rows of every n-th person: names of a WITH clause stand before those of the tables. */
function sampled(sql: string, tables: TagCost['tables'], step: number): string {
  if (step === 1) return sql;
  const ofSample = ['dim_user', ...tables.map(({ table }) => table).filter(isByPerson)]
    .map((table) => `${table} AS (SELECT * FROM main.${table} WHERE user_key % ${step} = 0)`)
    .join(', ');
  return `WITH ${ofSample} ${sql}`;
}

function isByPerson(name: string): boolean {
  const columns: Readonly<Record<string, string>> = TABLES.find((table) => table.name === name)?.columns ?? {};
  return !name.startsWith('dim_') && columns['user_key'] !== undefined;
}

function countRows(engine: SqlEngine, tables: readonly string[]): Promise<TagCost['tables']> {
  return Promise.all(
    tables.map(async (table) => {
      const [row] = await engine.rows<{ rows: number }>(`SELECT count(*) AS rows FROM ${table}`);
      return { table, rows: row!.rows };
    }),
  );
}
