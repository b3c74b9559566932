import { mkdirSync } from 'node:fs';
import { openDuckDb } from '../adapters/duckdb/index.ts';
import {
  openLmdbDecisionLog,
  openLmdbDocumentStore,
  openLmdbEventLog,
  openLmdbLedgerStore,
  openLmdbProfileStore,
} from '../adapters/lmdb/index.ts';
import { openRedisProfileStore } from '../adapters/redis/index.ts';
import { createSchema } from '../warehouse/schema/index.ts';
import type { Config } from './config.ts';
import { enginePath } from './engine-path.ts';

/** Every engine of one folder, open. A URL's scheme chooses the adapter; the configuration allows only those that exist. */
export type Engines = Awaited<ReturnType<typeof openEngines>>;

export async function openEngines(config: Config) {
  mkdirSync(config.dataDir, { recursive: true });
  const warehouse = await openDuckDb({
    path: enginePath(config, 'warehouse'),
    threads: config.duckdb.threads,
    memoryLimit: config.duckdb.memory_limit,
  });
  await createSchema(warehouse);
  const documents = openLmdbDocumentStore(enginePath(config, 'documents'));
  const events = openLmdbEventLog(enginePath(config, 'events'));
  const profiles = await openProfileStore(config);
  const ledger = openLmdbLedgerStore(enginePath(config, 'ledger'));
  const decisions = openLmdbDecisionLog(enginePath(config, 'decisions'));
  return {
    warehouse,
    documents,
    events,
    profiles,
    ledger,
    decisions,
    /** After everything that writes has stopped. */
    async close() {
      await Promise.all([documents, events, profiles, ledger, decisions, warehouse].map((engine) => engine.close()));
    },
  };
}

async function openProfileStore(config: Config) {
  const url = config.engines.profile;
  return url.startsWith('lmdb:') ? openLmdbProfileStore(enginePath(config, 'profile')) : openRedisProfileStore(url);
}
