import type { BusinessTime } from '../../kernel/index.ts';
import { DEFAULT_IDENTITY_LIMITS, type IdentityLimits, writeLinks } from '../identity/index.ts';
import { TABLES } from '../schema/index.ts';
import type { SqlSession } from '../sql-engine.port.ts';
import type { FactBatch, FactOutcome, FactTable, FactWriter } from './fact-writer.ts';
import { withoutErased } from './without-erased.ts';
import { writeAttributes } from './write-attributes.ts';
import { writeDimension } from './write-dimension.ts';
import { writeFacts } from './write-facts.ts';

export interface FactWriterDeps {
  /** Read anew at each write: a folder is settled by the first thing that comes in. */
  readonly time: BusinessTime;
  /** Up to where evidence joins logins. Default: 3 logins a device, 20 devices and 5 logins a person. */
  readonly limits?: IdentityLimits;
  /** Told inside the transaction that logins have become, or ceased to be, one person. */
  readonly onPeopleMoved?: () => void;
}

export function createFactWriter(deps: FactWriterDeps): FactWriter {
  const { time, limits = DEFAULT_IDENTITY_LIMITS } = deps;
  const link: FactWriter['writeLinks'] = async (session, links) => {
    return withoutErased(session, { ...links, columns: ['user_id', 'device_id', 'other_user_id'] }, async (from) => {
      const outcome = await writeLinks(session, { ...links, from }, { limits });
      if (outcome.moved) deps.onPeopleMoved?.();
      return outcome;
    });
  };
  return {
    write: (session, batch) => writeBatch(session, batch, time),
    writeStaged: (session, facts) =>
      withoutErased(session, facts, (from) => writeFacts(session, { ...facts, from }, time)),
    writeAttributes: (session, given) =>
      withoutErased(session, { ...given, columns: ['user_id'] }, (from) =>
        writeAttributes(session, { ...given, from }),
      ),
    writeDimension: (session, given) =>
      withoutErased(session, given, (from) => writeDimension(session, { ...given, from }, link)),
    writeLinks: link,
  };
}

/** Values from memory go the way of staged ones, so that there is one way in. */
async function writeBatch(session: SqlSession, batch: FactBatch, time: BusinessTime): Promise<FactOutcome> {
  const columns = Object.keys(batch.columns);
  const types = columns.map((name) => `"${name}" ${columnType(batch.table, name)}`);
  await session.run(`CREATE TEMP TABLE given_facts (${types.join(', ')})`);
  await session.append('given_facts', batch.columns);
  const given = { ...batch, columns, from: 'given_facts' };
  const outcome = await withoutErased(session, given, (from) => writeFacts(session, { ...given, from }, time));
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
