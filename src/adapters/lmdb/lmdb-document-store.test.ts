import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { describeDocumentStore } from '../../kernel/document-store.conformance.ts';
import { openLmdbDocumentStore } from './lmdb-document-store.ts';

const temporary = () => mkdtempSync(join(tmpdir(), 'tessera-documents-'));

describe('LMDB documents', () => {
  describeDocumentStore(async () => openLmdbDocumentStore(temporary()));

  it('keeps them over a restart', async () => {
    const path = temporary();
    const first = openLmdbDocumentStore(path);
    await first.put('audiences', 'a', { value: { text: 'everyone' } });
    await first.close();
    const second = openLmdbDocumentStore(path);
    expect(await second.find('audiences', 'a')).toEqual({ id: 'a', version: 1, value: { text: 'everyone' } });
    await second.close();
  });
});
