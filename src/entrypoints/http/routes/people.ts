import { routes } from '../../../contract/index.ts';
import { brandAs, isoDay, type UserId } from '../../../kernel/index.ts';
import type { People, Profile, ProfileService, TagValue } from '../../../services/profile/index.ts';
import { type Binding, bind } from '../binding.ts';

/** People: search, profile and timeline. */
export function peopleRoutes(services: {
  readonly profiles: ProfileService;
  readonly people: People;
}): readonly Binding[] {
  const { profiles, people } = services;
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

  return [
    bind(routes.getProfile, async ({ params }) => view(await profiles.get(brandAs<UserId>(params.userId)))),

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
