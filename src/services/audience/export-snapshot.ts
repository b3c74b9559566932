import { createReadStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import type { UserId } from '../../kernel/index.ts';
import type { SqlEngine } from '../../warehouse/sql-engine.port.ts';
import type { AudienceFile, AudienceSnapshot, ExportFormat } from './audience-service.ts';
import { snapshotMembersSql } from './snapshot-store.ts';

export interface ExportRequest {
  readonly snapshot: AudienceSnapshot;
  readonly format: ExportFormat;
  readonly engine: SqlEngine;
  readonly members: () => Promise<readonly UserId[]>;
}

/** One column `user_id` in code-point order. */
export async function exportSnapshot(request: ExportRequest): Promise<AudienceFile> {
  const fileName = `${request.snapshot.id.replace('@', '-')}.${request.format}`;
  if (request.format === 'parquet') {
    return { fileName, contentType: 'application/vnd.apache.parquet', content: await toParquet(request) };
  }
  return { fileName, contentType: 'text/csv; charset=utf-8', content: Readable.from(csvOf(await request.members())) };
}

const ROWS_A_CHUNK = 4096;

function* csvOf(userIds: readonly UserId[]): Generator<string> {
  yield 'user_id\n';
  for (let start = 0; start < userIds.length; start += ROWS_A_CHUNK) {
    yield userIds
      .slice(start, start + ROWS_A_CHUNK)
      .map((userId) => `${quoteCell(userId)}\n`)
      .join('');
  }
}

const quoteCell = (text: string): string =>
  text === '' || /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;

/** The engine writes the file to a folder of its own, which goes when the stream does. */
async function toParquet({ engine, snapshot }: ExportRequest): Promise<Readable> {
  const folder = await mkdtemp(join(tmpdir(), 'tessera-export-'));
  const path = join(folder, 'members.parquet');
  const clean = () => rm(folder, { recursive: true, force: true });
  try {
    const target = path.replaceAll("'", "''");
    await engine.run(`COPY (${snapshotMembersSql('$1')}) TO '${target}' (FORMAT parquet)`, [snapshot.id]);
    return createReadStream(path).once('close', clean);
  } catch (error) {
    await clean();
    throw error;
  }
}
