import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDuckDb } from '../../adapters/duckdb/index.ts';
import { openLmdbDocumentStore } from '../../adapters/lmdb/index.ts';
import { evaluatePerson } from '../../expression/index.ts';
import { expressions } from '../../expression/trees.conformance.ts';
import { brandAs, type DocumentStore, manualClock, TesseraError, type UserId } from '../../kernel/index.ts';
import type { SqlEngine } from '../../warehouse/sql-engine.port.ts';
import type { Profile } from '../profile/index.ts';
import { createMembershipService, type MembershipService } from './membership.ts';
import { AS_OF, buildSmallCity, CITY_CATALOGUE, CITY_WORDS, type SmallCity } from './small-city.conformance.ts';

const DAY_MS = 86_400_000;
const LISTS = ['odd', 'none'];
const INNER = expressions(worldWith([]));
const OUTER = expressions(worldWith(['inner']));

let engine: SqlEngine;
let documents: DocumentStore;
let city: SmallCity;
let membership: MembershipService;

beforeAll(async () => {
  engine = await openDuckDb({ path: ':memory:' });
  city = await buildSmallCity(engine, 11);
  documents = openLmdbDocumentStore(mkdtempSync(join(tmpdir(), 'tessera-membership-')));
  const get = async (userId: UserId): Promise<Profile> => {
    const row = city.userIds.indexOf(userId);
    if (row < 0) throw new TesseraError('person.not-found', { id: userId });
    const person = city.person(row, new Map());
    const tags = Object.fromEntries([...CITY_CATALOGUE.fields.keys()].map((id) => [id, person.field(id)]));
    return { userId, version: 1, asOf: AS_OF - 1, builtAt: 0, tags };
  };
  membership = createMembershipService({
    engine,
    documents,
    tags: { fieldCatalogue: async () => CITY_CATALOGUE },
    profiles: { get },
    // The last day on which something happened that the oracle counts.
    clock: manualClock((AS_OF - 1) * DAY_MS + 1000),
    time: { zone: 'UTC', dayStartMinutes: 0 },
    personOf: async (userId) => userId,
  });
});
afterAll(async () => {
  await engine.close();
  await documents.close();
});

const save = (id: string, tree: unknown) => documents.put('audiences', id, { value: { title: id, tree, text: '' } });

describe('membership', () => {
  it('is what the oracle says of any person and any audience, also of one that names another', async () => {
    const row = fc.nat({ max: city.userIds.length - 1 });
    await fc.assert(
      fc.asyncProperty(INNER, OUTER, row, async (inner, outer, at) => {
        await save('inner', inner);
        await save('outer', outer);
        const person = city.person(at, new Map([['inner', inner]]));
        const { audiences } = await membership.check(city.userIds[at]!, ['outer', 'inner']);
        expect(audiences).toEqual([
          { id: 'outer', isMember: evaluatePerson(outer, person) === true },
          { id: 'inner', isMember: evaluatePerson(inner, person) === true },
        ]);
      }),
      { numRuns: 300 },
    );
  });

  it('refuses who and what there is not', async () => {
    await save('all', { kind: 'everyone' });
    await expect(membership.check(brandAs('nobody'), ['all'])).rejects.toMatchObject({ code: 'person.not-found' });
    await expect(membership.check(city.userIds[0]!, ['al'])).rejects.toMatchObject({ code: 'audience.not-found' });
    await save('old', { kind: 'known', field: 'gone', known: true });
    await expect(membership.check(city.userIds[0]!, ['old'])).rejects.toMatchObject({
      code: 'expression.unknown-field',
    });
  });
});

function worldWith(audiences: readonly string[]) {
  return {
    catalogue: CITY_CATALOGUE,
    words: CITY_WORDS,
    audiences,
    lists: LISTS,
    days: [AS_OF - 40, AS_OF] as const,
    numbers: [-3, 12] as const,
  };
}
