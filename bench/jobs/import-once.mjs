// One measured import, or the peer's reading of the same files, in a process of its own, so that time and memory are its.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { openDuckDb } from '../../dist/src/adapters/duckdb/index.js';
import { openLmdbDocumentStore } from '../../dist/src/adapters/lmdb/index.js';
import { UNWATCHED } from '../../dist/src/kernel/index.js';
import { createFactWriter } from '../../dist/src/warehouse/facts/index.js';
import { createImportService } from '../../dist/src/warehouse/imports/index.js';
import { createSchema } from '../../dist/src/warehouse/schema/index.js';
import { openWorkspace } from '../../dist/src/warehouse/workspace/index.js';

const [who, folder, format, cache] = process.argv.slice(2);
const MAPPING = new URL('../../examples/demo/mapping.toml', import.meta.url);
const root = mkdtempSync(join(cache, 'import-'));
const engine = await openDuckDb({ path: join(root, 'warehouse.duckdb'), threads: 2, memoryLimit: '1GB' });
const work = who === 'tessera' ? await ours() : theirs;
const [started, cpu] = [process.hrtime.bigint(), process.cpuUsage()];
await work();
const wallMs = Number(process.hrtime.bigint() - started) / 1e6;
const { user, system } = process.cpuUsage(cpu);
const rssMb = process.resourceUsage().maxRSS / 1024;
const [visits, lines] = who === 'tessera' ? ['fact_visit', 'fact_order_line'] : ['visits', 'order_lines'];
const [answer] = await engine.rows(
  `SELECT (SELECT count(*) FROM ${visits}) AS visits, (SELECT sum(duration_seconds)::BIGINT FROM ${visits}) AS seconds,
     (SELECT sum(epoch(occurred_at::TIMESTAMPTZ) - 1.7e9)::BIGINT FROM ${visits}) AS moments,
     (SELECT count(*) FROM ${lines}) AS lines, (SELECT sum(net_amount)::BIGINT FROM ${lines}) AS net`,
);
const [{ version }] = await engine.rows('SELECT version() AS version');
await engine.close();
rmSync(root, { recursive: true });
console.log(JSON.stringify({ wallMs, cpuMs: (user + system) / 1000, rssMb, answer, version }));

async function ours() {
  await createSchema(engine);
  const documents = openLmdbDocumentStore(join(root, 'documents'));
  const workspace = await openWorkspace(documents);
  const imports = createImportService({
    engine,
    writer: createFactWriter({ time: workspace.time }),
    workspace,
    tags: { define: async () => {} },
    clock: { now: () => Date.now() },
    workFolder: root,
  });
  const mapping = readFileSync(MAPPING, 'utf8').replaceAll('.csv"', `.${format}"`);
  const files = ['visits', 'order_lines'].map((name) => `${name}.${format}`);
  return () => imports.run({ mapping, folder, files }, UNWATCHED);
}

/** DuckDB's own CREATE TABLE AS, with the types that it finds by itself, nothing checked and nothing kept unique. */
async function theirs() {
  for (const name of ['visits', 'order_lines'])
    await engine.run(`CREATE TABLE ${name} AS SELECT * FROM read_${format}('${join(folder, `${name}.${format}`)}')`);
}
