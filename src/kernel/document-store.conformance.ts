import { expect, it } from 'vitest';
import type { DocumentStore } from './document-store.port.ts';

/** Every DocumentStore passes this and nothing less. */
export function describeDocumentStore(create: () => Promise<DocumentStore>): void {
  it('gives back what was put, with versions that count from 1', async () => {
    const store = await create();
    const first = await store.put('flows', 'default', { value: { a: 1 } });
    const second = await store.put('flows', 'default', { value: { a: 2 } });
    expect([first, second].map((result) => result.kind === 'stored' && result.document.version)).toEqual([1, 2]);
    expect(await store.find('flows', 'default')).toEqual({ id: 'default', version: 2, value: { a: 2 } });
    await store.close();
  });

  it('refuses a write whose expected version has passed', async () => {
    const store = await create();
    await store.put('flows', 'x', { value: 1, expectedVersion: 0 });
    const late = await store.put('flows', 'x', { value: 2, expectedVersion: 0 });
    expect(late).toEqual({ kind: 'conflict', current: { id: 'x', version: 1, value: 1 } });
    await store.close();
  });

  it('lets exactly one of many writers of the same version win', async () => {
    const store = await create();
    const attempts = Array.from({ length: 50 }, (_, i) => store.put('c', 'one', { value: i, expectedVersion: 0 }));
    const results = await Promise.all(attempts);
    expect(results.filter((result) => result.kind === 'stored')).toHaveLength(1);
    await store.close();
  });

  it('lists one collection only, by id, and removes', async () => {
    const store = await create();
    for (const id of ['b', 'a', 'ä']) await store.put('one', id, { value: id });
    await store.put('two', 'c', { value: 'c' });
    expect((await store.list('one')).map(({ id }) => id)).toEqual(['a', 'b', 'ä']);
    expect([await store.remove('one', 'a'), await store.remove('one', 'a')]).toEqual([true, false]);
    expect((await store.list('one')).map(({ id }) => id)).toEqual(['b', 'ä']);
    await store.close();
  });
}
