import { mkdirSync, rmSync } from 'node:fs';
import { openDuckDb } from '../adapters/duckdb/index.ts';
import {
  openLmdbDecisionLog,
  openLmdbDocumentStore,
  openLmdbEventLog,
  openLmdbLedgerStore,
  openLmdbPersonVault,
  openLmdbProfileStore,
} from '../adapters/lmdb/index.ts';
import { openRedisProfileStore } from '../adapters/redis/index.ts';
import { TesseraError } from '../kernel/index.ts';
import { type LedgerStore, type PersonVault, tokenisedLedger } from '../services/ledger/index.ts';
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
  const journal = openLmdbLedgerStore(enginePath(config, 'ledger'));
  const vault = openLmdbPersonVault(enginePath(config, 'vault'));
  await refusePlainIds(journal, vault, enginePath(config, 'vault'));
  const ledger = tokenisedLedger(journal, vault);
  const decisions = openLmdbDecisionLog(enginePath(config, 'decisions'));
  return {
    warehouse,
    documents,
    events,
    profiles,
    ledger,
    vault,
    decisions,
    /** After everything that writes has stopped. */
    async close() {
      await Promise.all([documents, events, profiles, ledger, decisions, warehouse].map((engine) => engine.close()));
      await vault.close();
    },
  };
}

/** A ledger of a version that kept ids in its journal cannot forget anyone. */
async function refusePlainIds(ledger: LedgerStore, vault: PersonVault, path: string): Promise<void> {
  if (!vault.isNew || (await ledger.lastSeq()) === 0) return;
  const people = (await ledger.journal(0, PLAIN_LOOK)).some(({ coupon }) => coupon !== undefined);
  if (!people) return;
  await Promise.all([ledger.close(), vault.close()]);
  rmSync(path, { recursive: true, force: true });
  throw new TesseraError('ledger.plain-ids');
}

/** Entries looked at for a coupon. */
const PLAIN_LOOK = 1_000_000;

async function openProfileStore(config: Config) {
  const url = config.engines.profile;
  return url.startsWith('lmdb:') ? openLmdbProfileStore(enginePath(config, 'profile')) : openRedisProfileStore(url);
}
