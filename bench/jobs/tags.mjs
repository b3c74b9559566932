import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { CITY_CURRENCY } from '../../dist/simulator/index.js';
import { THREADS } from '../city.mjs';
import { openCrowd } from '../crowd.mjs';
import { median, milliseconds } from '../measure.mjs';
import { versions } from './audience.mjs';
import { aloneTags } from './tags-plan.mjs';

const ONCE = fileURLToPath(new URL('tags-once.mjs', import.meta.url));

/** A person of the crowd has this many facts in 180 days. */
const FACTS_EACH = 40;

export async function run({ people, rounds }) {
  const events = people * FACTS_EACH;
  const { engine } = await openCrowd({ people, events });
  const facts = await countFacts(engine);
  const found = await versions(engine);
  await engine.close();
  // In turn, each in a process of its own.
  const engines = [];
  const peers = [];
  for (let turn = 0; turn < 2; turn++) {
    engines.push(await once('engine', { people, events, rounds }));
    if (turn === 0) peers.push(await once('duckdb', { people, events, rounds: Math.max(1, Math.floor(rounds / 2)) }));
  }
  const digests = new Set([...engines, ...peers].map(({ digest }) => digest));
  if (digests.size !== 1) throw new Error(`the tags differ: ${[...digests].join(' / ')}`);
  return { ...found, markdown: report({ facts, engines, peers, tags: aloneTags(CITY_CURRENCY.decimals).length }) };
}

async function once(contender, { people, events, rounds }) {
  process.stderr.write(`${contender} …\n`);
  const { stdout } = await promisify(execFile)(process.execPath, [ONCE, contender, people, events, rounds].map(String));
  return JSON.parse(stdout);
}

async function countFacts(engine) {
  const tables = ['fact_order_line', 'model_order', 'fact_visit', 'fact_exposure', 'fact_coupon_event'];
  const counts = tables.map((table) => `(SELECT count(*) FROM ${table})`);
  const [{ facts, people }] = await engine.rows(
    `SELECT ${counts.join(' + ')} AS facts, (SELECT count(*) FROM dim_user) AS people`,
  );
  return { facts, people };
}

function report({ facts: { facts, people }, engines, peers, tags }) {
  const ours = median(engines.flatMap(({ times }) => times));
  const first = median(engines.map(({ firstMs }) => firstMs));
  const theirs = median(peers.flatMap(({ times, firstMs }) => [...times, firstMs]));
  const memory = (runs) => Math.max(...runs.map(({ maxRssMiB }) => maxRssMiB)).toLocaleString('en-US');
  return `${people.toLocaleString('en-US')} people, ${facts.toLocaleString('en-US')} facts and orders over 180 days, ${tags} tags, equal for everyone by a hash of every row. Medians of ${engines.flatMap(({ times }) => times).length} builds of the engine in two processes around ${peers.flatMap(({ times }) => times).length + peers.length} of DuckDB.

| build | ms, median | peak memory, MiB |
| --- | ---: | ---: |
| DuckDB, the same definitions as SQL, 8 parts of the people | ${milliseconds(theirs)} | ${memory(peers)} |
| tag engine, all facts in its segments | ${milliseconds(ours)} | ${memory(engines)} |
| tag engine, the first time: every fact read out of the warehouse | ${milliseconds(first)} | |
| **ratio, DuckDB to the engine** | **${(theirs / ours).toFixed(1)}** | |
| ratio, DuckDB to the first build | ${(theirs / first).toFixed(1)} | |
| ratio, first build to a later one | ${(first / ours).toFixed(1)} | |`;
}

export const threads = `Both on ${THREADS} threads.`;
