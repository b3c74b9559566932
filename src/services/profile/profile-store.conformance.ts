import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { ProfileRelease, ProfileRow, ProfileStore, TagValue } from './profile-store.port.ts';

const release = (version: number, tagIds: readonly string[] = ['a', 'b']): ProfileRelease => ({
  version,
  asOf: 17_532 + version,
  builtAt: 1_514_764_800_000 + version,
  tagIds,
});

/** Every ProfileStore passes this and nothing less. */
export function describeProfileStore(create: () => Promise<ProfileStore>): void {
  const withStore = async (work: (store: ProfileStore) => Promise<void>) => {
    const store = await create();
    await work(store).finally(() => store.close());
  };

  it('knows nobody before the first publish', () =>
    withStore(async (store) => {
      expect(await store.current()).toBeUndefined();
      expect(await store.findMany(['1', '2'])).toEqual([undefined, undefined]);
    }));

  it('gives back every kind of value under its tag', () =>
    withStore(async (store) => {
      const tags: Record<string, TagValue> = {
        n: 1.5,
        money: 2 ** 52,
        none: null,
        is: false,
        word: '汉',
        set: ['a', 'b'],
        empty: [],
      };
      await store.publish(release(1, Object.keys(tags)), [{ userId: '900', values: Object.values(tags) }]);
      const found = await store.find('900');
      expect(found).toEqual({ version: 1, asOf: 17_533, builtAt: 1_514_764_800_001, tags });
      expect(await store.current()).toEqual(release(1, Object.keys(tags)));
    }));

  it('answers many in the order asked, with gaps and repeats', () =>
    withStore(async (store) => {
      await store.publish(
        release(1),
        ['x', 'y'].map((userId) => ({ userId, values: [userId, 1] })),
      );
      const found = await store.findMany(['y', 'nobody', 'x', 'y', 'z'.repeat(5000)]);
      expect(found.map((profile) => profile?.tags['a'])).toEqual(['y', undefined, 'x', 'y', undefined]);
    }));

  it('finds every person again, whatever the id, and nobody else', () =>
    withStore(async (store) => {
      const people = fc.uniqueArray(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 }), { maxLength: 50 });
      let version = 0;
      await fc.assert(
        fc.asyncProperty(people, fc.string({ minLength: 1 }), async (ids, stranger) => {
          await store.publish(
            release(++version),
            ids.map((userId, i) => ({ userId, values: [i, userId] })),
          );
          const found = await store.findMany([...ids, stranger]);
          expect(found.slice(0, ids.length).map((profile) => profile?.tags)).toEqual(ids.map((b, a) => ({ a, b })));
          if (!ids.includes(stranger)) expect(found.at(-1)).toBeUndefined();
        }),
        { numRuns: 25 },
      );
    }));

  it('shows the old version whole while a new one is published, then the new one whole', () =>
    withStore(async (store) => {
      const ids = Array.from({ length: 300 }, (_, i) => `u${i}`);
      const rowsOf = (version: number) => ids.map((userId) => ({ userId, values: [version, version] }));
      await store.publish(release(1), rowsOf(1));
      const seen = new Set<string>();
      async function* slowly(): AsyncGenerator<ProfileRow> {
        for (const row of rowsOf(2)) {
          const found = await store.findMany(ids);
          seen.add(JSON.stringify([...new Set(found.map((profile) => [profile?.version, profile?.tags['a']].join()))]));
          yield row;
        }
      }
      await store.publish(release(2), slowly());
      expect([...seen]).toEqual(['["1,1"]']);
      expect(new Set((await store.findMany(ids)).map((profile) => profile?.tags['b']))).toEqual(new Set([2]));
    }));

  it('keeps the old version when a publish fails, and takes the next one', () =>
    withStore(async (store) => {
      await store.publish(release(1), [{ userId: 'old', values: [1, 1] }]);
      async function* breaking(): AsyncGenerator<ProfileRow> {
        yield { userId: 'new', values: [2, 2] };
        throw new Error('on purpose');
      }
      await expect(store.publish(release(2), breaking())).rejects.toThrow('on purpose');
      expect([(await store.find('old'))?.version, await store.find('new')]).toEqual([1, undefined]);
      await store.publish(release(3), [{ userId: 'newer', values: [3, 3] }]);
      expect([await store.find('old'), await store.find('new')]).toEqual([undefined, undefined]);
      expect((await store.find('newer'))?.version).toBe(3);
    }));
}
