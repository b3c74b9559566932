import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { simulate } from '../../dist/simulator/index.js';
import { openDuckDb } from '../../dist/src/adapters/duckdb/index.js';
import { median } from '../measure.mjs';

const CACHE = fileURLToPath(new URL('../.cache', import.meta.url));
const ONCE = fileURLToPath(new URL('import-once.mjs', import.meta.url));
const FILES = ['visits', 'order_lines'];

/** The two largest files of a simulated city, as CSV and as Parquet; a quarter of their rows shows whether memory is flat. */
export async function run({ people, days, rounds = 3 }) {
  const folder = await filesOf({ people, days });
  const quarter = `${folder}-quarter`;
  const rows = [];
  let duckDb;
  for (const format of ['parquet', 'csv']) {
    const small = measure('tessera', quarter, format);
    const runs = { tessera: [], duckdb: [] };
    for (let round = 0; round < rounds; round++)
      for (const who of ['tessera', 'duckdb']) runs[who].push(measure(who, folder, format));
    const answers = new Set(Object.values(runs).flatMap((all) => all.map(({ answer }) => JSON.stringify(answer))));
    if (answers.size !== 1) throw new Error(`the imported and the bare tables differ: ${[...answers].join(' ')}`);
    duckDb = runs.tessera[0].version;
    rows.push({ format, small, runs });
  }
  const { visits, lines } = rows[0].runs.tessera[0].answer;
  return { duckDb, markdown: report(rows, { count: visits + lines, rounds }) };
}

function measure(who, folder, format) {
  const text = execFileSync(process.execPath, [ONCE, who, folder, format, CACHE], { encoding: 'utf8' });
  return JSON.parse(text);
}

async function filesOf({ people, days }) {
  const folder = join(CACHE, `import-${people}-${days}`);
  if (existsSync(folder)) return folder;
  rmSync(`${folder}.new`, { recursive: true, force: true });
  mkdirSync(`${folder}.new`, { recursive: true });
  mkdirSync(`${folder}-quarter`, { recursive: true });
  process.stderr.write(`simulating ${people} people and ${days} days …\n`);
  await simulate({ people, days, seed: 1 }, `${folder}.new`);
  const engine = await openDuckDb({ path: ':memory:', threads: 2, memoryLimit: '4GB' });
  for (const name of FILES) {
    const from = `read_csv('${folder}.new/${name}.csv')`;
    const [{ rows }] = await engine.rows(`SELECT count(*) AS rows FROM ${from}`);
    await engine.run(`COPY (SELECT * FROM ${from}) TO '${folder}.new/${name}.parquet'`);
    const some = `(SELECT * FROM ${from} LIMIT ${Math.floor(rows / 4)})`;
    for (const format of ['parquet', 'csv']) await engine.run(`COPY ${some} TO '${folder}-quarter/${name}.${format}'`);
  }
  await engine.close();
  renameSync(`${folder}.new`, folder);
  return folder;
}

function report(rows, { count, rounds }) {
  const lines = rows.map(({ format, small, runs }) => {
    const of = (who, name) => median(runs[who].map((run) => run[name]));
    const speed = (who) =>
      `${((count / of(who, 'wallMs')) * 1000).toLocaleString('en-US', { maximumFractionDigits: 0 })}`;
    const cpu = (who) => `${((of(who, 'cpuMs') / count) * 1000).toFixed(2)} µs`;
    const ratios = ['wallMs', 'cpuMs'].map((name) => (of('tessera', name) / of('duckdb', name)).toFixed(2));
    const memory = `${small.rssMb.toFixed(0)} → ${of('tessera', 'rssMb').toFixed(0)}`;
    return `| ${format} | ${speed('tessera')} | ${speed('duckdb')} | ${ratios[0]} | ${cpu('tessera')} | ${cpu('duckdb')} | ${ratios[1]} | ${memory} |`;
  });
  return `${count.toLocaleString('en-US')} rows (visits and order lines of the simulated city, 13 and 16 columns), each run in a process of its own, ${rounds} round(s) in turn, medians. Counts and sums were equal. Tessera: checks, keys, people, days, orders and history, durable; DuckDB: \`CREATE TABLE AS SELECT * FROM read_…\`, nothing checked. Memory: highest RSS for a quarter of the rows and for all.

| from | rows/s | DuckDB rows/s | time ratio | processor time a row | DuckDB | ratio | RSS, MB |
| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
${lines.join('\n')}`;
}

export const threads = 'Both: DuckDB on 2 threads, 1 GB.';
