import {
  type BusinessTime,
  type Clock,
  type Currency,
  type DocumentStore,
  dayOf,
  TesseraError,
} from '../../kernel/index.ts';
import type { SqlEngine } from '../sql-engine.port.ts';
import { noteOlderBuilds, readHistory, releaseOf } from './build-history.ts';
import { buildTags } from './build-tags.ts';
import { computeDistribution } from './distribution.ts';
import { forgetSegments } from './engine/index.ts';
import { eventFields } from './event-catalogue.ts';
import { tagNotFound } from './invalid-tag.ts';
import { lineageAround, lineageGraph } from './lineage-graph.ts';
import { lineageOf, planTags, tagCatalogue } from './plan-tags.ts';
import { checkQuality } from './quality/quality-rules.ts';
import { readPointsSince, readTagPoints } from './quality/tag-measures.ts';
import { readPeople, readPerson } from './read-people.ts';
import { createBuildArchive } from './releases/build-archive.ts';
import { discardBuild } from './releases/discard-build.ts';
import { findRelease, findServedRelease, listReleases } from './releases/find-release.ts';
import { keepReleases } from './releases/keep-releases.ts';
import { createActionLog, type TagAction } from './releases/note-action.ts';
import { DEFAULT_RETENTION, type RetentionSettings } from './releases/plan-retention.ts';
import { publishBuild } from './releases/publish-build.ts';
import { quoteName } from './sql-parameters.ts';
import type { CataloguedTag, TagRelease, TagService } from './tag-service.ts';
import { mergeTags, TagStore } from './tag-store.ts';
import { type ListTagUsers, liveUsersOf, userKey } from './tag-users.ts';
import { tryOut } from './try-out.ts';

export interface TagServiceDeps {
  readonly engine: SqlEngine;
  readonly documents: DocumentStore;
  readonly clock: Clock;
  /** Read at each use: the first import may settle them after the service was made. */
  readonly time: BusinessTime;
  readonly currency: Currency;
  /** Folder for the values of older builds. Without one they go when they are no table any more. */
  readonly archiveDirectory?: string;
  /** Folder for the facts as the tag engine reads them. Without one each build reads them anew. */
  readonly segmentsDirectory?: string;
  readonly retention?: Partial<RetentionSettings>;
}

