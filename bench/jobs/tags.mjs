import { readFileSync } from 'node:fs';
import { CITY_CURRENCY, CITY_TIME } from '../../dist/simulator/index.js';
import { isoDay, UNWATCHED } from '../../dist/src/kernel/index.js';
import { compileTags } from '../../dist/src/warehouse/tags/compile-tags.js';
import { SHIPPED_TAGS } from '../../dist/src/warehouse/tags/index.js';
import { planTags } from '../../dist/src/warehouse/tags/plan-tags.js';
import { openCity, THREADS } from '../city.mjs';
import { alternate, milliseconds } from '../measure.mjs';
import { openTags, versions } from './audience.mjs';

const BY_HAND = readFileSync(new URL('../sql/tags.sql', import.meta.url), 'utf8');

export async function run(options) {
  const { engine, asOf } = await openCity(options);
  try {
    const byHand = BY_HAND.replaceAll('$as_of', `DATE '${isoDay(asOf)}'`);
    const ids = await tagsOf(engine, byHand);
    const compiled = compile(ids, asOf);
    const list = ['user_key', ...ids.map((id) => `"${id}"`)].join(', ');
    const build = (table, sql, values) => engine.run(`CREATE OR REPLACE TABLE ${table} AS ${sql}`, values);
    await build('bench_compiled', `SELECT ${list} FROM (${compiled.sql})`, compiled.values);
    await build('bench_by_hand', `SELECT ${list} FROM (${byHand})`);
    await refuseDifferences(engine, list);

    const [compiledMs, byHandMs] = await alternate([
      { work: () => build('bench_compiled', compiled.sql, compiled.values) },
      { work: () => build('bench_by_hand', byHand) },
    ]);
    const tags = await openTags(engine);
    const release = await tags.build(asOf, UNWATCHED);
    await engine.run('DROP TABLE bench_compiled; DROP TABLE bench_by_hand');
    return {
      ...(await versions(engine)),
      markdown: report({ ids, release, compiled, compiledMs, byHandMs, facts: await countFacts(engine) }),
    };
  } finally {
    await engine.close();
  }
}

async function tagsOf(engine, sql) {
  const columns = await engine.rows(`DESCRIBE ${sql}`);
  return columns.map(({ column_name: name }) => name).filter((name) => name !== 'user_key');
}

/** Our compiler, given only the tags that are written by hand, and what these are derived from. */
function compile(ids, asOf) {
  const plan = planTags(SHIPPED_TAGS, CITY_CURRENCY.decimals);
  const needed = new Set(ids);
  for (const id of needed)
    for (const input of plan.find(({ definition }) => definition.id === id).inputs.tags) needed.add(input);
  return compileTags(
    plan.filter(({ definition }) => needed.has(definition.id)),
    { asOf, time: CITY_TIME, moneyDecimals: CITY_CURRENCY.decimals },
  );
}

async function refuseDifferences(engine, list) {
  const [{ differing }] = await engine.rows(
    `SELECT count(*) AS differing FROM (
       (SELECT ${list} FROM bench_compiled EXCEPT ALL SELECT ${list} FROM bench_by_hand)
       UNION ALL (SELECT ${list} FROM bench_by_hand EXCEPT ALL SELECT ${list} FROM bench_compiled))`,
  );
  if (differing > 0) throw new Error(`${differing} rows of the compiled and the hand-written tags differ`);
}

async function countFacts(engine) {
  const tables = ['fact_order_line', 'model_order', 'fact_visit', 'fact_exposure', 'fact_coupon_event'];
  const counts = tables.map((table) => `(SELECT count(*) FROM ${table})`);
  const [{ facts }] = await engine.rows(`SELECT ${counts.join(' + ')} AS facts`);
  return facts;
}

function report({ ids, release, compiled, compiledMs, byHandMs, facts }) {
  return `${release.people.toLocaleString('en-US')} people, ${facts.toLocaleString('en-US')} rows of facts and orders. The ${ids.length} tags were equal for everyone, row by row. At this stage the compiler itself emits DuckDB SQL, so this compares two ways to write SQL for the same engine: a ratio near 1 is what to expect.

| build | scans of facts | ms |
| --- | ---: | ---: |
| ${ids.length} tags, compiled from their definitions | ${compiled.passes} | ${milliseconds(compiledMs)} |
| the same ${ids.length} tags, SQL by hand (bench/sql/tags.sql) | 8 | ${milliseconds(byHandMs)} |
| ratio, by hand to compiled | | ${(byHandMs / compiledMs).toFixed(2)} |
| all ${release.definitions.length} tags with statistics and publication (once, no peer) | | ${milliseconds(release.durationMs)} |`;
}

export const threads = `Both: DuckDB on ${THREADS} threads.`;
