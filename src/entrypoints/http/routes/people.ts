import { routes } from '../../../contract/index.ts';
import { brandAs, isoDay, TesseraError, type UserId } from '../../../kernel/index.ts';
import type { MembershipService } from '../../../services/audience/index.ts';
import {
  EVERY_TAG,
  mayRead,
  type People,
  type Profile,
  type ProfileService,
  type TagReader,
  type TagValue,
} from '../../../services/profile/index.ts';
import type { TagRelease, TagService } from '../../../warehouse/tags/index.ts';
import { type Binding, bind, bindJson, type Caller, JsonAnswer } from '../binding.ts';
import { choiceOf } from './release-choice.ts';

/** People: search, profile, membership and timeline. */
export function peopleRoutes(services: {
  readonly profiles: ProfileService;
  readonly people: People;
  readonly membership: MembershipService;
  readonly tags: Pick<TagService, 'findRelease' | 'person'>;
}): readonly Binding[] {
  const { profiles, people, membership, tags: builds } = services;
  const view = (profile: Profile, caller: Caller) => {
    const { tags, withheld } = profiles.describe(profile, readerOf(caller));
    return {
      userId: profile.userId,
      tags: tags.map(({ isStale, asOf, value, ...tag }) => ({
        ...tag,
        value: plain(value),
        asOf: isoDay(asOf),
        stale: isStale,
      })),
      withheld: [...withheld],
      ...(profile.live && { live: { since: isoDay(profile.live.since), countedAt: profile.live.countedAt } }),
      lastKnown: profile.isLastKnown ?? false,
      version: profile.version,
      asOf: isoDay(profile.asOf),
      builtAt: profile.builtAt,
    };
  };
  const idsOf = (userIds: readonly string[]) => userIds.map((id) => brandAs<UserId>(id));

  /** From the build itself: a store of profiles knows the served one only. Nothing of it is stale: it is of its day. */
  const pastView = async (userId: string, release: TagRelease, reader: TagReader) => {
    const person = await builds.person(release, userId);
    if (!person) throw new TesseraError('person.not-found', { id: userId.slice(0, 200) });
    const asOf = isoDay(release.asOf);
    const all = release.definitions.map((tag, i) => ({ tag, value: plain(person.values[i]!) }));
    return {
      userId,
      tags: all
        .filter(({ tag }) => mayRead(reader, tag))
        .map(({ tag: { id, freshness }, value }) => ({
          id,
          value,
          freshness,
          source: 'batch' as const,
          asOf,
          stale: false,
        })),
      withheld: all.filter(({ tag }) => !mayRead(reader, tag)).map(({ tag }) => tag.id),
      lastKnown: false,
      version: release.version,
      asOf,
      builtAt: release.builtAt,
    };
  };

  return [
    bind(routes.getProfile, async ({ params, query, caller }) => {
      const choice = choiceOf(query);
      if (choice) return pastView(params.userId, await builds.findRelease(choice), readerOf(caller));
      return view(await profiles.get(brandAs<UserId>(params.userId)), caller);
    }),

    bind(routes.getProfiles, async ({ body, caller }) => {
      const found = await profiles.findMany(idsOf(body.userIds));
      return { profiles: found.map((profile) => (profile ? view(profile, caller) : null)) };
    }),

    bindJson(routes.getProfileDocument, async ({ params: { userId }, caller }) => {
      const [found] = await profiles.json([brandAs<UserId>(userId)], readerOf(caller));
      if (!found) throw new TesseraError('person.not-found', { id: userId.slice(0, 200) });
      return new JsonAnswer(found);
    }),

    bindJson(routes.getProfileDocuments, async ({ body, caller }) => {
      const found = await profiles.json(idsOf(body.userIds), readerOf(caller));
      return new JsonAnswer(joinDocuments(found));
    }),

    bind(routes.checkMembership, async ({ body }) => {
      const userId = brandAs<UserId>(body.userId);
      const { profile, audiences, at } = await membership.check(userId, body.audiences);
      return {
        userId: body.userId,
        member: audiences.some(({ isMember }) => isMember),
        audiences: audiences.map(({ id, isMember }) => ({ id, member: isMember })),
        version: profile.version,
        asOf: isoDay(profile.asOf),
        stale: profiles.describe(profile, EVERY_TAG).tags.some(({ isStale }) => isStale),
        at,
      };
    }),

    bind(routes.searchPeople, async ({ query }) => {
      const { people: found, next } = await people.search(query.search, pageOf(query));
      return { people: [...found], ...(next === undefined ? {} : { next }) };
    }),

    bind(routes.getTimeline, async ({ params, query }) => {
      const { entries, next } = await people.timeline(brandAs<UserId>(params.userId), pageOf(query));
      return { entries: entries.map(entryView), ...(next === undefined ? {} : { next }) };
    }),
  ];
}

const readerOf = ({ scopes }: Caller): TagReader => ({
  personal: scopes.includes('personal'),
  sensitive: scopes.includes('sensitive'),
});

/** `{"profiles":[…]}` with null for who is not known. */
function joinDocuments(documents: readonly (Uint8Array | undefined)[]): Uint8Array {
  const parts = documents.flatMap((document, i) => [i === 0 ? '{"profiles":[' : ',', document ?? 'null']);
  return Buffer.concat([...parts, ']}'].map((part) => (typeof part === 'string' ? Buffer.from(part) : part)));
}

type Entry = Awaited<ReturnType<People['timeline']>>['entries'][number];

const entryView = ({ detail, ...entry }: Entry) => ({
  ...entry,
  detail: Object.fromEntries(Object.entries(detail).map(([name, value]) => [name, plain(value)])),
});

function pageOf({ limit, after }: { readonly limit: number; readonly after?: string | undefined }) {
  return { limit, ...(after === undefined ? {} : { after }) };
}

/** The contract's arrays are mutable. */
function plain(value: TagValue): number | string | boolean | string[] | null {
  return typeof value === 'object' && value !== null ? [...value] : value;
}
