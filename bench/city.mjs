import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CITY_TIME, FIRST_DAY, simulate } from '../dist/simulator/index.js';
import { openDuckDb } from '../dist/src/adapters/duckdb/index.js';
import { createFactWriter } from '../dist/src/warehouse/facts/index.js';
import { createSchema } from '../dist/src/warehouse/schema/index.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const CACHE = join(root, 'bench', '.cache');
const FACTS = {
  order_lines: { table: 'fact_order_line', key: 'line_id' },
  visits: { table: 'fact_visit', key: 'event_id' },
  exposures: { table: 'fact_exposure', key: 'event_id' },
  coupon_events: { table: 'fact_coupon_event', key: 'event_id' },
};

export const THREADS = 2;

/**
 * A warehouse that holds the simulated city, kept in bench/.cache for as long as the built server stays the same. It is
 * filled through the fact writer; the checks and quarantine of an import are left out, for they are no part of a job here.
 */
export async function openCity({ people, days }) {
  const path = cityFile({ people, days });
  if (!existsSync(path)) await createCity(path, { people, days, seed: 1 });
  const engine = await openDuckDb({ path, threads: THREADS, memoryLimit: '8GB' });
  return { engine, path, asOf: FIRST_DAY + days };
}

/** Where a made warehouse is kept. */
export function cachePath(name) {
  return join(CACHE, `${name}-${buildHash()}.duckdb`);
}

/** Where that warehouse stands. */
export function cityFile({ people, days }) {
  return cachePath(`city-${people}-${days}`);
}

async function createCity(path, options) {
  const files = `${path}.files`;
  mkdirSync(files, { recursive: true });
  rmSync(`${path}.new`, { force: true });
  process.stderr.write(`simulating ${options.people} people and ${options.days} days …\n`);
  await simulate(options, files);
  process.stderr.write('loading …\n');
  const engine = await openDuckDb({ path: `${path}.new`, threads: THREADS, memoryLimit: '8GB' });
  await createSchema(engine);
  const writer = createFactWriter({ time: CITY_TIME });
  await engine.transaction(async (session) => {
    const csv = (name) => `read_csv('${join(files, `${name}.csv`)}', all_varchar = true)`;
    const origin = { batchId: 'bench', source: 'bench' };
    const described = await session.rows(`DESCRIBE SELECT * FROM ${csv('users')}`);
    const list = described
      .map(({ column_name: name }) => name)
      .filter((name) => name !== 'user_id' && name !== 'registered_at')
      .join(', ');
    await writer.writeAttributes(session, {
      ...origin,
      from: `(SELECT user_id, attribute, value, registered_at::TIMESTAMPTZ AS received_at, 1 AS position
              FROM (UNPIVOT (SELECT user_id, registered_at, ${list} FROM ${csv('users')}) ON ${list} INTO NAME attribute VALUE value))`,
    });
    for (const [file, { table, key }] of Object.entries(FACTS)) {
      const columns = await columnsOf(session, csv(file), key);
      const list = columns.map(({ select }) => select).join(', ');
      await session.run(`CREATE TEMP TABLE staged AS SELECT ${list} FROM ${csv(file)}`);
      await writer.writeStaged(session, {
        ...origin,
        table,
        from: 'staged',
        columns: columns.map(({ name }) => name),
        hasUniqueKeys: true,
      });
      await session.run('DROP TABLE staged');
    }
  });
  await engine.close();
  rmSync(files, { recursive: true });
  renameSync(`${path}.new`, path);
}

const TYPES = {
  occurred_at: 'TIMESTAMPTZ',
  quantity: 'DOUBLE',
  duration_seconds: 'DOUBLE',
  discount_rate: 'DOUBLE',
  gross_amount: 'BIGINT',
  coupon_discount: 'BIGINT',
  net_amount: 'BIGINT',
  cost: 'BIGINT',
  discount_threshold: 'BIGINT',
  discount_amount: 'BIGINT',
};

async function columnsOf(session, csv, key) {
  const described = await session.rows(`DESCRIBE SELECT * FROM ${csv}`);
  const given = described.map(({ column_name: name }) => ({
    name: name === key ? 'fact_key' : name,
    select: `${name}::${TYPES[name] ?? 'VARCHAR'} AS ${name === key ? 'fact_key' : name}`,
  }));
  return [...given, { name: 'received_at', select: 'occurred_at::TIMESTAMPTZ AS received_at' }];
}

/** Changes when the simulator, the schema or the way into the facts does, so that no run measures yesterday's data. */
function buildHash() {
  const hash = createHash('sha256');
  for (const folder of ['simulator', 'src/warehouse/schema', 'src/warehouse/facts', 'src/warehouse/models'])
    for (const name of readdirSync(join(root, 'dist', folder), { recursive: true }).sort())
      if (name.endsWith('.js')) hash.update(name).update(readFileSync(join(root, 'dist', folder, name)));
  return hash.digest('hex').slice(0, 12);
}
