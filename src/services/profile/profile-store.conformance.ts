import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { ProfileRelease, ProfileRow, ProfileStore, TagValue } from './profile-store.port.ts';

const release = (version: number, tagIds: readonly string[] = ['a', 'b']): ProfileRelease => ({
  version,
  asOf: 17_532 + version,
  builtAt: 1_514_764_800_000 + version,
  tagIds,
});

const TAGS = ['a', 'b', 'c', 'd'];

/** People with values of every kind under `TAGS`; one tag may hold several kinds. */
function people(): fc.Arbitrary<ProfileRow[]> {
  const value: fc.Arbitrary<TagValue> = fc.oneof(
    fc.constant(null),
    fc.integer(),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => number + 0),
    fc.boolean(),
    fc.string({ unit: 'grapheme' }),
    fc.array(fc.string({ unit: 'grapheme' }), { maxLength: 3 }),
  );
  const row = fc.record({
    userId: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 }),
    values: fc.array(value, { minLength: TAGS.length, maxLength: TAGS.length }),
  });
  return fc.uniqueArray(row, { selector: ({ userId }) => userId, minLength: 1, maxLength: 60 });
}

const textOf = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

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

  it('gives the same as JSON, only the tags that are asked for, and picks values', () =>
    withStore(async (store) => {
      const tags = fc.sample(people(), { seed: 7, numRuns: 1 })[0]!;
      await store.publish(release(1, TAGS), tags);
      const found = await store.findMany(tags.map(({ userId }) => userId));
      for (const only of [new Set<string>(), new Set(['a', 'c', 'unheard-of']), new Set(TAGS)]) {
        const ask = { only, pick: ['d', 'unheard-of', 'a'] };
        const answers = await store.findJson([...tags.map(({ userId }) => userId), 'nobody'.repeat(9)], ask);
        expect(answers.at(-1)).toBeUndefined();
        const readable = answers.slice(0, -1).map((answer) => {
          const { json, ...rest } = answer!;
          return { ...rest, tags: JSON.parse(textOf(json)) };
        });
        const wanted = found.map((profile) => ({
          ...profile,
          tags: Object.fromEntries(Object.entries(profile!.tags).filter(([id]) => only.has(id))),
          picked: [profile!.tags['d'], null, profile!.tags['a']],
        }));
        expect(readable).toEqual(wanted);
      }
    }));

  it('gives back what was published, whatever the values and however many people', () =>
    withStore(async (store) => {
      let version = 0;
      await fc.assert(
        fc.asyncProperty(people(), async (rows) => {
          await store.publish(release(++version, TAGS), rows);
          const found = await store.findMany(rows.map(({ userId }) => userId));
          const wanted = rows.map(({ values }) => Object.fromEntries(TAGS.map((id, i) => [id, values[i]])));
          expect(found.map((profile) => profile?.tags)).toEqual(wanted);
        }),
        { numRuns: 25 },
      );
      // More than any store looks at before it decides how to keep them.
      const many = Array.from({ length: 12_000 }, (_, i) => ({
        userId: `u${i}`,
        values: i < 9000 ? [i % 2, 'w', [], i] : [`late ${i}`, i / 7, ['x', `${i}`], null],
      }));
      await store.publish(release(++version, TAGS), many);
      for (const i of [0, 8999, 9000, 11_999]) {
        const found = await store.find(`u${i}`);
        expect(found?.tags).toEqual(Object.fromEntries(TAGS.map((id, at) => [id, many[i]!.values[at]])));
      }
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
