import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Served, serve, tessera, tesseraJson } from '../e2e/tessera-process.ts';

export interface SmallCity extends Served {
  readonly password: string;
  /** Somebody who lives there. */
  readonly person: string;
}

/** A simulated city of a few hundred people, imported and built by the CLI, then served. */
export async function openSmallCity(): Promise<SmallCity> {
  const folder = mkdtempSync(join(tmpdir(), 'tessera-browser-'));
  const data = join(folder, 'data');
  const files = join(folder, 'files');
  await must(data, 'simulate', '--people', '400', '--days', '30', '--out', files);
  await must(data, 'import', 'examples/demo/mapping.toml', '--from', files);
  await must(data, 'tags', 'build', '--as-of', '2026-03-03');
  const { userIds } = await tesseraJson<{ userIds: string[] }>(
    data,
    'audience',
    'members',
    'orders_30d >= 1',
    '--limit',
    '1',
  );
  const { stdout } = await tessera(data, 'password', 'admin');
  return { ...(await serve(data)), password: stdout.trim(), person: userIds[0] ?? '' };
}

async function must(data: string, ...args: readonly string[]): Promise<void> {
  const { status, stderr } = await tessera(data, ...args);
  if (status !== 0) throw new Error(`tessera ${args.join(' ')}: ${stderr}`);
}
