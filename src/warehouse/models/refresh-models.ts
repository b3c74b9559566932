import { changesAfter } from '../changes/index.ts';
import type { SqlEngine, SqlSession } from '../sql-engine.port.ts';
import { rowsSql, tableOf } from './compile-model.ts';
import { MODEL_FACTS, type ModelDefinition } from './model-definition.ts';

const CONSUMER = 'models';

/** What one refresh did. */
export interface Refresh {
  /** Everything was recomputed: the first time, after new declarations, or as asked. */
  readonly isFull: boolean;
  /** By model with work: partitions that were recomputed, and rows that came, went or differ. */
  readonly models: readonly { readonly id: string; readonly partitions: number; readonly changedRows: number }[];
}

/**
 * Brings every model up to the facts in one transaction with its offset: recomputes the partitions that changes since
 * the last refresh can have touched and writes those that differ. Equal to a full rebuild, whatever happened between.
 * `onModel` is told before each model; what it throws undoes everything.
 */
export function refreshModels(
  engine: SqlEngine,
  models: readonly ModelDefinition[],
  options: { readonly isFull: boolean; readonly onModel: (id: string, done: number) => void },
): Promise<Refresh> {
  return engine.transaction(async (session) => {
    const offset = await readOffset(session);
    const { seq, changes } = await changesAfter(session, offset ?? 0);
    const isFull = options.isFull || offset === undefined;
    if (!isFull && changes.length === 0) return { isFull, models: [] };
    await writeTouched(session, changes, isFull);
    if (isFull) for (const model of models) await session.run(`DELETE FROM ${tableOf(model)}`);
    const done: Refresh['models'][number][] = [];
    for (const [i, model] of models.entries()) {
      options.onModel(model.id, i);
      const work = await refreshModel(session, model, models.slice(i + 1));
      if (work.partitions > 0) done.push({ id: model.id, ...work });
    }
    await dropTemporary(session, models);
    await writeOffset(session, seq);
    return { isFull, models: done };
  });
}

/** Whether there may be work: cheap, and safe to ask at any time. */
export async function isStale(engine: SqlEngine): Promise<boolean> {
  const [row] = await engine.rows<{ seq: number | null; newest: number | null }>(
    `SELECT (SELECT max(seq) FROM consumer_offset WHERE consumer = $1) AS seq, (SELECT max(seq) FROM fact_change) AS newest`,
    [CONSUMER],
  );
  return row!.seq === null || row!.seq < (row!.newest ?? 0);
}

/** Makes the next refresh a full one: for whoever deletes rows of models themselves, so that what they were before is lost. */
export async function forgetOffset(session: SqlSession): Promise<void> {
  await session.run('DELETE FROM consumer_offset WHERE consumer = $1', [CONSUMER]);
}

type Changes = Awaited<ReturnType<typeof changesAfter>>['changes'];

async function writeTouched(session: SqlSession, changes: Changes, isFull: boolean): Promise<void> {
  for (const fact of MODEL_FACTS) {
    if (isFull) {
      await session.run(`CREATE TEMP TABLE touched_${fact} AS SELECT DISTINCT day FROM ${fact}`);
      continue;
    }
    await session.run(`CREATE TEMP TABLE touched_${fact} (day DATE)`);
    const days = changes.filter((change) => change.fact === fact).map(({ day }) => day);
    if (days.length > 0) await session.append(`touched_${fact}`, { day: days });
  }
}

/** Later models that ask what this one touched find `changed_<id>` and `touched_<id>`; the others' are not made. */
async function refreshModel(session: SqlSession, model: ModelDefinition, later: readonly ModelDefinition[]) {
  const asked = ['changed', 'touched']
    .map((kind) => `${kind}_${model.id}`)
    .filter((name) => later.some(({ touched }) => touched.includes(name)));
  await session.run(
    `CREATE TEMP TABLE parts AS SELECT DISTINCT part FROM (${model.touched}) touched WHERE part IS NOT NULL`,
  );
  const partitions = await countOf(session, 'parts');
  const work = partitions > 0 ? await recompute(session, model, asked) : await standStill(session, model, asked);
  await session.run('DROP TABLE parts');
  return { partitions, ...work };
}

async function standStill(session: SqlSession, model: ModelDefinition, asked: readonly string[]) {
  for (const name of asked) await session.run(`CREATE TEMP TABLE ${name} AS FROM ${tableOf(model)} LIMIT 0`);
  return { changedRows: 0 };
}

async function recompute(session: SqlSession, model: ModelDefinition, asked: readonly string[]) {
  const { partition } = model;
  const table = tableOf(model);
  const [changed, touched] = [`changed_${model.id}`, `touched_${model.id}`];
  await session.run(`
    CREATE TEMP TABLE new_rows AS ${rowsSql(model)};
    CREATE TEMP TABLE old_rows AS SELECT * FROM ${table} WHERE ${partition} IN (SELECT part FROM parts)`);
  const isFirst = (await countOf(session, 'old_rows')) === 0;
  await session.run(`CREATE TEMP TABLE ${changed} AS ${isFirst ? 'FROM new_rows' : DIFFERENCE}`);
  if (asked.includes(touched))
    await session.run(`CREATE TEMP TABLE ${touched} AS FROM new_rows UNION ALL FROM old_rows`);
  const changedRows = await countOf(session, changed);
  if (changedRows > 0) {
    const differs = `${partition} IN (SELECT ${partition} FROM ${changed})`;
    if (!isFirst) await session.run(`DELETE FROM ${table} WHERE ${differs}`);
    await session.run(`INSERT INTO ${table} SELECT * FROM new_rows WHERE ${differs} ORDER BY ${partition}`);
  }
  await session.run('DROP TABLE new_rows; DROP TABLE old_rows');
  if (!asked.includes(changed)) await session.run(`DROP TABLE ${changed}`);
  return { changedRows };
}

/** Rows that came, went or differ, as often as they do. */
const DIFFERENCE = '(FROM new_rows EXCEPT ALL FROM old_rows) UNION ALL (FROM old_rows EXCEPT ALL FROM new_rows)';

async function countOf(session: SqlSession, table: string): Promise<number> {
  const [row] = await session.rows<{ rows: number }>(`SELECT count(*) AS rows FROM ${table}`);
  return row!.rows;
}

async function dropTemporary(session: SqlSession, models: readonly ModelDefinition[]): Promise<void> {
  const ids = models.flatMap(({ id }) => [`changed_${id}`, `touched_${id}`]);
  const names = [...ids, ...MODEL_FACTS.map((fact) => `touched_${fact}`)];
  await session.run(names.map((name) => `DROP TABLE IF EXISTS temp.${name}`).join('; '));
}

async function readOffset(session: SqlSession): Promise<number | undefined> {
  const sql = 'SELECT max(seq) AS seq FROM consumer_offset WHERE consumer = $1';
  const [row] = await session.rows<{ seq: number | null }>(sql, [CONSUMER]);
  return row?.seq ?? undefined;
}

async function writeOffset(session: SqlSession, seq: number): Promise<void> {
  await forgetOffset(session);
  await session.append('consumer_offset', { consumer: [CONSUMER], seq: [seq] });
}
