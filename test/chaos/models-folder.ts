import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { openDuckDb } from '../../src/adapters/duckdb/index.ts';
import { manualClock } from '../../src/kernel/index.ts';
import { createFactWriter } from '../../src/warehouse/facts/index.ts';
import { createModelService } from '../../src/warehouse/models/index.ts';
import { createSchema } from '../../src/warehouse/schema/index.ts';

/** The warehouse of one folder with its models, as a server opens them. */
export async function openModelsFolder(folder: string) {
  mkdirSync(folder, { recursive: true });
  const engine = await openDuckDb({ path: join(folder, 'warehouse.duckdb') });
  await createSchema(engine);
  const models = await createModelService({ engine, clock: manualClock(0) });
  const writer = createFactWriter({ time: { zone: 'UTC', dayStartMinutes: 0 } });
  return { engine, models, writer };
}
