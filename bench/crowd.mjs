import { existsSync, renameSync, rmSync } from 'node:fs';
import { openDuckDb } from '../dist/src/adapters/duckdb/index.js';
import { createSchema } from '../dist/src/warehouse/schema/index.js';
import { cachePath, openCity, THREADS } from './city.mjs';

/** The simulated city that a crowd is made of. */
const ORIGINAL = { people: 20_000, days: 180 };
const ADDRESSED = {
  fact_visit: { subject: 'coalesce(f.session_id, f.fact_key)', ids: ['fact_key', 'session_id', 'device_id'] },
  fact_order_line: { subject: 'f.order_id', ids: ['fact_key', 'order_id', 'coupon_id'] },
  model_order: { subject: 'f.order_id', ids: ['order_id', 'coupon_id'] },
  fact_exposure: { subject: 'f.fact_key', ids: ['fact_key'] },
  fact_coupon_event: { subject: 'f.coupon_id', ids: ['fact_key', 'coupon_id', 'order_id'] },
};

/**
 * A warehouse of many people with few events each: the simulated city, whose people are told many times over, each time
 * with another part of what they did. Sessions, orders and coupons stay whole. `events` is about how many facts come out.
 */
export async function openCrowd({ people, events, memoryLimit = '8GB' }) {
  const path = cachePath(`crowd-${people}-${events}`);
  if (!existsSync(path)) await createCrowd(path, { people, events });
  const engine = await openDuckDb({ path, threads: THREADS, memoryLimit });
  const [{ asOf }] = await engine.rows(`SELECT max(day) - DATE '1970-01-01' + 1 AS "asOf" FROM fact_visit`);
  return { engine, asOf };
}

async function createCrowd(path, { people, events }) {
  const city = await openCity(ORIGINAL);
  const source = city.path;
  await city.engine.close();
  rmSync(`${path}.new`, { force: true });
  const engine = await openDuckDb({ path: `${path}.new`, threads: THREADS, memoryLimit: '6GB' });
  await createSchema(engine);
  await engine.run(`ATTACH '${source}' AS city (READ_ONLY)`);
  const [{ own, facts }] = await engine.rows(
    `SELECT (SELECT count(*) FROM city.dim_user) AS own,
       ${Object.keys(ADDRESSED)
         .map((table) => `(SELECT count(*) FROM city.${table})`)
         .join(' + ')} AS facts`,
  );
  const clones = Math.ceil(people / own);
  const share = Math.round((events / (facts * clones)) * 1000);
  process.stderr.write(`${clones} × ${own} people, ${share / 10} % of ${facts} facts each …\n`);
  const clone = `range(${clones}) t(clone)`;
  await engine.run(
    `INSERT INTO dim_user BY NAME SELECT clone * ${own} + user_key AS user_key, user_id || '-' || clone AS user_id, first_seen_at FROM city.dim_user, ${clone} ORDER BY 1`,
  );
  await engine.run(
    `INSERT INTO user_attribute SELECT a.* REPLACE (clone * ${own} + a.user_key AS user_key) FROM city.user_attribute a, ${clone}`,
  );
  for (const table of ['dim_device', 'dim_merchant', 'dim_product', 'dim_campaign'])
    await engine.run(`INSERT INTO ${table} SELECT * FROM city.${table}`);
  for (const [table, { subject, ids }] of Object.entries(ADDRESSED)) {
    const renamed = ids.filter((id) => id !== 'device_id').map((id) => `f.${id} || '-' || clone AS ${id}`);
    // Day by day, as facts arrive, so that storage is in the order of days.
    await engine.run(
      `INSERT INTO ${table} SELECT f.* REPLACE (clone * ${own} + f.user_key AS user_key, ${renamed.join(', ')})
       FROM city.${table} f, ${clone} WHERE hash(${subject}, clone) % 1000 < ${share} ORDER BY f.day`,
    );
    process.stderr.write(`${table}\n`);
  }
  await engine.run('DETACH city');
  await engine.run('CHECKPOINT');
  await engine.close();
  renameSync(`${path}.new`, path);
}
