import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { openDuckDb } from '../../src/adapters/duckdb/index.ts';
import { openLmdbDocumentStore, openLmdbEventLog, openLmdbProfileStore } from '../../src/adapters/lmdb/index.ts';
import { manualClock } from '../../src/kernel/index.ts';
import { createProfileService } from '../../src/services/profile/index.ts';
import { createEventIntake } from '../../src/warehouse/events/index.ts';
import { createFactWriter } from '../../src/warehouse/facts/index.ts';
import { createImportService } from '../../src/warehouse/imports/index.ts';
import { createSchema } from '../../src/warehouse/schema/index.ts';
import { createTagService } from '../../src/warehouse/tags/index.ts';
import { openWorkspace } from '../../src/warehouse/workspace/index.ts';

/** The ways into the facts over one folder, on their real engines, as the app wires them. */
export async function openDataFolder(path: string) {
  mkdirSync(path, { recursive: true });
  const engine = await openDuckDb({ path: join(path, 'warehouse.duckdb'), threads: 1, memoryLimit: '1GB' });
  await createSchema(engine);
  const documents = openLmdbDocumentStore(join(path, 'documents'));
  const workspace = await openWorkspace(documents);
  const clock = manualClock(Date.UTC(2026, 0, 5, 12));
  const writer = createFactWriter({ time: { zone: 'Asia/Shanghai', dayStartMinutes: 0 } });
  const log = openLmdbEventLog(join(path, 'events'));
  const faults: unknown[] = [];
  const intake = createEventIntake({ log, engine, writer, clock, onFault: (error) => faults.push(error) });
  const time = { zone: 'Asia/Shanghai', dayStartMinutes: 0 };
  const currency = { code: 'CNY', decimals: 2 };
  const tags = await createTagService({ engine, documents, clock, time, currency });
  const store = openLmdbProfileStore(join(path, 'profile'));
  const profiles = createProfileService({ store, tags, engine, clock, time, currency });
  tags.onRelease((release, job) => profiles.publish(release, job));
  const imports = createImportService({ engine, writer, workspace, tags, clock, workFolder: path });
  const close = async () => {
    await intake.close();
    await Promise.all([log.close(), engine.close(), documents.close(), store.close()]);
  };
  return { engine, intake, imports, tags, profiles, store, faults, close };
}

/** All facts as people know them, in an order of their own: user keys may differ from run to run. */
export const FACTS = `SELECT fact_key, user_id, order_id, kind, epoch_ms(occurred_at) AS at, day, gross_amount, net_amount, source
  FROM fact_order_line LEFT JOIN dim_user USING (user_key) ORDER BY ALL`;
export const ORDERS = `SELECT order_id, user_id, lines, gross_amount, net_amount, day
  FROM model_order LEFT JOIN dim_user USING (user_key) ORDER BY ALL`;
