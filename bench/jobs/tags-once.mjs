// One contender in a process of its own, so that its memory is its own: builds the tags once as a warm-up and then `rounds` times.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CITY_CURRENCY, CITY_TIME } from '../../dist/simulator/index.js';
import { UNWATCHED } from '../../dist/src/kernel/index.js';
import { compileTags } from '../../dist/src/warehouse/tags/compile-tags.js';
import { computeTags, writeTagTable } from '../../dist/src/warehouse/tags/engine/index.js';
import { openCrowd } from '../crowd.mjs';
import { aloneTags } from './tags-plan.mjs';

/** DuckDB builds this many people at a time: all at once its aggregates do not fit into memory. */
const CHUNKS = 8;

const [contender, people, events, rounds] = process.argv.slice(2);
// Tessera's warehouse has its default memory; the peer has what it takes not to spill.
const memoryLimit = contender === 'engine' ? '1GB' : '8GB';
const { engine, asOf } = await openCrowd({ people: Number(people), events: Number(events), memoryLimit });
const plan = aloneTags(CITY_CURRENCY.decimals);
const options = { plan, asOf, time: CITY_TIME, moneyDecimals: CITY_CURRENCY.decimals };
const { work, firstMs, digest, tidy } = contender === 'engine' ? await openEngine() : await openDuckDbPeer();
const times = [];
for (let round = 0; round < Number(rounds); round++) times.push(await timed(work));
const maxRssMiB = Math.round(process.resourceUsage().maxRSS / 1024);
const sum = await digest();
await tidy();
await engine.close();
console.log(JSON.stringify({ firstMs, times, digest: sum, maxRssMiB }));

async function timed(work) {
  const started = process.hrtime.bigint();
  await work();
  return Number(process.hrtime.bigint() - started) / 1e6;
}

/** The first build reads every fact out of the warehouse; the others find all days in their segments. */
async function openEngine() {
  const directory = mkdtempSync(join(tmpdir(), 'bench-segments-'));
  let computed;
  const work = async () => {
    computed = undefined;
    computed = await computeTags(engine, { ...options, segmentsDirectory: directory }, UNWATCHED);
  };
  const firstMs = await timed(work);
  return {
    work,
    firstMs,
    async digest() {
      const definitions = plan.map(({ definition }) => definition);
      await engine.run('DROP TABLE IF EXISTS tags_of_bench');
      await engine.transaction((session) =>
        writeTagTable(session, { table: 'tags_of_bench', ...computed, definitions }),
      );
      return digestOf('tags_of_bench');
    },
    tidy: () => rmSync(directory, { recursive: true, force: true }),
  };
}

async function openDuckDbPeer() {
  const { sql, values } = compileTags(plan, options);
  const [{ last }] = await engine.rows('SELECT max(user_key) AS last FROM dim_user');
  const size = Math.ceil((last + 1) / CHUNKS);
  const tables = [
    'dim_user',
    'user_attribute',
    'model_order',
    'fact_order_line',
    'fact_visit',
    'fact_exposure',
    'fact_coupon_event',
  ];
  const work = async () => {
    await engine.run('DROP TABLE IF EXISTS tags_of_bench');
    for (let chunk = 0; chunk < CHUNKS; chunk++) {
      const own = `user_key >= ${chunk * size} AND user_key < ${(chunk + 1) * size}`;
      const shadows = tables.map((name) => `${name} AS (SELECT * FROM main.${name} WHERE ${own})`);
      const into = chunk === 0 ? 'CREATE TABLE tags_of_bench AS' : 'INSERT INTO tags_of_bench';
      await engine.run(`${into} WITH ${shadows.join(', ')} SELECT * FROM (${sql})`, values);
    }
  };
  return { work, firstMs: await timed(work), digest: () => digestOf('tags_of_bench'), tidy: () => {} };
}

/** Equal for equal tables, whatever the order of rows. */
async function digestOf(table) {
  const columns = ['user_key', ...plan.map(({ definition }) => `"${definition.id}"`)];
  const [row] = await engine.rows(
    `SELECT count(*) AS rows, sum(hash(${columns.join(', ')}))::VARCHAR AS sum FROM ${table}`,
  );
  await engine.run(`DROP TABLE ${table}`);
  return `${row.rows} rows, ${row.sum}`;
}
