import {
  type BusinessTime,
  brandAs,
  type Clock,
  dayOf,
  type JobContext,
  TesseraError,
  type UserId,
} from '../../kernel/index.ts';
import type { CataloguedTag, TaggedPerson, TagRelease, TagService } from '../../warehouse/tags/index.ts';
import type { Profile, ProfileService } from './profile-service.ts';
import type { ProfileStore, StoredProfile } from './profile-store.port.ts';

export interface ProfileServiceDeps {
  readonly store: ProfileStore;
  readonly tags: Pick<TagService, 'current' | 'people'>;
  readonly clock: Clock;
  readonly time: BusinessTime;
}

const MAX_BATCH = 500;
/** People between two words about progress. */
const REPORT_EVERY = 5000;
/** Days after the as-of day for which a tag still counts as fresh. */
const FRESH_DAYS: Readonly<Record<CataloguedTag['freshness'], number>> = { live: 0, daily: 1, static: Infinity };

export function createProfileService({ store, tags, clock, time }: ProfileServiceDeps): ProfileService {
  const find = async (userId: UserId) => {
    const stored = await store.find(userId);
    return stored && named(stored, userId);
  };

  const publish = async (release: TagRelease, job: JobContext): Promise<void> => {
    const { version, asOf, builtAt, definitions } = release;
    const tagIds = definitions.map(({ id }) => id);
    await store.publish({ version, asOf, builtAt, tagIds }, watched(tags.people(release), release, job));
  };

  return {
    find,
    publish,
    async get(userId) {
      const found = await find(userId);
      if (!found) throw new TesseraError('person.not-found', { id: userId.slice(0, 200) });
      return found;
    },
    async findMany(userIds) {
      if (userIds.length > MAX_BATCH)
        throw new TesseraError('request.invalid', { problem: `at most ${MAX_BATCH} people at once` });
      const found = await store.findMany(userIds);
      return found.map((stored, i) => stored && named(stored, userIds[i]!));
    },
    describe(profile) {
      const age = dayOf(clock.now(), time) - profile.asOf;
      const freshnessOf = new Map(tags.current()?.definitions.map(({ id, freshness }) => [id, freshness]));
      return Object.entries(profile.tags).map(([id, value]) => {
        const freshness = freshnessOf.get(id) ?? 'daily';
        return { id, value, freshness, asOf: profile.asOf, isStale: age > FRESH_DAYS[freshness] };
      });
    },
    async catchUp(job) {
      const release = tags.current();
      const published = await store.current();
      if (release && (published?.version !== release.version || published.builtAt !== release.builtAt))
        await publish(release, job);
    },
  };
}

function named(stored: StoredProfile, userId: UserId): Profile {
  return { ...stored, userId: brandAs<UserId>(userId) };
}

/** The rows as they come, with progress; stops when the job is cancelled. */
async function* watched(
  people: AsyncIterable<TaggedPerson>,
  release: TagRelease,
  job: JobContext,
): AsyncGenerator<TaggedPerson> {
  let done = 0;
  for await (const person of people) {
    if (done++ % REPORT_EVERY === 0) {
      if (job.signal.aborted) throw new TesseraError('job.cancelled');
      job.report({ step: 'publishing profiles', done, total: release.people });
    }
    yield person;
  }
}
