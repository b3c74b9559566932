import { createReadStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { type Clock, type DayNumber, isoDay, nearestName, TesseraError } from '../../kernel/index.ts';
import type { SqlEngine, SqlSession } from '../sql-engine.port.ts';
import {
  createTableSql,
  createViewSql,
  fingerprintOf,
  inputsOf,
  PUBLISHED,
  publishedName,
  viewOf,
} from './compile-model.ts';
import { MODELS, STORED_MODELS } from './model-catalogue.ts';
import { type AnyModel, isStored } from './model-definition.ts';
import type { ModelInfo, ModelPart, ModelService } from './model-service.ts';
import { forgetOffset, isStale, refreshModels } from './refresh-models.ts';
import { SUBJECTS } from './subject-tags/subject-tag.ts';
import { subjectTableSql } from './subject-tags/subject-tag-models.ts';

export interface ModelServiceDeps {
  readonly engine: SqlEngine;
  readonly clock: Clock;
}

/** Opens the models: makes tables and views where they are missing or of older declarations. Computes nothing. */
export async function createModelService({ engine, clock }: ModelServiceDeps): Promise<ModelService> {
  await prepare(engine);
  const infos = MODELS.map(infoOf);
  let last: Promise<unknown> = Promise.resolve();

  const get = (id: string): ModelInfo => {
    const info = infos.find(({ definition, name }) => definition.id === id || name === id);
    if (info) return info;
    throw new TesseraError('model.not-found', { id, suggestion: suggestionFor(id, infos) });
  };

  const refresh: ModelService['refresh'] = async (job, options = {}) => {
    const startedAt = clock.now();
    const isFull = options.isFull ?? false;
    if (!isFull && !(await isStale(engine))) return { isFull, models: [], durationMs: 0 };
    const done = await refreshModels(engine, STORED_MODELS, {
      isFull,
      onModel: (step, done) => {
        if (job.signal.aborted) throw new TesseraError('job.cancelled');
        job.report({ step, done, total: STORED_MODELS.length });
      },
    });
    const at = clock.now();
    await engine.run('UPDATE model_state SET refreshed_at = make_timestamptz($1::BIGINT)', [at * 1000]);
    return { ...done, durationMs: at - startedAt };
  };

  return {
    list: () => infos,
    get,
    async count(id) {
      const [row] = await engine.rows<{ rows: number }>(`SELECT count(*) AS rows FROM ${viewOf(get(id).definition)}`);
      return row!.rows;
    },
    async sample(id, limit) {
      const { definition } = get(id);
      const columns = Object.entries(definition.columns).map(([name, { type }]) =>
        type === 'date' ? `${name}::VARCHAR AS ${name}` : name,
      );
      return engine.rows(
        `SELECT ${columns.join(', ')} FROM (FROM ${viewOf(definition)} ORDER BY ${definition.key.join(', ')} LIMIT $1)`,
        [limit],
      );
    },
    refresh(job, options) {
      const turn = last.then(() => refresh(job, options));
      last = turn.catch(() => {});
      return turn;
    },
    async refreshedAt() {
      const [row] = await engine.rows<{ at: number | null }>('SELECT refreshed_at AS at FROM model_state');
      return row?.at ?? undefined;
    },
    parts: (id) => readParts(engine, get(id)),
    readPart: (id, day) => readPart(engine, get(id), day),
  };
}

/** Declarations of another version of Tessera, or none: all tables anew, and the next refresh is a full one. */
async function prepare(engine: SqlEngine): Promise<void> {
  const catalogue = fingerprintOf(MODELS);
  const [state] = await engine.rows<{ catalogue: string }>('SELECT catalogue FROM model_state');
  if (state?.catalogue === catalogue) return;
  await engine.transaction(async (session) => {
    await session.run(`DROP SCHEMA IF EXISTS ${PUBLISHED} CASCADE`);
    await session.run(`CREATE SCHEMA ${PUBLISHED}`);
    await dropOldTables(session);
    for (const model of STORED_MODELS) await session.run(createTableSql(model));
    for (const subject of SUBJECTS) await session.run(subjectTableSql(subject));
    for (const model of MODELS) await session.run(createViewSql(model));
    await forgetOffset(session);
    await session.run('DELETE FROM model_state; DELETE FROM subject_tag_build');
    await session.append('model_state', { catalogue: [catalogue] });
  });
}

/** `model_order` belongs to the facts and `model_state` to the models' own bookkeeping. */
async function dropOldTables(session: SqlSession): Promise<void> {
  const tables = await session.rows<{ name: string }>(
    `SELECT table_name AS name FROM duckdb_tables()
     WHERE NOT temporary AND starts_with(table_name, 'model_') AND table_name NOT IN ('model_order', 'model_state', 'model_score')`,
  );
  for (const { name } of tables) await session.run(`DROP TABLE "${name}"`);
}

function infoOf(definition: AnyModel): ModelInfo {
  return {
    definition,
    name: publishedName(definition),
    inputs: inputsOf(definition, MODELS),
    isByDay: isStored(definition) && definition.partition === 'day',
    hasPeople: Object.values(definition.columns).some(({ type }) => type === 'person'),
  };
}

function suggestionFor(id: string, infos: readonly ModelInfo[]): string {
  const near = nearestName(
    id,
    infos.map(({ definition }) => definition.id),
  );
  return near ? `; did you mean "${near}"?` : '';
}

/** Rows that are equal count as often as they are there, so a sum of hashes and not a set of them. */
async function readParts(engine: SqlEngine, { definition, isByDay }: ModelInfo): Promise<readonly ModelPart[]> {
  const columns = Object.keys(definition.columns);
  const day = isByDay ? 'day' : 'NULL::DATE';
  const rows = await engine.rows<{ day: DayNumber | null; rows: number; fingerprint: string }>(
    `SELECT ${day} AS day, count(*) AS rows, md5(count(*) || ':' || sum(hash(${columns.join(', ')})::HUGEINT)) AS fingerprint
     FROM ${viewOf(definition)} ${isByDay ? 'GROUP BY day ORDER BY day' : ''}`,
  );
  return rows.map(({ day, rows, fingerprint }) => ({
    ...(day !== null && { day }),
    rows,
    fingerprint: `${publishedName(definition)}-${fingerprint ?? 'empty'}`,
  }));
}

/** A reader's connection writes the file, so writers do not wait for it. */
async function readPart(engine: SqlEngine, { definition, isByDay }: ModelInfo, day?: DayNumber): Promise<Readable> {
  const folder = await mkdtemp(join(tmpdir(), 'tessera-model-'));
  const path = join(folder, 'part.parquet');
  const clean = () => rm(folder, { recursive: true, force: true });
  try {
    const columns = Object.keys(definition.columns).filter((name) => !isByDay || name !== 'day');
    const where = isByDay ? 'WHERE day = $1::DATE' : '';
    await engine.rows(
      `COPY (SELECT ${columns.join(', ')} FROM ${viewOf(definition)} ${where} ORDER BY ${definition.key.join(', ')})
       TO '${path.replaceAll("'", "''")}' (FORMAT parquet, COMPRESSION zstd)`,
      isByDay ? [isoDay(day ?? 0)] : [],
    );
    return createReadStream(path).once('close', clean);
  } catch (error) {
    await clean();
    throw error;
  }
}
