import { createHash } from 'node:crypto';
import type { TesseraError } from '../../kernel/index.ts';
import type { SqlSession } from '../sql-engine.port.ts';
import type { ImportDeps } from './import-deps.ts';
import type { ImportRequest } from './import-service.ts';
import type { RefusedFile } from './stage/stage-import.ts';

/** Keeps a mapping's text once, so that the history can show what was imported by; gives its hash. */
export async function noteMapping(session: SqlSession, text: string): Promise<string> {
  const hash = createHash('sha256').update(text).digest('hex');
  await session.run(
    'INSERT INTO import_mapping (hash, text) SELECT $1, $2 WHERE NOT EXISTS (FROM import_mapping WHERE hash = $1)',
    [hash, text],
  );
  return hash;
}

interface Failure extends Pick<ImportRequest, 'mapping' | 'origin'> {
  readonly importId: string;
  readonly startedAt: number;
  readonly refused: RefusedFile;
  readonly error: TesseraError;
}

/**
 * One line of history for the file that an import was refused for. A watched folder tries a refused file again after a
 * restart; that line takes the place of the one before.
 */
export async function noteFailure({ engine, clock }: ImportDeps, failure: Failure): Promise<void> {
  const { importId, startedAt, refused, error, mapping, origin } = failure;
  const finishedAt = clock.now();
  await engine.transaction(async (session) => {
    const hash = await noteMapping(session, mapping);
    if (origin !== undefined)
      await session.run(
        `DELETE FROM import_failure WHERE origin = $1 AND source = $2 AND file = $3 AND mapping = $4
         AND file_hash IS NOT DISTINCT FROM $5::VARCHAR AND code = $6`,
        [origin, refused.source.id, refused.file, hash, refused.hash ?? null, error.code],
      );
    await session.append('import_failure', {
      import_id: [importId],
      source: [refused.source.id],
      file: [refused.file],
      file_hash: [refused.hash ?? null],
      target: [refused.source.target.id],
      started_at: [startedAt],
      finished_at: [finishedAt],
      origin: [origin ?? null],
      mapping: [hash],
      code: [error.code],
      detail: [JSON.stringify(error.detail)],
    });
  });
}
