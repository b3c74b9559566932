import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { simulate } from '../../simulator/index.ts';
import { openDuckDb } from '../../src/adapters/duckdb/index.ts';
import { MODELS } from '../../src/warehouse/models/model-catalogue.ts';
import { type Served, serve, tessera, tesseraJson } from './tessera-process.ts';

interface Exported {
  readonly model: string;
  readonly files: number;
  readonly rows: number;
  readonly written: number;
  readonly removed: number;
}

const folder = mkdtempSync(join(tmpdir(), 'tessera-models-'));
const [data, files, out] = ['data', 'files', 'out'].map((name) => join(folder, name)) as [string, string, string];
/** What a reader names: one file, or all files of all days; undefined for a model by day that has no row. */
function filesOf(id: string): string | undefined {
  const own = join(out, `${id}_v1`);
  if (existsSync(join(own, 'data.parquet'))) return join(own, 'data.parquet');
  return readdirSync(own).some((name) => name.startsWith('day=')) ? join(own, '*/*.parquet') : undefined;
}
const exportAll = () => tesseraJson<Exported[]>(data, 'models', 'export', '--out', out);

/** The files as a BI tool reads them, against the views of the folder, in an engine of its own. */
async function differences(): Promise<Record<string, number>> {
  const engine = await openDuckDb({ path: ':memory:' });
  try {
    await engine.run(`ATTACH '${join(data, 'warehouse.duckdb')}' AS folder (READ_ONLY)`);
    const found: Record<string, number> = {};
    for (const { id, columns } of MODELS) {
      const names = Object.keys(columns).join(', ');
      const view = `SELECT ${names} FROM folder.published.${id}_v1`;
      const files = filesOf(id);
      const read = files
        ? `SELECT ${names} FROM read_parquet('${files}', hive_partitioning = true)`
        : `SELECT * FROM (${view}) WHERE false`;
      const [row] = await engine.rows<{ n: number }>(
        `SELECT count(*) AS n FROM ((${read} EXCEPT ALL ${view}) UNION ALL (${view} EXCEPT ALL ${read}))`,
      );
      found[id] = row!.n;
    }
    return found;
  } finally {
    await engine.close();
  }
}

/** One late visit of a new person, and a write by an operator; resolves when the server has followed both by itself. */
async function send({ url }: Served): Promise<void> {
  const authorization = `Bearer ${readFileSync(join(data, 'cli-token'), 'utf8').trim()}`;
  const headers = { authorization, 'content-type': 'application/json' };
  const call = async (method: string, path: string, body?: unknown) => {
    const init = body === undefined ? { headers: { authorization } } : { headers, body: JSON.stringify(body) };
    return (await fetch(new URL(path, url), { method, ...init })).json() as Promise<Record<string, unknown>>;
  };
  const rowsOf = async (model: string) => (await call('GET', `/v1/models/${model}`))['rows'];
  const before = Number(await rowsOf('traffic_session'));
  const payload = { sessionId: 'late-session', step: 'view', activityPage: 'home', channel: 'app' };
  const event = { type: 'visit', messageId: 'late', userId: 'late-visitor', occurredAt: '2026-02-05T12:00:00+08:00' };
  expect((await call('POST', '/v1/events', { events: [{ ...event, payload }] }))['accepted']).toBe(1);
  await call('PUT', '/v1/lists/vip', { userIds: ['late-visitor'] });
  const rows = async () => [await rowsOf('traffic_session'), await rowsOf('operations_action_day')];
  await expect.poll(rows, { timeout: 60_000, interval: 250 }).toEqual([before + 1, 1]);
  const { sample } = await call('GET', '/v1/models/operations_action_day');
  expect(sample).toEqual([
    expect.objectContaining({ operator: 'cli', action: 'putList', subject_kind: 'lists', actions: 1, subjects: 1 }),
  ]);
}

const NONE = Object.fromEntries(MODELS.map(({ id }) => [id, 0]));

describe('tessera models export', () => {
  let first: readonly Exported[];
  beforeAll(async () => {
    await simulate({ people: 300, days: 20, seed: 1 }, files);
    const { status, stderr } = await tessera(data, 'import', 'examples/demo/mapping.toml', '--from', files);
    if (status !== 0) throw new Error(stderr);
    first = await exportAll();
  }, 300_000);

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('writes files that a separate DuckDB reads as the views have them', async () => {
    expect(first.map(({ model }) => model)).toEqual(MODELS.map(({ id }) => `${id}_v1`));
    expect(first.find(({ model }) => model === 'traffic_session_v1')?.files).toBeGreaterThanOrEqual(20);
    expect(await differences()).toEqual(NONE);
  }, 120_000);

  it('writes nothing again, and after a late event only the files that it changed, while a server runs', async () => {
    expect((await exportAll()).map(({ written, removed }) => written + removed)).toEqual(MODELS.map(() => 0));
    const server = await serve(data);
    try {
      await send(server);
      const again = await tesseraJson<Exported[]>(data, 'models', 'export', '--out', out);
      const written = Object.fromEntries(again.filter(({ written }) => written > 0).map((e) => [e.model, e.written]));
      expect(written).toEqual({
        profile_person_day_v1: 1,
        profile_person_v1: 1,
        traffic_session_v1: 1,
        traffic_channel_day_v1: 1,
        traffic_funnel_day_v1: 1,
        operations_action_day_v1: 1,
      });
    } finally {
      await server.stop();
    }
    expect(await differences()).toEqual(NONE);
    const strange = readdirSync(out, { recursive: true })
      .map(String)
      .filter((path) => statSync(join(out, path)).isFile() && !/(data\.parquet|_manifest\.json)$/.test(path));
    expect(strange).toEqual([]);
  }, 240_000);

  it('says what it does not know', async () => {
    const { status, stderr } = await tessera(data, 'models', 'describe', 'traffic_sessions');
    expect([status, stderr]).toEqual([1, expect.stringContaining('model.not-found')]);
    expect(stderr).toContain('traffic_session');
  });
});
