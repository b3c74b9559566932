import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openLmdbDocumentStore } from '../../adapters/lmdb/index.ts';
import { openWorkspace } from './workspace.ts';

const newYork = { zone: 'America/New_York', currency: { code: 'USD', decimals: 2 } };

it('is settled by the first who asks, seen by whoever kept `time`, and kept over a restart', async () => {
  const path = mkdtempSync(join(tmpdir(), 'tessera-workspace-'));
  const documents = openLmdbDocumentStore(path);
  const workspace = await openWorkspace(documents);
  const { time } = workspace;
  expect([workspace.settings(), time.zone]).toEqual([undefined, 'UTC']);
  await workspace.settle(newYork);
  expect(time.zone).toBe('America/New_York');
  expect((await openWorkspace(documents)).settings()?.currency.code).toBe('USD');
  await documents.close();
});

it('refuses a later one that disagrees and takes one that says nothing against it', async () => {
  const documents = openLmdbDocumentStore(mkdtempSync(join(tmpdir(), 'tessera-workspace-')));
  const workspace = await openWorkspace(documents);
  await workspace.settle(newYork);
  await workspace.settle({ name: 'other' });
  await expect(workspace.settle({ zone: 'Europe/London' })).rejects.toMatchObject({ code: 'workspace.disagrees' });
  await expect(workspace.settle({ currency: { code: 'GBP', decimals: 2 } })).rejects.toMatchObject({
    code: 'workspace.disagrees',
  });
  await documents.close();
});
