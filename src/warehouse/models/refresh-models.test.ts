import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openDuckDb } from '../../adapters/duckdb/index.ts';
import { manualClock, UNWATCHED } from '../../kernel/index.ts';
import { createFactWriter } from '../facts/index.ts';
import { createSchema } from '../schema/index.ts';
import type { SqlEngine } from '../sql-engine.port.ts';
import { storedColumns, tableOf } from './compile-model.ts';
import { createModelService } from './create-model-service.ts';
import { MODELS, STORED_MODELS } from './model-catalogue.ts';
import type { ModelService } from './model-service.ts';
import { changeFacts, type WorldStep, worldRuns } from './model-world.conformance.ts';

const writer = createFactWriter({ time: { zone: 'UTC', dayStartMinutes: 0 } });

async function open(): Promise<{ readonly engine: SqlEngine; readonly models: ModelService }> {
  const engine = await openDuckDb({ path: ':memory:' });
  await createSchema(engine);
  return { engine, models: await createModelService({ engine, clock: manualClock(0) }) };
}

let factKey = 0;
function play(engine: SqlEngine, step: WorldStep): Promise<unknown> {
  return engine.transaction(async (session) => {
    if (step.kind !== 'write') return changeFacts(session, step);
    const { rows } = step;
    const names = Object.keys(rows[0]!).filter((name) => name !== 'at');
    return writer.write(session, {
      table: step.table,
      source: 'test',
      batchId: 'b',
      columns: {
        ...Object.fromEntries(names.map((name) => [name, rows.map((row) => row[name]!)])),
        fact_key: rows.map(() => `f${++factKey}`),
        occurred_at: rows.map((row) => row.at),
        received_at: rows.map(() => 0),
      },
    });
  });
}

async function snapshot(engine: SqlEngine) {
  const tables: Record<string, readonly unknown[]> = {};
  for (const model of STORED_MODELS) tables[model.id] = await engine.rows(`FROM ${tableOf(model)} ORDER BY ALL`);
  return tables;
}

describe('incremental refresh', () => {
  it('equals a full rebuild after any run of new days, late events, corrections, re-keyed and erased people', async () => {
    const { engine, models } = await open();
    const seen = new Set<string>();
    await fc.assert(
      fc.asyncProperty(worldRuns, async (runs) => {
        await clear(engine);
        for (const steps of runs) {
          for (const step of steps) await play(engine, step);
          const { isFull } = await models.refresh(UNWATCHED);
          const incremental = await snapshot(engine);
          for (const [id, rows] of Object.entries(incremental)) if (rows.length > 0) seen.add(id);
          if (isFull) continue;
          await models.refresh(UNWATCHED, { isFull: true });
          expect(incremental).toEqual(await snapshot(engine));
        }
      }),
      { numRuns: Number(process.env['MODEL_RUNS'] ?? 6) },
    );
    // No model stays empty in every world, or the law would say nothing about it.
    expect([...seen].sort()).toEqual(STORED_MODELS.map(({ id }) => id).sort());
    await engine.close();
  }, 1_200_000);

  it('recomputes the touched day only, and nothing when nothing happened', async () => {
    const { engine, models } = await open();
    const visit = (day: number, session: string) =>
      play(engine, {
        kind: 'write',
        table: 'fact_visit',
        rows: [{ user_id: 'u1', at: Date.UTC(2026, 0, day, 12), session_id: session, step: 'view', channel: 'app' }],
      });
    for (let day = 1; day <= 20; day++) await visit(day, `s${day}`);
    expect((await models.refresh(UNWATCHED)).isFull).toBe(true);
    expect((await models.refresh(UNWATCHED)).models).toEqual([]);

    await visit(7, 'late');
    const { isFull, models: work } = await models.refresh(UNWATCHED);
    expect(isFull).toBe(false);
    expect(work.find(({ id }) => id === 'traffic_session')).toEqual({
      id: 'traffic_session',
      partitions: 1,
      changedRows: 1,
    });
    expect(work.map(({ partitions }) => partitions)).toEqual(work.map(() => 1));
    await engine.close();
  });

  it('leaves models and offset as they were when it is cancelled', async () => {
    const { engine, models } = await open();
    await play(engine, {
      kind: 'write',
      table: 'fact_exposure',
      rows: [{ user_id: 'u1', at: 0, campaign_id: 'k', template_id: null }],
    });
    const signal = AbortSignal.abort();
    await expect(models.refresh({ signal, report: () => {} })).rejects.toMatchObject({ code: 'job.cancelled' });
    expect(await models.count('marketing_campaign')).toBe(0);
    await models.refresh(UNWATCHED);
    expect(await models.count('marketing_campaign')).toBe(1);
    await engine.close();
  });
});

describe('declarations', () => {
  it('give views whose columns are the declared ones, and tables whose partition is a column', async () => {
    const { engine } = await open();
    for (const model of MODELS) {
      const columns = await engine.rows<{ column_name: string }>(
        `SELECT column_name FROM (DESCRIBE published.${model.id}_v${model.version})`,
      );
      expect(columns.map(({ column_name }) => column_name)).toEqual(Object.keys(model.columns));
      expect(Object.keys(model.columns)).toEqual(expect.arrayContaining([...model.key]));
    }
    for (const model of STORED_MODELS) expect(storedColumns(model).map(([name]) => name)).toContain(model.partition);
    await engine.close();
  });

  it('stand after the models that they read, and have ids that begin with their area', () => {
    MODELS.forEach((model, i) => {
      const later = MODELS.slice(i).map(({ id }) => `(model|touched|changed)_${id}\\b`);
      const text = 'rows' in model ? `${model.touched} ${model.rows}`.replaceAll(`model_${model.id}`, '') : '';
      expect(text).not.toMatch(new RegExp(later.join('|')));
      if (model.area !== 'dimension') expect(model.id.startsWith(`${model.area}_`)).toBe(true);
    });
  });
});

async function clear(engine: SqlEngine): Promise<void> {
  const facts = ['order_line', 'visit', 'exposure', 'coupon_event', 'operator_action', 'budget_movement'];
  const tables = [...facts.map((name) => `fact_${name}`), 'model_order', 'fact_change', 'consumer_offset', 'dim_user'];
  for (const table of tables) await engine.run(`DELETE FROM ${table}`);
}
