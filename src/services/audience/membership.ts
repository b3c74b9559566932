import {
  checkExpression,
  type Expression,
  evaluatePerson,
  type FieldCatalogue,
  type Person,
  type PersonEvent,
  partsOf,
  referencesOf,
} from '../../expression/index.ts';
import {
  type BusinessTime,
  type Clock,
  type DocumentStore,
  dayOf,
  type Instant,
  type UserId,
} from '../../kernel/index.ts';
import type { SqlEngine } from '../../warehouse/sql-engine.port.ts';
import type { TagService } from '../../warehouse/tags/index.ts';
import type { Profile, ProfileService } from '../profile/index.ts';
import { readPersonEvents } from './person-events.ts';
import { SavedAudiences } from './saved-audiences.ts';

export interface MembershipDeps {
  readonly engine: SqlEngine;
  readonly documents: DocumentStore;
  readonly tags: Pick<TagService, 'fieldCatalogue'>;
  readonly profiles: Pick<ProfileService, 'get'>;
  readonly clock: Clock;
  readonly time: BusinessTime;
  /** The login under which a person's facts stand. */
  readonly personOf: (userId: UserId) => Promise<UserId>;
}

export interface Membership {
  readonly profile: Profile;
  /** In the order asked. */
  readonly audiences: readonly { readonly id: string; readonly isMember: boolean }[];
  /** Facts that were committed by now are in. */
  readonly at: Instant;
}

/** Whether a person is in saved audiences at this moment. */
export interface MembershipService {
  /**
   * Tags are those of the profile, live ones as of now. Behaviour counts up to this moment: a window of n days ends with
   * today, which is in it. Throws `person.not-found`, `audience.not-found` and `expression.*` for an audience that names
   * what there is no more.
   */
  check(userId: UserId, audienceIds: readonly string[]): Promise<Membership>;
}

export function createMembershipService(deps: MembershipDeps): MembershipService {
  const saved = new SavedAudiences(deps.documents, deps.clock);
  return {
    async check(userId, audienceIds) {
      const catalogue = await deps.tags.fieldCatalogue();
      const trees = await gather(audienceIds, saved, catalogue);
      const profile = await deps.profiles.get(userId);
      const at = deps.clock.now();
      const asked = { profile, trees, asOf: dayOf(at, deps.time) + 1, login: await deps.personOf(userId) };
      const person = await readPerson(deps, asked);
      const audiences = audienceIds.map((id) => ({ id, isMember: person.isInAudience(id) }));
      return { profile, audiences, at };
    },
  };
}

/** Saved trees by id, those that they refer to among them, held to the catalogue of today. */
async function gather(
  audienceIds: readonly string[],
  saved: SavedAudiences,
  catalogue: FieldCatalogue,
): Promise<ReadonlyMap<string, Expression>> {
  const trees = new Map<string, Expression>();
  const open = [...audienceIds];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (trees.has(id)) continue;
    const tree = checkExpression((await saved.get(id)).tree, catalogue);
    trees.set(id, tree);
    open.push(...referencesOf(tree, 'in-audience'));
  }
  return trees;
}

interface Asked {
  readonly profile: Profile;
  readonly trees: ReadonlyMap<string, Expression>;
  readonly asOf: number;
  readonly login: UserId;
}

async function readPerson({ engine }: MembershipDeps, { profile, trees, asOf, login }: Asked): Promise<Person> {
  const all = [...trees.values()];
  const steps = all.flatMap((tree) => partsOf(tree).map((part) => part.tree));
  const names = new Set(
    steps.flatMap((tree) => {
      if (tree.kind === 'did') return [tree.event];
      return tree.kind === 'sequence' ? tree.steps.map(({ event }) => event) : [];
    }),
  );
  const events = new Map<string, readonly PersonEvent[]>();
  for (const name of names) events.set(name, await readPersonEvents(engine, name, login));
  const lists = await readLists(engine, [...new Set(all.flatMap((tree) => referencesOf(tree, 'in-list')))], profile);
  const known = new Map<string, boolean>();
  const person: Person = {
    asOf,
    field: (name) => profile.tags[name] ?? null,
    events: (name) => events.get(name)!,
    isInList: (id) => lists.has(id),
    isInAudience(id) {
      const isMember = known.get(id) ?? evaluatePerson(trees.get(id)!, person) === true;
      known.set(id, isMember);
      return isMember;
    },
  };
  return person;
}

async function readLists(engine: SqlEngine, ids: readonly string[], { userId }: Profile): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set();
  const rows = await engine.rows<{ list_id: string }>(
    'SELECT list_id FROM audience_list_member WHERE user_id = $1 AND list_id IN (SELECT unnest($2::VARCHAR[]))',
    [userId, ids],
  );
  return new Set(rows.map((row) => row.list_id));
}
