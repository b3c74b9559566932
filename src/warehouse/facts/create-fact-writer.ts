import type { BusinessTime } from '../../kernel/index.ts';
import { TABLES } from '../schema/index.ts';
import type { SqlSession } from '../sql-engine.port.ts';
import type { FactBatch, FactOutcome, FactTable, FactWriter } from './fact-writer.ts';
import { writeAttributes } from './write-attributes.ts';
import { writeDimension } from './write-dimension.ts';
import { writeFacts } from './write-facts.ts';

export interface FactWriterDeps {
  /** Read anew at each write: a folder is settled by the first thing that comes in. */
  readonly time: BusinessTime;
}

export function createFactWriter({ time }: FactWriterDeps): FactWriter {
  return {
    write: (session, batch) => writeBatch(session, batch, time),
    writeStaged: (session, facts) => writeFacts(session, facts, time),
    writeAttributes,
    writeDimension,
  };
}

/** Values from memory go the way of staged ones, so that there is one way in. */
async function writeBatch(session: SqlSession, batch: FactBatch, time: BusinessTime): Promise<FactOutcome> {
  const columns = Object.keys(batch.columns);
  const types = columns.map((name) => `"${name}" ${columnType(batch.table, name)}`);
  await session.run(`CREATE TEMP TABLE given_facts (${types.join(', ')})`);
  await session.append('given_facts', batch.columns);
  const outcome = await writeFacts(session, { ...batch, columns, from: 'given_facts' }, time);
  await session.run('DROP TABLE given_facts');
  return outcome;
}

function columnType(table: FactTable, name: string): string {
  if (name === 'user_id') return 'VARCHAR';
  const columns: Readonly<Record<string, string>> = TABLES.find((each) => each.name === table)!.columns;
  const type = columns[name];
  if (!type) throw new Error(`${table} has no column ${name}`);
  return type;
}