/** Opens the tags of a folder whose schema exists. */
export async function createTagService(deps: TagServiceDeps): Promise<TagService> {
  const { engine, documents, clock, time, currency } = deps;
  const store = new TagStore(documents);
  const archive = deps.archiveDirectory === undefined ? undefined : createBuildArchive(engine, deps.archiveDirectory);
  const retention = { ...DEFAULT_RETENTION, ...deps.retention };
  const noteAction = createActionLog({ clock, time });
  const listeners: Parameters<TagService['onRelease']>[0][] = [];
  const userLists: ListTagUsers[] = [];

  await noteOlderBuilds(engine);
  await archive?.restoreViews((await listReleases(engine)).map(({ version }) => version));
  let current = await findServedRelease(engine);
  let lastTurn: Promise<unknown> = Promise.resolve();

  /** Builds and what is decided about them come one after the other. */
  const inTurn = <Result>(work: () => Promise<Result>): Promise<Result> => {
    const turn = lastTurn.then(work);
    lastTurn = turn.catch(() => {});
    return turn;
  };
  const plan = async (over: readonly CataloguedTag[] = []) =>
    planTags(mergeTags(await store.list(), over), currency.decimals);
  const users = async () => (await Promise.all(userLists.map((list) => list()))).flat();
  const get = async (id: string): Promise<CataloguedTag> => {
    const tags = await store.list();
    const tag = tags.find((each) => each.id === id);
    if (tag) return tag;
    throw tagNotFound(
      id,
      tags.map((each) => each.id),
    );
  };
  const note = (action: TagAction['action'], id: string, by: string, detail: TagAction['detail']) =>
    engine.transaction((session) => noteAction(session, { by, action, subject: { kind: 'tag', id }, detail }));

  const release = async (published: TagRelease, job: Parameters<TagService['build']>[1]): Promise<TagRelease> => {
    current = published;
    for (const listener of listeners) await listener(published, job);
    return published;
  };

  return {
    definitions: () => store.list(),
    async lineage(of) {
      return lineageOf(of ? planTags(of.definitions, currency.decimals) : await plan());
    },
    async graph(tag) {
      if (tag !== undefined) await get(tag);
      const whole = lineageGraph(await plan(), await users());
      return tag === undefined ? whole : lineageAround(whole, `tag:${tag}`);
    },
    async fieldCatalogue(of) {
      const retired = new Set((of ? [] : await store.retired()).map(({ tag }) => tag.id));
      const tags = (of ?? current)?.definitions ?? (await store.list());
      const named = tags.filter(({ id }) => !retired.has(id));
      return { ...tagCatalogue(named, currency.decimals), events: eventFields() };
    },
    async define(added, origin, by = origin) {
      const own = added.map((definition): CataloguedTag => ({ ...definition, origin }));
      const retired = new Set((await store.retired()).map(({ tag }) => tag.id));
      const gone = own.find(({ id }) => retired.has(id));
      if (gone && origin === 'operator') throw new TesseraError('tag.retired', { id: gone.id });
      await plan(own.filter(({ id }) => !retired.has(id)));
      const before = await store.list();
      for (const tag of own) {
        await store.put(tag);
        if (origin !== 'operator') continue;
        await note('define', tag.id, by, { before: before.find(({ id }) => id === tag.id) ?? null, after: tag });
      }
    },
    async retire(id, { by, reason }) {
      await get(id);
      const usedBy = lineageOf(await plan()).get(id)!.usedBy;
      // First retired and then asked: what names the tag from here on is refused, so that nothing slips in between.
      await store.retire(id, { by, at: clock.now(), reason });
      const live = liveUsersOf(id, await users());
      const names = [...usedBy.map((tag) => `tag:${tag}`), ...live.map(userKey)];
      if (names.length > 0) {
        await store.restore(id);
        throw new TesseraError('tag.in-use', { id, users: names.join(', ') });
      }
      await note('retire', id, by, { reason });
    },
    async restore(id, { by, reason }) {
      const found = (await store.retired()).find(({ tag }) => tag.id === id);
      if (!found) {
        await get(id);
        return;
      }
      await plan([found.tag]);
      await store.restore(id);
      await note('restore', id, by, { reason });
    },
    retired: () => store.retired(),
    async setQuality(id, quality, { by, reason }) {
      const { type, quality: before = null } = await get(id);
      checkQuality({ id, type, ...(quality && { quality }) });
      await store.setQuality(id, quality);
      await note('set-quality', id, by, { before, after: quality ?? null, reason });
    },
    users,
    addUsers: (list) => {
      userLists.push(list);
    },

    current: () => current,
    releases: () => listReleases(engine),
    findRelease: (choice) => findRelease(engine, { choice, current, archive }),
    people: (of) => readPeople(engine, of),
    person: (of, userId) => readPerson(engine, of, userId),
    async history(limit) {
      return (await readHistory(engine, limit)).map(({ publication: _, ...build }) => build);
    },
    async historyOf(tag) {
      const points = await readTagPoints(engine, tag);
      if (points.length === 0) await get(tag);
      return points;
    },
    async recentHistory(builds) {
      const [newest] = await readHistory(engine, 1);
      return readPointsSince(engine, (newest?.version ?? 0) - builds + 1);
    },
    build: (asOf, job) =>
      inTurn(async () => {
        await keepReleases(engine, {
          retention: { ...retention, keepTables: retention.keepTables - 1 },
          ...(archive && { archive }),
        });
        const { segmentsDirectory } = deps;
        const settings = { clock, asOf, time, moneyDecimals: currency.decimals, segmentsDirectory };
        const options = { plan: await plan(), ...settings };
        const built = releaseOf(await buildTags(engine, options, job));
        return built.state === 'published' ? release(built, job) : built;
      }),
    publish: (version, order, job) =>
      inTurn(async () => {
        const known = await findRelease(engine, { choice: { version }, current, archive });
        if (known.version === current?.version) return known;
        return release(await publishBuild(engine, { version, order, clock, noteAction, served: current }), job);
      }),
    discard: (version, order) => inTurn(() => discardBuild(engine, { version, order, clock, noteAction })),
    async test(definition) {
      const tag: CataloguedTag = { ...definition, origin: 'operator' };
      const asOf = current?.asOf ?? dayOf(clock.now(), time);
      return tryOut(engine, {
        tag,
        plan: await plan([tag]),
        asOf,
        time,
        moneyDecimals: currency.decimals,
        clock,
      });
    },
    async distribution(id, of = current) {
      const tag = of?.definitions.find((built) => built.id === id);
      if (tag) return distributionOf(engine, tag, of!);
      await get(id);
      return undefined;
    },
    forgetFacts: () => inTurn(() => forgetSegments(engine, deps.segmentsDirectory)),
    onRelease(listener) {
      listeners.push(listener);
    },
  };
}

async function distributionOf(engine: SqlEngine, tag: CataloguedTag, release: TagRelease) {
  const [column] = await engine.columns(`SELECT ${quoteName(tag.id)} FROM ${quoteName(release.table)}`);
  return computeDistribution(column!, tag.type);
}
