import { join } from 'node:path';
import { openDuckDb } from '../../src/adapters/duckdb/index.ts';
import { openLmdbLedgerStore } from '../../src/adapters/lmdb/index.ts';
import { manualClock } from '../../src/kernel/index.ts';
import { createLedgerOutbox, createLedgerService } from '../../src/services/ledger/index.ts';
import { createFactWriter } from '../../src/warehouse/facts/index.ts';
import { createSchema } from '../../src/warehouse/schema/index.ts';

/** Ledger and warehouse of one folder on their real engines, as the app wires them. */
export async function openLedgerFolder(path: string) {
  const engine = await openDuckDb({ path: join(path, 'warehouse.duckdb'), threads: 1, memoryLimit: '500MB' });
  await createSchema(engine);
  const store = openLmdbLedgerStore(join(path, 'ledger'));
  const clock = manualClock(Date.UTC(2026, 0, 5, 12));
  const writer = createFactWriter({ time: { zone: 'Asia/Shanghai', dayStartMinutes: 0 } });
  const outbox = createLedgerOutbox({ ledger: store, engine, writer, clock });
  const ledger = createLedgerService({ store, outbox, engine, clock, knowsPerson: async () => true });
  const close = async () => {
    await outbox.stop();
    await store.close();
    await engine.close();
  };
  return { ledger, store, outbox, engine, close };
}
