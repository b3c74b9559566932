import {
  type BusinessTime,
  brandAs,
  type Clock,
  type Currency,
  dayOf,
  type JobContext,
  TesseraError,
  type UserId,
} from '../../kernel/index.ts';
import type { SqlEngine } from '../../warehouse/sql-engine.port.ts';
import type { CataloguedTag, TaggedPerson, TagRelease, TagService } from '../../warehouse/tags/index.ts';
import { LiveTags } from './live-tags.ts';
import { addToValue, withLiveParts } from './merge-live.ts';
import { ProfileDocuments } from './profile-documents.ts';
import type { Profile, ProfileService } from './profile-service.ts';
import type { ProfileStore } from './profile-store.port.ts';
import { mayRead } from './tag-reader.ts';

export interface ProfileServiceDeps {
  readonly store: ProfileStore;
  readonly tags: Pick<TagService, 'current' | 'people' | 'releases'>;
  readonly engine: SqlEngine;
  readonly clock: Clock;
  readonly time: BusinessTime;
  readonly currency: Currency;
  /** The login under which a person's facts and tags stand. Default: the id itself. */
  readonly personOf?: (userId: UserId) => Promise<UserId>;
  /** See `LiveTagsDeps`. */
  readonly gatherMs?: number;
}

const MAX_BATCH = 500;
/** People between two words about progress. */
const REPORT_EVERY = 5000;
/** Days after the as-of day for which a tag still counts as fresh. */
const FRESH_DAYS: Readonly<Record<'daily' | 'static', number>> = { daily: 1, static: Infinity };
/** A live tag that was not counted for so long is stale; two seconds are promised. */
const FRESH_LIVE_MS = 5000;

export function createProfileService(deps: ProfileServiceDeps): ProfileService {
  const { store, tags, clock, time, personOf = async (userId: UserId) => userId } = deps;
  const live = new LiveTags({ ...deps, moneyDecimals: deps.currency.decimals });
  const documents = new ProfileDocuments();
  let lastPublish: Promise<unknown> = Promise.resolve();

  const findMany = async (userIds: readonly UserId[]): Promise<readonly (Profile | undefined)[]> => {
    holdToBatch(userIds);
    const stored = await store.findMany(userIds);
    return Promise.all(
      stored.map(async (each, i) => {
        if (!each) return undefined;
        const userId = brandAs<UserId>(userIds[i]!);
        return { ...withLiveParts(each, await personOf(userId), await live.of(each)), userId };
      }),
    );
  };

  const publish = async (release: TagRelease, job: JobContext): Promise<void> => {
    const { version, asOf, builtAt, definitions } = release;
    const tagIds = definitions.map(({ id }) => id);
    await live.follow(release);
    await store.publish({ version, asOf, builtAt, tagIds }, watched(tags.people(release), release, job));
    await live.keepOnly(release);
  };

  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const turn = lastPublish.then(work);
    lastPublish = turn.catch(() => {});
    return turn;
  };

  const definitionsById = (): ReadonlyMap<string, CataloguedTag> => documents.byId(tags.current()?.definitions ?? []);

  const isBatchStale = (profile: { readonly asOf: number; readonly isLastKnown?: true }, freshness: string): boolean =>
    profile.isLastKnown === true ||
    dayOf(clock.now(), time) - profile.asOf > (freshness === 'static' ? FRESH_DAYS.static : FRESH_DAYS.daily);

  return {
    find: async (userId) => (await findMany([userId]))[0],
    findMany,
    async get(userId) {
      const [found] = await findMany([userId]);
      if (!found) throw new TesseraError('person.not-found', { id: userId.slice(0, 200) });
      return found;
    },
    describe(profile, reader) {
      const definitions = definitionsById();
      const counted = new Set(profile.live?.tagIds);
      const isLiveStale = clock.now() - (profile.live?.countedAt ?? 0) > FRESH_LIVE_MS;
      const ids = Object.keys(profile.tags);
      const order = documents.order(tags.current()?.definitions ?? []);
      ids.sort((a, b) => (order.get(a) ?? Infinity) - (order.get(b) ?? Infinity));
      const shown = ids.filter((id) => mayRead(reader, definitions.get(id)));
      return {
        withheld: ids.filter((id) => !mayRead(reader, definitions.get(id))),
        tags: shown.map((id) => {
          const freshness = definitions.get(id)?.freshness ?? 'daily';
          const source = counted.has(id) ? ('live' as const) : ('batch' as const);
          const isStale =
            source === 'live' ? isLiveStale || profile.isLastKnown === true : isBatchStale(profile, freshness);
          return { id, value: profile.tags[id] ?? null, freshness, source, asOf: profile.asOf, isStale };
        }),
      };
    },
    async json(userIds, reader) {
      holdToBatch(userIds);
      const definitions = tags.current()?.definitions ?? [];
      const plan = documents.plan(definitions, reader);
      const found = await store.findJson(userIds, plan.ask);
      return Promise.all(
        found.map(async (each, i) => {
          if (!each) return undefined;
          const followed = plan.ask.pick.length > 0 ? await live.of(each) : undefined;
          const parts = followed?.counters.partsOf(await personOf(userIds[i]!));
          const values = plan.ask.pick.map((id, at) => {
            const place = followed?.counters.tagIds.indexOf(id) ?? -1;
            return addToValue(each.picked[at] ?? null, place < 0 ? 0 : parts![place]!);
          });
          const isStale = isBatchStale(each, 'daily');
          const state = { values, isStale, countedAt: followed?.countedAt };
          return documents.compose(each, { userId: userIds[i]!, plan, ...state });
        }),
      );
    },
    refreshLive: () => live.refresh(),
    publish: (release, job) => inTurn(() => publish(release, job)),
    catchUp: (job) =>
      inTurn(async () => {
        const release = tags.current();
        const published = await store.current();
        if (!release || (published?.version === release.version && published.builtAt === release.builtAt)) return false;
        await publish(release, job);
        return true;
      }),
    async close() {
      await lastPublish;
      await live.close();
    },
  };
}

function holdToBatch(userIds: readonly UserId[]): void {
  if (userIds.length > MAX_BATCH)
    throw new TesseraError('request.invalid', { problem: `at most ${MAX_BATCH} people at once` });
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
