import { routes } from '../../../contract/index.ts';
import { brandAs, isoDay, TesseraError, type UserId } from '../../../kernel/index.ts';
import type { People, Profile, ProfileService, TagValue } from '../../../services/profile/index.ts';
import type { TagRelease, TagService } from '../../../warehouse/tags/index.ts';
import { type Binding, bind } from '../binding.ts';
import { choiceOf } from './release-choice.ts';

/** People: search, profile and timeline. */
export function peopleRoutes(services: {
  readonly profiles: ProfileService;
  readonly people: People;
  readonly tags: Pick<TagService, 'findRelease' | 'person'>;
}): readonly Binding[] {
  const { profiles, people, tags } = services;
  const view = (profile: Profile) => ({
    userId: profile.userId,
    tags: profiles.describe(profile).map(({ id, value, freshness, asOf, isStale }) => ({
      id,
      value: plain(value),
      freshness,
      asOf: isoDay(asOf),
      stale: isStale,
    })),
    version: profile.version,
    asOf: isoDay(profile.asOf),
    builtAt: profile.builtAt,
  });

  /** From the build itself: a store of profiles knows the served one only. Nothing of it is stale: it is of its day. */
  const pastView = async (userId: string, release: TagRelease) => {
    const person = await tags.person(release, userId);
    if (!person) throw new TesseraError('person.not-found', { id: userId.slice(0, 200) });
    const asOf = isoDay(release.asOf);
    return {
      userId,
      tags: release.definitions.map(({ id, freshness }, i) => ({
        id,
        value: plain(person.values[i]!),
        freshness,
        asOf,
        stale: false,
      })),
      version: release.version,
      asOf,
      builtAt: release.builtAt,
    };
  };

  return [
    bind(routes.getProfile, async ({ params, query }) => {
      const choice = choiceOf(query);
      if (choice) return pastView(params.userId, await tags.findRelease(choice));
      return view(await profiles.get(brandAs<UserId>(params.userId)));
    }),

    bind(routes.getProfiles, async ({ body }) => {
      const found = await profiles.findMany(body.userIds.map((id) => brandAs<UserId>(id)));
      return { profiles: found.map((profile) => (profile ? view(profile) : null)) };
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
